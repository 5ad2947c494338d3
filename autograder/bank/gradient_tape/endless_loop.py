"""Wrong: waits for a number that the loop never changes."""

like = "by_the_book"
lost = {
    "solve_walked": "took too long",
}

# %% solve
def solve(A, B):
    X = tf.Variable(tf.zeros(B.shape))
    loss = 1.0
    while loss > 0.001:
        with tf.GradientTape() as tape:
            distance = tf.reduce_sum(tf.square(A @ X - B))
        X.assign_sub(0.05 * tape.gradient(distance, X))
    return X
