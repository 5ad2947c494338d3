"""Wrong: a Sequential three times over: as functional model, behind predict, and to count."""

like = "plain"
lost = {
    "way_functional": "that was not made of inputs and outputs",
    "way_variables": "called Keras layers (Dense, Sequential)",
    "counts_dense": "`count_parameters` made Keras layers",
    "counts_images": "`count_parameters` made Keras layers",
    "counts_text_networks": "`count_parameters` made Keras layers",
}

# %% functional_model
def functional_model(width, units, classes):
    return sequential_model(width, units, classes)

# %% from_variables
def from_variables(width, units, classes):
    model = sequential_model(width, units, classes)
    model(tf.zeros((1, width)))
    return model, model.weights

# %% count_parameters
def count_parameters(input_shape, layers):
    kinds = {
        "dense": keras.layers.Dense,
        "conv2d": keras.layers.Conv2D,
        "max_pooling2d": keras.layers.MaxPooling2D,
        "embedding": keras.layers.Embedding,
        "flatten": keras.layers.Flatten,
        "dropout": keras.layers.Dropout,
    }
    model = keras.Sequential([keras.Input(input_shape)])
    for kind, *numbers in layers:
        model.add(kinds[kind](*numbers))
    return [layer.count_params() for layer in model.layers]
