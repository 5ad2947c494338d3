"""Wrong: one darkest and one lightest number for all pictures."""

like = "by_the_book"
lost = {
    "stretch_each": "all pictures got the darkest and lightest of the batch",
}

# %% stretch
def stretch(pictures):
    low, high = tf.reduce_min(pictures), tf.reduce_max(pictures)
    return (pictures - low) / (high - low)
