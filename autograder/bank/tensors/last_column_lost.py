"""Wrong: a slice from -1 to 0 is empty."""

like = "by_the_book"
lost = {
    "column_upright": "column -1 of a picture with 5 rows has shape (5, 0)",
}

# %% column
def column(picture, place):
    return picture[:, place:place + 1]
