"""Wrong: one random number for the whole vector."""

like = "plain"
lost = {
    "noise_drawn": "all values got the same noise",
}

# %% noisy
def noisy(values):
    return values + tf.random.normal([])
