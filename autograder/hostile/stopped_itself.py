"""Stops its own process, so that it neither goes on nor ends."""

like = "wrong_answers"

# %% attack
import os

os.kill(os.getpid(), 19)
