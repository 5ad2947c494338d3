"""Wrong: compares the slope without its size, so every way down counts as flat."""

like = "by_the_book"
lost = {
    "kind_told": "on a slope `kind_of_place` said",
}

# %% kind_of_place
def kind_of_place(f, place):
    x = tf.Variable(place)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        first = inner.gradient(y, x)
    second = outer.gradient(first, x)
    if first >= 0.001:
        return "slope"
    return "minimum" if second > 0 else "maximum"
