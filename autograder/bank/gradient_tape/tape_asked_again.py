"""Wrong: asks a tape that is spent, and leaves zeros without a shape."""

like = "by_the_book"
lost = {
    "gradients_watched": "`gradients` stopped with",
    "gradients_zero": "`gradients` stopped with",
}

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = f(*inputs)
    return [tape.gradient(y, x) or 0.0 for x in inputs]
