"""Wrong: the gradient that is zero is one number, whatever the shape of its input."""

like = "by_the_book"
lost = {
    "gradients_zero": "has shape (). Expected: shape (2, 2)",
}

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = f(*inputs)
    return [0.0 if g is None else g for g in tape.gradient(y, inputs)]
