"""Wrong: makes one number of the start. `solve` has a loop of its own."""

like = "by_the_book"
lost = {
    "walk_shapes": "`walk` stopped with TypeError",
}

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(float(start))
    path = [float(x)]
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x.assign_sub(step * tape.gradient(wrong, x))
        path.append(float(x))
    return path
