"""Wrong: divides 0 by 0, since the darkest stands in both places."""

like = "by_the_book"
lost = {
    "stretch_each": "holds NaN or inf",
    "error_own_pairs": "holds NaN or inf",
}

# %% stretch
def stretch(pictures):
    low = tf.reduce_min(pictures, axis=[1, 2], keepdims=True)
    high = tf.reduce_min(pictures, axis=[1, 2], keepdims=True)
    return (pictures - low) / (high - low)

# %% mean_square
def mean_square(targets, predictions):
    differences = tf.reshape(targets, [-1]) - tf.reshape(predictions, [-1])
    return tf.reduce_mean(tf.sqrt(differences) ** 4)
