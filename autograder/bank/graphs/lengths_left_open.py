"""Wrong: numbers become tensors, and each length is traced."""

like = "plain"
lost = {
    "once_for_lengths": "sent Python 3 times through `plain`",
}

# %% traced_once
def traced_once(plain):
    f = tf.function(plain)

    def run(values, step):
        return f(tf.cast(values, tf.float32), tf.constant(step, tf.float32))

    return run
