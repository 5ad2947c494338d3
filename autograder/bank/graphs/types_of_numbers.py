"""Wrong: Python values of the same type are thought to share a graph."""

like = "plain"
lost = {
    "predicted_values": "you predict that the last one is",
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
                key.append(("tensor", str(x.dtype), x.shape))
            else:
                key.append(str(type(x)))
        result.append(key not in seen)
        seen.append(key)
    return result
