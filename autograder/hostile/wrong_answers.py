"""Answers that earn nothing. The others of this folder hand them in, and do something besides."""

# %% ramp
def ramp(rows, columns):
    return tf.zeros([rows, columns])

# %% describe
def describe(x):
    return 7, (7, 7), "float7", 7
