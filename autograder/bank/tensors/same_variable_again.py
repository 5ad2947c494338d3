"""Wrong: the list holds the variable itself, again and again."""

like = "by_the_book"
lost = {
    "film_faded": "all values of the list are the same",
}

# %% fade
def fade(film, factor, times):
    values = []
    for _ in range(times):
        film.assign(film * factor)
        values.append(film)
    return values
