"""Wrong: NumPy's name for text."""

like = "by_the_book"
lost = {
    "describe_contents": "for a tensor of dtype string `describe` says 'object'",
}

# %% describe
def describe(x):
    array = np.asarray(x)
    return array.ndim, array.shape, array.dtype.name, array.size
