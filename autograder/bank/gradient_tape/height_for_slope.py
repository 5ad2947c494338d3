"""Wrong: returns the value of the function, not its derivative."""

like = "by_the_book"
lost = {
    "slope_exact": "which is the height of the curve",
    "slope_whole_numbers": "at the whole number",
}

# %% slope
def slope(f, place):
    x = tf.Variable(float(place))
    with tf.GradientTape() as tape:
        y = f(x)
    tape.gradient(y, x)
    return y
