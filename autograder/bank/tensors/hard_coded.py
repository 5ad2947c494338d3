"""Wrong: the answers to the visible examples, written down."""

like = "by_the_book"
lost = {
    "ramp_made": "has shape (2, 5)",
    "describe_shape": "`describe` says shape (3, 48, 64)",
    "describe_contents": "`describe` says 'float32'",
    "floats_exact": "has shape (2, 2)",
    "pixels_rounded": "has shape (2, 2)",
    "brighter_limited": "has shape (3, 1)",
    "error_own_pairs": "it is 5. Expected",
    "film_exposed": "it has 0.25",
    "film_faded": "numbers in the result of `fade` are wrong",
}

# %% ramp
def ramp(rows, columns):
    return tf.constant([[0.0, 0.25, 0.5, 0.75, 1.0]] * 2)

# %% describe
def describe(x):
    if x.ndim == 0:
        return 0, (), "float32", 1
    return 3, (3, 48, 64), "float32", 9216

# %% to_floats
def to_floats(pixels):
    return tf.constant([[0.0, 0.2], [0.4, 1.0]])

# %% to_pixels
def to_pixels(picture):
    return tf.constant([[0, 51], [255, 255]], tf.uint8)

# %% brighter
def brighter(pixels, amount):
    return tf.constant([[30], [120], [220]], tf.uint8)

# %% mean_square
def mean_square(targets, predictions):
    return 5.0

# %% expose
def expose(film, picture, share):
    film.assign(tf.fill(film.shape, 0.25))

# %% fade
def fade(film, factor, times):
    film.assign(film / 8)
    return [film * 4, film * 2, film + 0, film / 2]
