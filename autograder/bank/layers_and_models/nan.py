"""Wrong: a square root that has no value below 0, and a count that is not a number."""

like = "plain"
lost = {
    "way_variables": "are not finite numbers (NaN or inf)",
    "counts_dense": "was counted with nan",
    "counts_images": "was counted with nan",
    "counts_text_networks": "was counted with nan",
}

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.random.normal((width, units)) * 0.1)
    b1 = tf.Variable(tf.zeros(units))
    W2 = tf.Variable(tf.random.normal((units, classes)) * 0.1)
    b2 = tf.Variable(tf.zeros(classes))

    def predict(x):
        hidden = tf.sqrt(x @ W1 + b1)
        powers = tf.exp(hidden @ W2 + b2)
        return powers / tf.reduce_sum(powers, axis=1, keepdims=True)

    return predict, [W1, b1, W2, b2]

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
    return np.array(counts) * np.float64("nan")
