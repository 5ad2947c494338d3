"""Wrong: keeps the value before each multiplication, and exposes without fading the old light."""

like = "by_the_book"
lost = {
    "film_exposed": "the film kept all of what it held",
    "film_faded": "the list begins with the film as it was before",
}

# %% expose
def expose(film, picture, share):
    film.assign_add(share * picture)

# %% fade
def fade(film, factor, times):
    values = []
    for _ in range(times):
        values.append(film + 0)
        film.assign(film * factor)
    return values
