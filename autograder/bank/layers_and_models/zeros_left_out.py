"""Wrong: layers without parameters are left out of the list."""

like = "plain"
lost = {
    "counts_dense": "one for each layer",
    "counts_images": "one for each layer",
    "counts_text_networks": "one for each layer",
}

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
            pass
            shape = [shape[0] // layer[1], shape[1] // layer[1], shape[2]]
        elif layer[0] == "embedding":
            counts.append(layer[1] * layer[2])
            shape = shape + [layer[2]]
        elif layer[0] == "flatten":
            pass
            shape = [int(np.prod(shape))]
        else:
            pass
    return counts
