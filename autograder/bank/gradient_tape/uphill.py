"""Wrong: adds the gradient. `solve`, which uses the walk, is right."""

like = "by_the_book"
lost = {
    "walk_path": "the walk goes uphill",
    "walk_shapes": "the walk from a tensor goes uphill",
}

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(start)
    path = [x + 0]
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x.assign_add(step * tape.gradient(wrong, x))
        path.append(x + 0)
    return path

# %% solve
def solve(A, B):
    return walk(lambda X: tf.reduce_sum(tf.square(A @ X - B)), tf.zeros_like(B), 0.05, 200)[-1]
