"""Wrong: trains on all points at once, as the program at the start does."""

like = "loop_by_hand"
lost = {
    "linear_epochs": "never called `batches`",
}

# %% train_linear
def train_linear(inputs, targets, epochs=60):
    return train_full_batch(inputs, targets, epochs)
