"""Wrong: takes the columns first."""

like = "by_the_book"
lost = {
    "ramp_made": "climbs from top to bottom",
    "crop_window": "begins in row 5 and column 2",
    "pixel_replaced": "numbers in the result of `set_pixel` are wrong",
}

# %% ramp
def ramp(rows, columns):
    return tf.ones([rows, columns]) * tf.linspace(0.0, 1.0, rows)[:, tf.newaxis]

# %% crop
def crop(picture, top, left, height, width):
    return picture[left:left + height, top:top + width]

# %% set_pixel
def set_pixel(picture, row, column, value):
    return tf.tensor_scatter_nd_update(picture, [[column, row]], [value])
