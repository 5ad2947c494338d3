"""Wrong: the list has no start."""

like = "by_the_book"
lost = {
    "walk_path": "the start comes first",
}

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(start)
    path = []
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x.assign_sub(step * tape.gradient(wrong, x))
        path.append(x + 0)
    return path
