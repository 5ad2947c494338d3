"""Wrong: takes the length of the first axis for the number of elements."""

like = "by_the_book"
lost = {
    "describe_contents": "`describe` counts",
}

# %% describe
def describe(x):
    return x.ndim, tuple(x.shape), x.dtype.name, len(x) if x.ndim else 1
