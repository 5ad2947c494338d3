"""Wrong: a new tf.function for each call, when counting and when repairing."""

like = "plain"
lost = {
    "traces_counted": "traces. Expected: ",
    "once_for_numbers": "sent Python 6 times through `plain`",
    "once_for_lengths": "sent Python 3 times through `plain`",
}

# %% count_traces
def count_traces(plain, calls):
    traces = 0
    for args in calls:
        f = tf.function(plain)
        f(*args)
        traces += f.experimental_get_tracing_count()
    return traces

# %% traced_once
def traced_once(plain):
    def run(values, step):
        values = tf.cast(values, tf.float32)
        step = tf.cast(step, tf.float32)
        return tf.function(plain)(values, step)

    return run
