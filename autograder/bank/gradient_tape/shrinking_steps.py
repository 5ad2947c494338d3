"""Right: walks on the distance, with steps that get shorter."""

like = "by_the_book"

# %% solve
def solve(A, B):
    X = tf.Variable(tf.zeros_like(B))
    step = 0.5
    for i in range(500):
        with tf.GradientTape() as tape:
            distance = tf.sqrt(tf.reduce_sum(tf.square(A @ X - B)) + 1e-12)
        X.assign_sub(step * tape.gradient(distance, X))
        step *= 0.98
    return X

# %% find_minimum
def find_minimum(f, start):
    x, step = tf.Variable(float(start)), 0.3
    for i in range(600):
        with tf.GradientTape() as tape:
            y = f(x)
        x.assign_sub(tape.gradient(y, x) * 0.3 / (1 + 0.02 * i))
    return x
