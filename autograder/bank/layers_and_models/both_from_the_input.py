"""Wrong: both layers are called on the input; the first one leads nowhere."""

like = "plain"
lost = {
    "way_functional": "have the shapes (7, 4), (4,)",
}

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input((width,))
    x = keras.layers.Dense(units, activation="relu")(inputs)
    outputs = keras.layers.Dense(classes, activation="softmax")(inputs)
    return keras.Model(inputs, outputs)
