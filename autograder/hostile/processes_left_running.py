"""Leaves a process behind that has nothing to do with its parent any more."""

like = "wrong_answers"

# %% attack
import os

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "98765.25"])
    os._exit(0)
