"""Wrong: divides bytes by whole numbers, and cuts decimals off on the way back."""

like = "by_the_book"
lost = {
    "floats_exact": "every number became 0 or 1",
    "pixels_rounded": "the nearest: round before you cast",
}

# %% to_floats
def to_floats(pixels):
    return tf.cast(pixels // 255, tf.float32)

# %% to_pixels
def to_pixels(picture):
    return tf.cast(picture * 255, tf.uint8)
