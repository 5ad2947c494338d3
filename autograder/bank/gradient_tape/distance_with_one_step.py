"""Wrong: walks on the distance with a constant step, which goes back and forth."""

like = "by_the_book"
lost = {
    "solve_walked": "away from the exact one",
}

# %% solve
def solve(A, B):
    X = tf.Variable(tf.zeros(B.shape))
    for _ in range(300):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.abs(A @ X - B))
        X.assign_sub(0.2 * tape.gradient(loss, X))
    return X
