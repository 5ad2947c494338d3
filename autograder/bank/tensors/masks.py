"""Right: comparisons, `tf.where` and masks pick and replace."""

like = "by_the_book"

# %% ramp
def ramp(rows, columns):
    number = tf.range(rows * columns) % columns
    return tf.reshape(tf.cast(number / (columns - 1), tf.float32), (rows, columns))

# %% crop
def crop(picture, top, left, height, width):
    r = tf.range(picture.shape[0])[:, tf.newaxis]
    c = tf.range(picture.shape[1])[tf.newaxis, :]
    inside = (r >= top) & (r < top + height) & (c >= left) & (c < left + width)
    return tf.reshape(tf.boolean_mask(picture, inside), [height, width])

# %% column
def column(picture, place):
    places = tf.range(picture.shape[1])
    return tf.boolean_mask(picture, places == place % picture.shape[1], axis=1)

# %% brighter
def brighter(pixels, amount):
    sums = tf.cast(pixels, tf.int64) + amount
    sums = tf.where(sums > 255, tf.constant(255, tf.int64), sums)
    sums = tf.where(sums < 0, tf.constant(0, tf.int64), sums)
    return tf.cast(sums, tf.uint8)

# %% to_pixels
def to_pixels(picture):
    wide = picture * 255
    down = tf.cast(wide, tf.int32)
    rest = wide - tf.cast(down, tf.float32)
    return tf.cast(tf.where(rest < 0.5, down, down + 1), tf.uint8)

# %% set_pixel
def set_pixel(picture, row, column, value):
    rows = tf.range(picture.shape[0])[:, tf.newaxis]
    columns = tf.range(picture.shape[1])
    return tf.where((rows == row) & (columns == column), value, picture)
