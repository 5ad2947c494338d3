"""Right: everything that computes is a `tf.function`."""

like = "by_the_book"

# %% ramp
@tf.function
def ramp(rows, columns):
    return tf.repeat(tf.linspace(0.0, 1.0, columns)[tf.newaxis], rows, axis=0)

# %% crop
@tf.function
def crop(picture, top, left, height, width):
    return tf.slice(picture, [top, left], [height, width])

# %% mirror
@tf.function
def mirror(x):
    return tf.reverse(x, axis=[-1])

# %% sheet
@tf.function
def sheet(pictures):
    return tf.concat(tf.unstack(pictures), axis=-1)

# %% brighter
@tf.function
def brighter(pixels, amount):
    return tf.cast(tf.clip_by_value(tf.cast(pixels, tf.float32) + amount, 0.0, 255.0), tf.uint8)

# %% stretch
@tf.function
def stretch(pictures):
    low = tf.reduce_min(pictures, (1, 2), True)
    return (pictures - low) / tf.reduce_max(pictures - low, (1, 2), True)

# %% mean_square
@tf.function
def mean_square(targets, predictions):
    return tf.reduce_mean((tf.squeeze(targets) - tf.squeeze(predictions)) ** 2)

# %% expose
@tf.function
def expose(film, picture, share):
    film.assign_sub(share * film)
    film.assign_add(share * picture)
