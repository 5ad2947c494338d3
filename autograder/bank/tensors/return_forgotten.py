"""Wrong: computes and forgets to return."""

like = "by_the_book"
lost = {
    "crop_window": "`crop` returned None",
    "stretch_each": "`stretch` returned None",
    "film_faded": "`fade` returned None",
}

# %% crop
def crop(picture, top, left, height, width):
    window = picture[top:top + height, left:left + width]

# %% stretch
def stretch(pictures):
    low = tf.reduce_min(pictures, axis=[1, 2], keepdims=True)
    high = tf.reduce_max(pictures, axis=[1, 2], keepdims=True)
    pictures = (pictures - low) / (high - low)

# %% fade
def fade(film, factor, times):
    values = []
    for _ in range(times):
        film.assign(factor * film)
        values.append(film + 0.0)
