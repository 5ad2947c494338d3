"""Wrong: a dense layer is thought to flatten its inputs first."""

like = "plain"
lost = {
    "counts_text_networks": "('dense', ",
}

# %% count_parameters
def count_parameters(input_shape, layers):
    shape = list(input_shape)
    counts = []
    for layer in layers:
        if layer[0] == "dense":
            counts.append(int(np.prod(shape)) * layer[1] + layer[1])
            shape = [layer[1]]
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
    return counts
