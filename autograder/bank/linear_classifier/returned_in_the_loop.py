"""Wrong: `return` in the place of `yield`, so there is one batch and it is no list of pairs."""

like = "loop_by_hand"
lost = {
    "batches_complete": "`batches` stopped with ValueError",
    "batches_paired": "`batches` stopped with ValueError",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    order = np.random.permutation(len(inputs))
    for start in range(0, len(inputs), batch_size):
        rows = order[start : start + batch_size]
        return inputs[rows], targets[rows]
