"""Wrong: computes and forgets to return."""

like = "by_the_book"
lost = {
    "motion_speed": "`motion` returned None",
    "motion_acceleration": "`motion` returned None",
    "solve_walked": "what `solve` returned is None",
}

# %% motion
def motion(position, times):
    with tf.GradientTape() as outer:
        outer.watch(times)
        with tf.GradientTape() as inner:
            inner.watch(times)
            place = position(times)
        speed = inner.gradient(place, times)
    acceleration = outer.gradient(speed, times)

# %% solve
def solve(A, B):
    X = tf.Variable(tf.zeros(B.shape))
    for _ in range(200):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(A @ X - B))
        X.assign_sub(0.05 * tape.gradient(loss, X))
