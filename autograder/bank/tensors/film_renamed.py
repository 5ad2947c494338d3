"""Wrong: the name `film` gets a tensor, and the variable stays as it was."""

like = "by_the_book"
lost = {
    "film_exposed": "after `expose` the variable holds what it held before",
    "film_faded": "the film itself did not change",
}

# %% expose
def expose(film, picture, share):
    film = (1 - share) * film + share * picture
    return film

# %% fade
def fade(film, factor, times):
    values = []
    for _ in range(times):
        film = film * factor
        values.append(film)
    return values
