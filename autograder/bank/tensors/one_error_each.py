"""Wrong: the squared differences themselves, without their mean."""

like = "by_the_book"
lost = {
    "error_own_pairs": "`mean_square` gave shape (8,)",
}

# %% mean_square
def mean_square(targets, predictions):
    return tf.square(tf.reshape(targets, [-1]) - tf.reshape(predictions, [-1]))
