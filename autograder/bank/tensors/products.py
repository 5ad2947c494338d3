"""Right: products of matrices make, pick and turn."""

like = "by_the_book"

# %% ramp
def ramp(rows, columns):
    return tf.matmul(tf.ones([rows, 1]), tf.reshape(tf.linspace(0.0, 1.0, columns), [1, columns]))

# %% mirror
def mirror(x):
    n = x.shape[-1]
    return tf.matmul(x, tf.eye(n)[::-1])

# %% column
def column(picture, place):
    n = picture.shape[1]
    return picture @ tf.one_hot([place % n], n, axis=0)

# %% sheet
def sheet(pictures):
    return tf.reshape(tf.einsum("nrc->rnc", pictures), [pictures.shape[1], -1])

# %% mean_square
def mean_square(targets, predictions):
    t, p = tf.reshape(targets, [-1, 1]), tf.reshape(predictions, [-1, 1])
    return tf.matmul(t - p, t - p, transpose_a=True) / len(t)

# %% set_pixel
def set_pixel(picture, row, column, value):
    rows, columns = picture.shape
    mask = tf.one_hot(row, rows)[:, tf.newaxis] * tf.one_hot(column, columns)
    return (1 - mask) * picture + mask * value
