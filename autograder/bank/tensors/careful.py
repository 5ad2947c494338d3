"""Right: checks of its own, types, keywords, float64 on the way."""

like = "by_the_book"

# %% ramp
def ramp(rows: int, columns: int) -> tf.Tensor:
    """Black on the left, white on the right."""
    assert columns >= 2, "a ramp needs a beginning and an end"
    line = tf.linspace(start=tf.constant(0.0, tf.float64), stop=1.0, num=columns)
    return tf.cast(tf.tile(line[tf.newaxis, :], [rows, 1]), dtype=tf.float32)

# %% describe
def describe(x: tf.Tensor) -> tuple:
    size = int(tf.size(x))
    return int(tf.rank(x)), tuple(int(n) for n in tf.shape(x)), x.dtype.name, size

# %% crop
def crop(picture, top, left, height, width):
    assert picture.ndim == 2
    bottom, right = top + height, left + width
    assert bottom <= picture.shape[0] and right <= picture.shape[1]
    return picture[top:bottom, left:right]

# %% column
def column(picture, place):
    if place < 0:
        place = picture.shape[1] + place
    return picture[:, place:place + 1]

# %% stretch
def stretch(pictures):
    exact = tf.cast(pictures, tf.float64)
    n = exact.shape[0]
    darkest = tf.reshape(tf.reduce_min(exact, axis=(1, 2)), (n, 1, 1))
    lightest = tf.reshape(tf.reduce_max(exact, axis=(1, 2)), (n, 1, 1))
    return (exact - darkest) / (lightest - darkest)

# %% mean_square
def mean_square(targets, predictions):
    predictions = tf.reshape(predictions, targets.shape)
    return tf.reduce_mean(tf.square(tf.cast(targets - predictions, tf.float64)))

# %% expose
def expose(film: tf.Variable, picture: tf.Tensor, share: float) -> None:
    mixed = tf.add(tf.multiply(film, 1.0 - share), tf.multiply(picture, share))
    film.assign(mixed)

# %% fade
def fade(film: tf.Variable, factor: float, times: int) -> list:
    return [film.assign(tf.multiply(film, factor)).read_value() for _ in range(times)]
