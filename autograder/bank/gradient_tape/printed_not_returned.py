"""Wrong: shows the results and returns nothing."""

like = "by_the_book"
lost = {
    "slope_exact": "`slope` is None",
    "slope_whole_numbers": "is None",
    "kind_told": "`kind_of_place` returned None",
}

# %% slope
def slope(f, place):
    x = tf.Variable(float(place))
    with tf.GradientTape() as tape:
        y = f(x)
    print(tape.gradient(y, x))

# %% kind_of_place
def kind_of_place(f, place):
    x = tf.Variable(place)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        first = inner.gradient(y, x)
    if abs(first) >= 0.001:
        print("slope")
    elif outer.gradient(first, x) > 0:
        print("minimum")
    else:
        print("maximum")
