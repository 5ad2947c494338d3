"""Wrong: the growth of the first year is added in each year."""

like = "plain"
lost = {
    "loop_in_graph": "the graph counts",
}

# %% years_until
def years_until(amount, goal, rate):
    growth = amount * rate
    years = 0
    while amount < goal:
        amount += growth
        years += 1
    return years
