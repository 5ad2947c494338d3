"""Wrong: lists of Python come back in place of tensors."""

like = "by_the_book"
lost = {
    "crop_window": "`crop` returned list",
    "brighter_limited": "`brighter` returned list",
}

# %% crop
def crop(picture, top, left, height, width):
    rows = picture.numpy().tolist()
    return [row[left:left + width] for row in rows[top:top + height]]

# %% brighter
def brighter(pixels, amount):
    return [[min(max(n + amount, 0), 255) for n in row] for row in pixels.numpy().tolist()]
