"""Wrong: stops long before the solution and long before the valley."""

like = "by_the_book"
lost = {
    "solve_walked": "away from the exact one",
    "minimum_found": "where the slope is",
}

# %% solve
def solve(A, B):
    X = tf.Variable(tf.zeros(B.shape))
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(A @ X - B))
        X.assign_sub(0.02 * tape.gradient(loss, X))
    return X

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(float(start))
    with tf.GradientTape() as tape:
        y = f(x)
    x.assign_sub(0.1 * tape.gradient(y, x))
    return x.numpy()
