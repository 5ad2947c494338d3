"""Wrong: the mirror turns the first axis around."""

like = "by_the_book"
lost = {
    "mirror_any_rank": "`mirror` turned axis 0 around",
}

# %% mirror
def mirror(x):
    return x[::-1]
