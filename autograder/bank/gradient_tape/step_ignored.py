"""Wrong: subtracts the whole gradient; a step written down in `find_minimum` is far too short."""

like = "by_the_book"
lost = {
    "walk_path": "each step is as long as the gradient itself",
    "walk_shapes": "the last place of a walk",
    "minimum_found": "where the slope is",
}

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(start)
    path = [x + 0]
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x.assign_sub(tape.gradient(wrong, x))
        path.append(x + 0)
    return path

# %% find_minimum
def find_minimum(f, start):
    return float(walk(f, float(start), 0.001, 100)[-1])
