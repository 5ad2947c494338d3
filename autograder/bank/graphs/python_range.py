"""Wrong: a loop over a Python range, with a break that depends on a tensor."""

like = "plain"
lost = {
    "loop_in_graph": "the graph of `years_until` stopped with",
}

# %% years_until
def years_until(amount, goal, rate):
    years = 0
    for _ in range(200):
        if amount >= goal:
            break
        amount = amount * (1 + rate)
        years += 1
    return years
