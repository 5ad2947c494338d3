"""Wrong: cuts the batches first and shuffles each of them, so they always hold the same points."""

like = "loop_by_hand"
lost = {
    "batches_paired": "the same points in both epochs",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    for start in range(0, len(inputs), batch_size):
        x, y = inputs[start : start + batch_size], targets[start : start + batch_size]
        order = np.random.permutation(len(x))
        yield x[order], y[order]
