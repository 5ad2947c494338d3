"""Has code run when Python ends."""

like = "wrong_answers"

# %% attack
import atexit
import time


@atexit.register
def stay():
    while True:
        time.sleep(1)
