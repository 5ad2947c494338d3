"""Wrong: one name is misspelt, and one function has another name."""

like = "by_the_book"
lost = {
    "gradients_watched": "`gradients` stopped with AttributeError",
    "gradients_zero": "`gradients` stopped with AttributeError",
    "lowest_chosen": "there is no function `lowest_valley`",
}

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = f(*inputs)
    return tape.gradients(y, inputs, unconnected_gradients="zero")

# %% lowest_valley
def lowest_valey(f, starts):
    return min([find_minimum(f, s) for s in starts], key=lambda x: float(f(tf.constant(x))))
