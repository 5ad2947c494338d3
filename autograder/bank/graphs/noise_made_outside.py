"""Wrong: the noise is drawn once, before any call."""

like = "plain"
lost = {
    "noise_drawn": "stopped with",
}

# %% noisy
noise = tf.random.normal((4,))


def noisy(values):
    return values + noise
