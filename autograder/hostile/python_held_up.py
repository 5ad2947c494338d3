"""Calls something that Python cannot interrupt."""

like = "wrong_answers"

# %% attack
9 ** 9 ** 9
