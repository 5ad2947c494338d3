"""Wrong: goes through the layers in a while loop and never moves on."""

like = "plain"
lost = {
    "counts_dense": "took too long",
    "counts_images": "had to be stopped in an earlier test",
    "counts_text_networks": "had to be stopped in an earlier test",
}

# %% count_parameters
def count_parameters(input_shape, layers):
    width = input_shape[-1]
    counts = []
    i = 0
    while i < len(layers):
        if layers[i][0] == "dense":
            counts = [(width + 1) * layers[i][1]]
    return counts
