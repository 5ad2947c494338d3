"""Wrong: the amount never grows, so the loop has no end."""

like = "plain"
lost = {
    "loop_in_graph": "took too long",
}

# %% years_until
def years_until(amount, goal, rate):
    years = 0
    while amount < goal:
        new_amount = amount * (1 + rate)
        years += 1
    return years
