"""Wrong: returns the height of the valley in place of its place."""

like = "by_the_book"
lost = {
    "minimum_found": "which is the height of a valley",
    "lowest_chosen": "returned the height of the lowest valley",
}

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(float(start))
    for _ in range(300):
        with tf.GradientTape() as tape:
            y = f(x)
        x.assign_sub(0.1 * tape.gradient(y, x))
    return float(f(x))

# %% lowest_valley
def lowest_valley(f, starts):
    return min(float(f(tf.constant(float(find_minimum(f, start))))) for start in starts)
