"""Right: slices, axes and the functions that the chapter names."""

# %% ramp
def ramp(rows, columns):
    row = tf.linspace(0.0, 1.0, columns)
    return tf.zeros([rows, columns]) + row

# %% describe
def describe(x):
    count = 1
    for length in x.shape:
        count = count * length
    return (x.ndim, tuple(x.shape), x.dtype.name, count)

# %% crop
def crop(picture, top, left, height, width):
    return picture[top:top + height, left:left + width]

# %% mirror
def mirror(x):
    return x[..., ::-1]

# %% column
def column(picture, place):
    return picture[:, place][:, tf.newaxis]

# %% sheet
def sheet(pictures):
    n, rows, columns = pictures.shape
    by_row = tf.transpose(pictures, [1, 0, 2])
    return tf.reshape(by_row, [rows, -1])

# %% to_floats
def to_floats(pixels):
    return tf.cast(pixels, tf.float32) / 255.0

# %% to_pixels
def to_pixels(picture):
    return tf.cast(tf.round(255.0 * picture), tf.uint8)

# %% brighter
def brighter(pixels, amount):
    whole = tf.cast(pixels, tf.int32) + amount
    whole = tf.maximum(tf.minimum(whole, 255), 0)
    return tf.cast(whole, tf.uint8)

# %% stretch
def stretch(pictures):
    low = tf.reduce_min(pictures, axis=[1, 2], keepdims=True)
    high = tf.reduce_max(pictures, axis=[1, 2], keepdims=True)
    return (pictures - low) / (high - low)

# %% mean_square
def mean_square(targets, predictions):
    if targets.ndim == 2:
        targets = targets[:, 0]
    if predictions.ndim == 2:
        predictions = predictions[:, 0]
    return tf.reduce_mean(tf.square(targets - predictions))

# %% set_pixel
def set_pixel(picture, row, column, value):
    return tf.tensor_scatter_nd_update(picture, [[row, column]], [value])

# %% expose
def expose(film, picture, share):
    film.assign((1 - share) * film + share * picture)

# %% fade
def fade(film, factor, times):
    values = []
    for _ in range(times):
        film.assign(factor * film)
        values.append(film + 0.0)
    return values

# %% summary
# The rank counts the axes, the shape gives the length of each, the dtype says what an element is.
# My bus stop counts passengers: 7 days, 18 hours, 3 lines is rank 3, shape (7, 18, 3), int32.
# x[0] has rank 2 and shape (18, 3), x[0:1] keeps rank 3 with shape (1, 18, 3).
#
# Shapes are aligned at the right; lengths fit if they are equal or one is 1. (7, 18, 3) and (3,)
# give (7, 18, 3); (7, 18, 3) and (7,) do not fit. (7,) - (7, 1) goes through and gives (7, 7).
#
# A constant stays what it is, so data are constants. A variable gets new values by assign, so
# weights are variables. v = v + 1 makes a tensor named v; v.assign_add(1) was meant.
