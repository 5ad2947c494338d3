"""Wrong: the mirror names two axes, which is right for a single picture alone."""

like = "by_the_book"
lost = {
    "mirror_any_rank": "`mirror` turned axis 1 around",
}

# %% mirror
def mirror(x):
    return x[:, ::-1]
