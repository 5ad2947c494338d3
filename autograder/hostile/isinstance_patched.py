"""Lets everything be an instance of everything."""

like = "wrong_answers"
caught = ["reaches-inside"]

# %% attack
import builtins

builtins.isinstance = lambda value, kinds: True
