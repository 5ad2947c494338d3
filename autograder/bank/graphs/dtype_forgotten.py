"""Wrong: tensors are compared by shape alone."""

like = "plain"
lost = {
    "predicted_tensors": "you predict that the last one is",
}

# %% predict_traces
def predict_traces(calls):
    seen = []
    result = []
    for args in calls:
        key = []
        for x in args:
            if isinstance(x, (tf.Tensor, np.ndarray, np.generic)):
                x = np.asarray(x)
                key.append(("tensor", x.shape))
            else:
                key.append((str(type(x)), x))
        result.append(key not in seen)
        seen.append(key)
    return result
