"""Wrong: steps so long that the walk leaves all numbers behind."""

like = "by_the_book"
lost = {
    "solve_walked": "X holds NaN or inf",
    "minimum_found": "is nan",
}

# %% solve
def solve(A, B):
    X = tf.Variable(tf.zeros(B.shape))
    for _ in range(300):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(A @ X - B))
        X.assign_sub(1.0 * tape.gradient(loss, X))
    return X

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(float(start))
    for _ in range(300):
        with tf.GradientTape() as tape:
            y = f(x)
        x.assign_sub(10.0 * tape.gradient(y, x))
    return x.numpy()
