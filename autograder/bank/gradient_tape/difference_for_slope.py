"""Wrong: divides a difference by its width, which float32 cannot do well."""

like = "by_the_book"
lost = {
    "slope_exact": "for a function with values near 5000",
}

# %% slope
def slope(f, place):
    x, h = tf.constant(float(place)), 0.001
    return (f(x + h) - f(x - h)) / (2 * h)
