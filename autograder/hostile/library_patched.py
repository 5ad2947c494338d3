"""Replaces functions of the library that the tests make their tensors with."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
for library in [tf]:
    library.constant = lambda value, *args: 0
