"""Wrong: looks for the length of the first axis, which a single number does not have."""

like = "by_the_book"
lost = {
    "describe_shape": "`describe` stopped with IndexError",
}

# %% describe
def describe(x):
    shape = (x.shape[0],) + tuple(x.shape[1:])
    return len(shape), shape, x.dtype.name, int(np.prod(shape))
