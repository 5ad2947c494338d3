"""Wrong: subtracts whatever the shapes are."""

like = "by_the_book"
lost = {
    "error_own_pairs": "every target met every prediction",
}

# %% mean_square
def mean_square(targets, predictions):
    return tf.reduce_mean(tf.square(targets - predictions))
