"""Clears what its test has put out, again and again, from a thread that goes on."""

like = "wrong_answers"

# %% attack
import threading
import time

from IPython.display import clear_output


def clear():
    while True:
        clear_output()
        time.sleep(0.001)


threading.Thread(target=clear, daemon=True).start()
