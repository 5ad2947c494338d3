"""Right: loops that stop as soon as the slope is small."""

like = "by_the_book"

# %% solve
def solve(A, B):
    X = tf.Variable(tf.ones(B.shape))
    biggest = 1.0
    while biggest > 0.002:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(A @ X - B))
        gradient = tape.gradient(loss, X)
        X.assign(X - 0.06 * gradient)
        biggest = float(tf.reduce_max(tf.abs(gradient)))
    return X.numpy()

# %% find_minimum
def find_minimum(f, start):
    x = float(start)
    g = slope(f, x)
    while abs(g) >= 0.005:
        x -= 0.1 * float(g)
        g = slope(f, x)
    return x
