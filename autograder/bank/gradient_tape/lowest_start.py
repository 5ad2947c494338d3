"""Wrong: compares the heights of the starts and never walks."""

like = "by_the_book"
lost = {
    "lowest_chosen": "`lowest_valley` returned ",
}

# %% lowest_valley
def lowest_valley(f, starts):
    return min(starts, key=lambda start: float(f(tf.constant(start))))
