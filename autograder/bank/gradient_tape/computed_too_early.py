"""Wrong: calls f before the tape runs."""

like = "by_the_book"
lost = {
    "slope_exact": "`slope` is None",
    "slope_whole_numbers": "is None",
}

# %% slope
def slope(f, place):
    x = tf.Variable(float(place))
    y = f(x)
    with tf.GradientTape() as tape:
        height = y
    return tape.gradient(height, x)
