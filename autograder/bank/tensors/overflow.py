"""Wrong: adds within a byte, and limits the sum afterwards."""

like = "by_the_book"
lost = {
    "brighter_limited": "add in a dtype that has room",
}

# %% brighter
def brighter(pixels, amount):
    if amount < 0:
        return tf.maximum(pixels - tf.cast(-amount, tf.uint8), 0)
    return tf.minimum(pixels + tf.cast(amount, tf.uint8), 255)
