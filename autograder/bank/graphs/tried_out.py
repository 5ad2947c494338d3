"""Wrong: predicts by trying it out."""

like = "plain"
lost = {
    "predicted_tensors": "`predict_traces` called a traced function",
    "predicted_values": "`predict_traces` called a traced function",
}

# %% predict_traces
def predict_traces(calls):
    f = tf.function(lambda *args: 0)
    result = []
    for args in calls:
        before = f.experimental_get_tracing_count()
        f(*args)
        result.append(f.experimental_get_tracing_count() > before)
    return result
