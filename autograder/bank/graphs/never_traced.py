"""Wrong: plain runs as it is, so Python goes through it at each call."""

like = "plain"
lost = {
    "once_for_numbers": "sent Python 6 times through `plain`",
    "once_for_lengths": "sent Python 3 times through `plain`",
}

# %% traced_once
def traced_once(plain):
    def run(values, step):
        return plain(tf.cast(values, tf.float32), tf.cast(step, tf.float32))

    return run
