"""Right: NumPy computes, and `tf.constant` makes a tensor of the result."""

like = "by_the_book"

# %% ramp
def ramp(rows, columns):
    return tf.constant(np.tile(np.linspace(0, 1, columns), (rows, 1)), tf.float32)

# %% describe
def describe(x):
    a = x.numpy() if hasattr(x, "numpy") else np.asarray(x)
    return np.ndim(a), np.shape(a), x.dtype.name, np.size(a)

# %% crop
def crop(picture, top, left, height, width):
    array = np.array(picture)
    return tf.constant(array[np.arange(top, top + height)][:, np.arange(left, left + width)])

# %% mirror
def mirror(x):
    return tf.constant(np.flip(np.array(x), axis=-1))

# %% column
def column(picture, place):
    return tf.constant(np.array(picture)[:, place].reshape(-1, 1))

# %% sheet
def sheet(pictures):
    return tf.constant(np.hstack(list(np.array(pictures))))

# %% to_floats
def to_floats(pixels):
    return tf.constant(np.array(pixels) / 255, dtype="float32")

# %% to_pixels
def to_pixels(picture):
    return tf.constant(np.rint(np.array(picture) * 255).astype(np.uint8))

# %% brighter
def brighter(pixels, amount):
    return tf.constant(np.clip(np.array(pixels).astype(int) + amount, 0, 255).astype(np.uint8))

# %% stretch
def stretch(pictures):
    array = np.array(pictures)
    out = np.empty_like(array)
    for i, one in enumerate(array):
        out[i] = np.interp(one, [one.min(), one.max()], [0, 1])
    return tf.constant(out)

# %% mean_square
def mean_square(targets, predictions):
    return tf.constant(np.mean((np.ravel(targets) - np.ravel(predictions)) ** 2))

# %% set_pixel
def set_pixel(picture, row, column, value):
    array = np.array(picture)
    array[row, column] = value
    return tf.constant(array)

# %% expose
def expose(film, picture, share):
    film.assign(np.array(film) + share * (np.array(picture) - np.array(film)))

# %% fade
def fade(film, factor, times):
    start = np.array(film)
    values = [tf.constant(start * factor ** k, tf.float32) for k in range(1, times + 1)]
    film.assign(values[-1])
    return values
