"""Wrong: a colon is missing behind else, so there is no predict_traces."""

like = "plain"
lost = {
    "predicted_tensors": "there is no function `predict_traces`",
    "predicted_values": "there is no function `predict_traces`",
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
            else
                key.append((str(type(x)), x))
        result.append(key not in seen)
        seen.append(key)
    return result
