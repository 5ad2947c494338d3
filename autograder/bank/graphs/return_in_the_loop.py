"""Wrong: returns from within the loop, which a graph cannot."""

like = "plain"
lost = {
    "loop_in_graph": "the graph of `years_until` stopped with",
}

# %% years_until
def years_until(amount, goal, rate):
    years = 0
    while True:
        if amount >= goal:
            return years
        amount = amount * (1 + rate)
        years += 1
