"""Wrong: the targets of a batch lose their second axis."""

like = "loop_by_hand"
lost = {
    "batches_complete": "targets of shape (32,)",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    order = np.random.permutation(len(inputs))
    for start in range(0, len(inputs), batch_size):
        rows = order[start : start + batch_size]
        yield inputs[rows], targets[rows].flatten()
