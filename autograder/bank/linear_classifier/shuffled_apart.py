"""Wrong: inputs and targets are shuffled each for itself."""

like = "loop_by_hand"
lost = {
    "batches_paired": "points came with the target of another point",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    inputs = np.random.permutation(inputs)
    targets = np.random.permutation(targets)
    for start in range(0, len(inputs), batch_size):
        yield inputs[start : start + batch_size], targets[start : start + batch_size]
