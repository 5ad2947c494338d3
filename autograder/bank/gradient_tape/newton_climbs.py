"""Wrong: Newton's method, which is as happy on a hilltop."""

like = "by_the_book"
lost = {
    "minimum_found": "the top of a hill",
}

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(float(start))
    for _ in range(60):
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = f(x)
            first = inner.gradient(y, x)
        second = outer.gradient(first, x)
        change = tf.clip_by_value(first / second, -0.2, 0.2)
        x.assign_sub(change)
    return x.numpy()
