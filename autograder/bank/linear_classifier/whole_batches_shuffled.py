"""Wrong: the order of the batches is drawn, not that of the points."""

like = "loop_by_hand"
lost = {
    "batches_paired": "right after their neighbour",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    starts = list(range(0, len(inputs), batch_size))
    last = starts.pop() if len(inputs) % batch_size else None
    np.random.shuffle(starts)
    for start in starts + ([] if last is None else [last]):
        yield inputs[start : start + batch_size], targets[start : start + batch_size]
