"""Wrong: every batch is drawn anew, so points come twice or never in an epoch."""

like = "loop_by_hand"
lost = {
    "batches_paired": "came twice in one epoch",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    for start in range(0, len(inputs), batch_size):
        rows = np.random.randint(len(inputs), size=min(batch_size, len(inputs) - start))
        yield inputs[rows], targets[rows]
