"""Wrong: watches the first input and forgets the others."""

like = "by_the_book"
lost = {
    "gradients_watched": "the gradient with respect to input 1, of shape (2, 3), is 0",
}

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        tape.watch(inputs[0])
        y = f(*inputs)
    return tape.gradient(y, inputs, unconnected_gradients="zero")
