"""Wrong: takes the length of the first axis for the rank."""

like = "by_the_book"
lost = {
    "describe_shape": "`describe` says rank",
}

# %% describe
def describe(x):
    rank = len(x) if x.ndim else 0
    return rank, tuple(x.shape), x.dtype.name, int(np.prod(x.shape))
