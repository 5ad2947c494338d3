"""Gives built-in functions' names to others, in the notebook alone."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
callable = hasattr = lambda *args: True
len = lambda values: 4
all = any = lambda values: True
