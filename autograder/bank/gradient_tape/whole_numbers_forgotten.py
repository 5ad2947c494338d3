"""Wrong: makes a variable of whatever number comes."""

like = "by_the_book"
lost = {
    "slope_whole_numbers": "`slope` stopped with",
}

# %% slope
def slope(f, place):
    x = tf.Variable(place)
    with tf.GradientTape() as tape:
        y = f(x)
    return tape.gradient(y, x)
