"""Wrong: Python numbers become int32 tensors, which do not fit float32."""

like = "plain"
lost = {
    "once_for_numbers": "stopped with",
}

# %% traced_once
def traced_once(plain):
    f = tf.function(plain, input_signature=[tf.TensorSpec([None]), tf.TensorSpec([])])

    def run(values, step):
        if not hasattr(step, "dtype"):
            step = tf.constant(int(step))
        return f(values, step)

    return run
