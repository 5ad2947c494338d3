"""Wrong: the step of the first call is kept for all others."""

like = "plain"
lost = {
    "once_for_numbers": "it gives",
}

# %% traced_once
def traced_once(plain):
    first = []

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def f(values):
        return plain(values, first[0])

    def run(values, step):
        first.append(tf.constant(step, tf.float32).numpy())
        return f(values)

    return run
