"""Wrong: counts before it looks."""

like = "plain"
lost = {
    "loop_in_graph": "the graph counts",
}

# %% years_until
def years_until(amount, goal, rate):
    years = 1
    while amount < goal:
        amount = amount * (1 + rate)
        years += 1
    return years
