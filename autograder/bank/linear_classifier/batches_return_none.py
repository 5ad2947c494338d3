"""Wrong: the pairs are collected in a list, and the list is never returned."""

like = "loop_by_hand"
lost = {
    "batches_complete": "`batches` stopped with TypeError: 'NoneType'",
    "batches_paired": "`batches` stopped with TypeError: 'NoneType'",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    order = np.random.permutation(len(inputs))
    pairs = []
    for start in range(0, len(inputs), batch_size):
        rows = order[start : start + batch_size]
        pairs.append((inputs[rows], targets[rows]))
