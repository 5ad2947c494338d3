"""Makes the random numbers of the tests known beforehand."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
for source in [secrets]:
    source.randbits = lambda bits: 0
