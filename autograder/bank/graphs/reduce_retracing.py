"""Wrong: asks for fewer traces with reduce_retracing, which promises nothing."""

like = "plain"
lost = {
    "once_for_numbers": "sent Python 6 times",
    "once_for_lengths": "stopped with TypeError",
}

# %% traced_once
def traced_once(plain):
    return tf.function(plain, reduce_retracing=True)
