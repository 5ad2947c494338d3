"""Wrong: rank and shape are there, dtype and number of elements are missing."""

like = "by_the_book"
lost = {
    "describe_contents": "`describe` returned tuple of 2",
}

# %% describe
def describe(x):
    return x.ndim, tuple(x.shape)
