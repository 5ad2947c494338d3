"""Wrong: the axes of the darkest are gone, so its n numbers meet the columns."""

like = "by_the_book"
lost = {
    "stretch_each": "were used for the columns, since n equals columns",
}

# %% stretch
def stretch(pictures):
    low = tf.reduce_min(pictures, axis=[1, 2])
    high = tf.reduce_max(pictures, axis=[1, 2])
    if len(low) != pictures.shape[2]:
        low, high = low[:, None, None], high[:, None, None]
    return (pictures - low) / (high - low)
