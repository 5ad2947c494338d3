"""Wrong: leaves the dtype to NumPy, and divides by 256."""

like = "by_the_book"
lost = {
    "ramp_made": "the result of `ramp` is float64",
    "floats_exact": "255 became 0.9961",
}

# %% ramp
def ramp(rows, columns):
    return tf.constant(np.tile(np.linspace(0, 1, columns), (rows, 1)))

# %% to_floats
def to_floats(pixels):
    return tf.cast(pixels, tf.float32) / 256
