"""Wrong: shows models and counts, and returns nothing."""

like = "plain"
lost = {
    "way_sequential": "is of the type NoneType",
    "way_functional": "is of the type NoneType",
    "counts_dense": "`count_parameters` returned None",
    "counts_images": "`count_parameters` returned None",
    "counts_text_networks": "`count_parameters` returned None",
}

# %% sequential_model
def sequential_model(width, units, classes):
    model = keras.Sequential([
        keras.Input((width,)),
        keras.layers.Dense(units, activation="relu"),
        keras.layers.Dense(classes, activation="softmax"),
    ])
    model.summary()

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input((width,))
    x = keras.layers.Dense(units, activation="relu")(inputs)
    outputs = keras.layers.Dense(classes, activation="softmax")(x)
    keras.Model(inputs, outputs).summary()

# %% count_parameters
def count_parameters(input_shape, layers):
    shape = list(input_shape)
    counts = []
    for layer in layers:
        if layer[0] == "dense":
            counts.append(shape[-1] * layer[1] + layer[1])
            shape[-1] = layer[1]
        elif layer[0] == "conv2d":
            counts.append(layer[2] * layer[2] * shape[2] * layer[1] + layer[1])
            shape = [shape[0] - layer[2] + 1, shape[1] - layer[2] + 1, layer[1]]
        elif layer[0] == "max_pooling2d":
            counts.append(0)
            shape = [shape[0] // layer[1], shape[1] // layer[1], shape[2]]
        elif layer[0] == "embedding":
            counts.append(layer[1] * layer[2])
            shape = shape + [layer[2]]
        elif layer[0] == "flatten":
            counts.append(0)
            shape = [int(np.prod(shape))]
        else:
            counts.append(0)
    print(counts)
