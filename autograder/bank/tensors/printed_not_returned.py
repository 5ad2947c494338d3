"""Wrong: shows the results and returns nothing."""

like = "by_the_book"
lost = {
    "ramp_made": "`ramp` returned None",
    "describe_shape": "`describe` returned None",
    "describe_contents": "`describe` returned None",
    "error_own_pairs": "`mean_square` returned None",
}

# %% ramp
def ramp(rows, columns):
    print(tf.zeros([rows, columns]) + tf.linspace(0.0, 1.0, columns))

# %% describe
def describe(x):
    print("rank", x.ndim, "shape", x.shape, "dtype", x.dtype.name, "elements", np.size(x))

# %% mean_square
def mean_square(targets, predictions):
    print(tf.reduce_mean(tf.square(tf.reshape(targets, [-1]) - tf.reshape(predictions, [-1]))))
