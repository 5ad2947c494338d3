"""Wrong: the batches come in the order of the data, first all of one cloud."""

like = "loop_by_hand"
lost = {
    "batches_paired": "two epochs drew the points in the same order",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    for start in range(0, len(inputs), batch_size):
        yield inputs[start : start + batch_size], targets[start : start + batch_size]
