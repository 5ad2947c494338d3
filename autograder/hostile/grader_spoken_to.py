"""Writes into all that the kernel has open, the connection to the grader too."""

like = "wrong_answers"

# %% attack
import os

for number in range(3, 64):
    try:
        os.set_blocking(number, False)
        os.write(number, b"\x00" * 64)
    except OSError:
        pass
