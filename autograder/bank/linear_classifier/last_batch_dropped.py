"""Wrong: counts full batches only, so the last partial batch is lost."""

like = "loop_by_hand"
lost = {
    "batches_complete": "61 batches, the last one of 32 points, 1952 points in all",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    order = np.random.permutation(len(inputs))
    for i in range(len(inputs) // batch_size):
        rows = order[i * batch_size : (i + 1) * batch_size]
        yield inputs[rows], targets[rows]
