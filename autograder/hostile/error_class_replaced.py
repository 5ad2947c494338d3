"""Gives the tests another class of errors, in the hope that nobody sees those."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
class NotYet(Warning):
    pass
