"""Wrong: lets None stand where nothing depends."""

like = "by_the_book"
lost = {
    "gradients_zero": "an input that f does not use is None",
}

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = f(*inputs)
    return tape.gradient(y, inputs)
