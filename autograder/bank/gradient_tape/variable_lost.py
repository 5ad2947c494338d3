"""Wrong: `x = x - ...` makes a tensor of the variable, which the next tape does not watch."""

like = "by_the_book"
lost = {
    "walk_path": "`walk` stopped with TypeError",
    "walk_shapes": "`walk` stopped with TypeError",
}

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(start)
    path = [x + 0]
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x = x - step * tape.gradient(wrong, x)
        path.append(x)
    return path
