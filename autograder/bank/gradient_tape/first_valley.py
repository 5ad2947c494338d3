"""Wrong: stops at the first valley, and looks at no other."""

like = "by_the_book"
lost = {
    "lowest_chosen": "`lowest_valley` chose a valley of height",
}

# %% lowest_valley
def lowest_valley(f, starts):
    for start in starts:
        place = find_minimum(f, start)
        return place
