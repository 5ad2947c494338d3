"""Wrong: the layer of classes of the Sequential has sigmoid, so the rows do not add up to 1."""

like = "plain"
lost = {
    "way_sequential": "with sigmoid in the place of softmax",
}

# %% sequential_model
def sequential_model(width, units, classes):
    model = keras.Sequential([
        keras.layers.Dense(units, activation="relu"),
        keras.layers.Dense(classes, activation="sigmoid"),
    ])
    return model
