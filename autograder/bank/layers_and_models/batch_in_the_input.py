"""Wrong: keras.Input is told the batch as well, so the inputs get a third axis."""

like = "plain"
lost = {
    "way_functional": "(None, None, 7)",
}

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input((None, width))
    x = keras.layers.Dense(units, activation="relu")(inputs)
    outputs = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
