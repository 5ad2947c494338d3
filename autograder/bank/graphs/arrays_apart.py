"""Wrong: arrays are thought to have graphs of their own."""

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
                kind = str(type(x))
                x = np.asarray(x)
                key.append((kind, str(x.dtype), x.shape))
            else:
                key.append((str(type(x)), x))
        result.append(key not in seen)
        seen.append(key)
    return result
