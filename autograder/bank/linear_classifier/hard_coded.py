"""Wrong: 63 batches, the number that 2000 points give, for any number of points."""

like = "loop_by_hand"
lost = {
    "batches_complete": "the last one of 0 points",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    order = np.random.permutation(len(inputs))
    for i in range(63):
        rows = order[i * batch_size : (i + 1) * batch_size]
        yield inputs[rows], targets[rows]
