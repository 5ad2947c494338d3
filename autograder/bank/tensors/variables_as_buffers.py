"""Right: results are collected in variables, and these are returned."""

like = "by_the_book"

# %% ramp
def ramp(rows, columns):
    out = tf.Variable(tf.zeros([rows, columns]))
    for c in range(columns):
        out[:, c].assign(tf.fill([rows], c / (columns - 1)))
    return out

# %% sheet
def sheet(pictures):
    n, rows, columns = pictures.shape
    out = tf.Variable(tf.zeros([rows, n * columns]))
    for i in range(n):
        out[:, i * columns:(i + 1) * columns].assign(pictures[i])
    return out

# %% stretch
def stretch(pictures):
    out = tf.Variable(pictures)
    for i in range(len(pictures)):
        one = pictures[i]
        out[i].assign((one - tf.reduce_min(one)) / (tf.reduce_max(one) - tf.reduce_min(one)))
    return out

# %% set_pixel
def set_pixel(picture, row, column, value):
    new = tf.Variable(picture)
    new[row, column].assign(value)
    return new

# %% fade
def fade(film, factor, times):
    kept = []
    for _ in range(times):
        film.assign(film * factor)
        kept.append(tf.Variable(film))
    return kept
