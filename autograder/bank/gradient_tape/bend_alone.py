"""Wrong: looks at the second derivative and never at the first."""

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
    return "minimum" if outer.gradient(first, x) > 0 else "maximum"
