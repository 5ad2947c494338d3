"""Wrong: no input is watched, and asking for zeros hides it."""

like = "by_the_book"
lost = {
    "gradients_watched": "the gradient with respect to input 0, of shape (5, 2), is 0",
}

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        y = f(*inputs)
    return tape.gradient(y, inputs, unconnected_gradients="zero")
