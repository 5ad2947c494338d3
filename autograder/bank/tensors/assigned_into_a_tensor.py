"""Wrong: tries to change a tensor, and replaces a row where one number was meant."""

like = "by_the_book"
lost = {
    "pixel_replaced": "`set_pixel` stopped with TypeError",
}

# %% set_pixel
def set_pixel(picture, row, column, value):
    picture[row, column] = value
    return picture
