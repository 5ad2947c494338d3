"""Wrong: a number in brackets removes the axis of the columns."""

like = "by_the_book"
lost = {
    "column_upright": "has shape (5,)",
}

# %% column
def column(picture, place):
    return picture[:, place]
