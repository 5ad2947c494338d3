"""Wrong: leaves half of the formula out."""

like = "by_the_book"
lost = {
    "stretch_each": "the division is by the lightest alone",
    "error_own_pairs": "the result is the sum of the squares",
}

# %% stretch
def stretch(pictures):
    low = tf.reduce_min(pictures, axis=[1, 2], keepdims=True)
    return (pictures - low) / tf.reduce_max(pictures, axis=[1, 2], keepdims=True)

# %% mean_square
def mean_square(targets, predictions):
    differences = tf.reshape(targets, [-1]) - tf.reshape(predictions, [-1])
    return tf.reduce_sum(differences**2)
