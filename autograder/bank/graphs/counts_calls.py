"""Wrong: every call is counted as a trace."""

like = "plain"
lost = {
    "traces_counted": "traces. Expected: ",
}

# %% count_traces
def count_traces(plain, calls):
    traces = 0
    f = tf.function(plain)
    for args in calls:
        f(*args)
        traces += 1
    return traces
