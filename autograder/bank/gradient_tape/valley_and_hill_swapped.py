"""Wrong: takes a positive second derivative for a hilltop."""

like = "by_the_book"
lost = {
    "kind_told": "`kind_of_place` said 'm",
}

# %% kind_of_place
def kind_of_place(f, place):
    x = tf.Variable(place)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        first = inner.gradient(y, x)
    second = outer.gradient(first, x)
    if abs(first) >= 0.001:
        return "slope"
    return "maximum" if second > 0 else "minimum"
