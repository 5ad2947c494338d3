"""Wrong: returns the outputs for the model, predict without its variables, the sum for the list."""

like = "plain"
lost = {
    "way_functional": "is of the type KerasTensor",
    "way_variables": "`from_variables` returned function",
    "counts_dense": "gave an array of shape ()",
    "counts_images": "gave an array of shape ()",
    "counts_text_networks": "gave an array of shape ()",
}

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input((width,))
    x = keras.layers.Dense(units, activation="relu")(inputs)
    outputs = keras.layers.Dense(classes, activation="softmax")(x)
    return outputs

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.random.normal((width, units)) * 0.1)
    b1 = tf.Variable(tf.zeros(units))
    W2 = tf.Variable(tf.random.normal((units, classes)) * 0.1)
    b2 = tf.Variable(tf.zeros(classes))

    def predict(x):
        x = tf.nn.relu(x @ W1 + b1)
        return tf.nn.softmax(x @ W2 + b2)

    return predict

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
    return sum(counts)
