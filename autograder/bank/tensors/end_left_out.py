"""Wrong: the ramp stops before its end, and the window at its length."""

like = "by_the_book"
lost = {
    "ramp_made": "the last of 9 columns is 0.8889",
    "crop_window": "has shape (2, 0)",
}

# %% ramp
def ramp(rows, columns):
    return tf.zeros([rows, 1]) + tf.range(columns, dtype=tf.float32) / columns

# %% crop
def crop(picture, top, left, height, width):
    return picture[top:height, left:width]
