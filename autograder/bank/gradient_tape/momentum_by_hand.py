"""Right: keeps some of the last step; random starts."""

like = "by_the_book"

# %% solve
def solve(A, B):
    X = tf.Variable(tf.random.uniform(B.shape, -1.0, 1.0))
    push = tf.Variable(tf.zeros_like(B))
    for _ in range(400):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(X)
            loss = tf.reduce_mean((tf.matmul(A, X) - B) ** 2)
        push.assign(0.7 * push - 0.03 * tape.gradient(loss, X))
        X.assign_add(push)
    return tf.constant(X)

# %% find_minimum
def find_minimum(f, start):
    x, push = float(start), 0.0
    for _ in range(250):
        push = 0.5 * push - 0.05 * float(slope(f, x))
        x += push
    return np.float32(x)
