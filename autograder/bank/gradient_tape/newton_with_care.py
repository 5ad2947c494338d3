"""Right: Newton's steps where the curve opens upwards, small steps downhill elsewhere."""

like = "by_the_book"

# %% kind_of_place
def kind_of_place(f, place):
    here, near = slope(f, place), slope(f, place + 0.001)
    before = slope(f, place - 0.001)
    if abs(here) >= 0.001:
        return "slope"
    return "minimum" if near > before else "maximum"

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(float(start))
    for _ in range(200):
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = f(x)
            first = inner.gradient(y, x)
        second = outer.gradient(first, x)
        x.assign_sub(first / second if second > 0.7 else 0.1 * first)
    return x.value()

# %% lowest_valley
def lowest_valley(f, starts):
    places = tf.constant([float(find_minimum(f, s)) for s in starts])
    return places[int(tf.argmin(f(places)))]
