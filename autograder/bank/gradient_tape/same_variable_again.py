"""Wrong: the list holds the variable itself."""

like = "by_the_book"
lost = {
    "walk_path": "all places in the list are the same",
}

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(start)
    path = [x]
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x.assign_sub(step * tape.gradient(wrong, x))
        path.append(x)
    return path
