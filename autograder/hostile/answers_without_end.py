"""Returns a shape that has no end."""

like = "wrong_answers"

# %% describe
import itertools


def describe(x):
    return 7, itertools.repeat(0), "float7", 7
