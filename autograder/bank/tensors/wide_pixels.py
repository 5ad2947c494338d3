"""Wrong: the limits hold, the dtype stays int32; decimals are left as they are."""

like = "by_the_book"
lost = {
    "pixels_rounded": "the result of `to_pixels` is float32",
    "brighter_limited": "the result of `brighter` is int32",
}

# %% to_pixels
def to_pixels(picture):
    return tf.round(picture * 255)

# %% brighter
def brighter(pixels, amount):
    return tf.clip_by_value(tf.cast(pixels, tf.int32) + amount, 0, 255)
