"""Wrong: uniform noise with the right mean and deviation."""

like = "plain"
lost = {
    "noise_drawn": "0.0% of it lies beyond 2",
}

# %% noisy
def noisy(values):
    return values + tf.random.uniform(tf.shape(values), -(3**0.5), 3**0.5)
