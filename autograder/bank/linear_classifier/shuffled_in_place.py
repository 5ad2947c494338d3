"""Wrong: shuffles the caller's arrays, with one seed so that they stay together."""

like = "loop_by_hand"
lost = {
    "batches_paired": "`batches` changed the arrays",
}

# %% batches
def batches(inputs, targets, batch_size=32):
    seed = np.random.randint(1000000)
    np.random.default_rng(seed).shuffle(inputs)
    np.random.default_rng(seed).shuffle(targets)
    for start in range(0, len(inputs), batch_size):
        yield inputs[start : start + batch_size], targets[start : start + batch_size]
