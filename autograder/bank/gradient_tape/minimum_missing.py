"""Wrong: `find_minimum` is not written; what is built on it is right."""

like = "by_the_book"
lost = {
    "minimum_found": "`find_minimum` stopped with NotImplementedError",
}

# %% find_minimum
def find_minimum(f, start):
    raise NotImplementedError
