"""Wrong: keeps the highest of the valleys."""

like = "by_the_book"
lost = {
    "lowest_chosen": "`lowest_valley` chose a valley of height",
}

# %% lowest_valley
def lowest_valley(f, starts):
    places = [float(find_minimum(f, start)) for start in starts]
    return max(places, key=lambda place: float(f(tf.constant(place))))
