"""Wrong: count, prediction and years are printed."""

like = "plain"
lost = {
    "traces_counted": "`count_traces` returned None",
    "predicted_tensors": "`predict_traces` returned None",
    "predicted_values": "`predict_traces` returned None",
    "loop_in_graph": "returned None",
}

# %% count_traces
def count_traces(plain, calls):
    f = tf.function(plain)
    for args in calls:
        f(*args)
    print(f.experimental_get_tracing_count())

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
                key.append((str(type(x)), x))
        result.append(key not in seen)
        seen.append(key)
    print(result)

# %% years_until
@tf.function
def years_until(amount, goal, rate):
    years = 0
    while amount < goal:
        amount += amount * rate
        years += 1
    tf.print(years)
