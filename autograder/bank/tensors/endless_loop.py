"""Wrong: counts the times down and forgets to count."""

like = "by_the_book"
lost = {
    "film_faded": "took too long",
}

# %% fade
def fade(film, factor, times):
    values = []
    while times > 0:
        film.assign(film * factor)
        values = values[-9:] + [film + 0]
    return values
