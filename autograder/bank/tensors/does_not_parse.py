"""Wrong: a bracket stays open, so the cell does not run and its function does not exist."""

like = "by_the_book"
lost = {
    "stretch_each": "there is no function `stretch`",
}

# %% stretch
def stretch(pictures):
    low = tf.reduce_min(pictures, axis=[1, 2], keepdims=True)
    high = tf.reduce_max(pictures, axis=[1, 2], keepdims=True
    return (pictures - low) / (high - low)
