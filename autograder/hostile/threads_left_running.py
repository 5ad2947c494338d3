"""Leaves threads behind that work on."""

like = "wrong_answers"

# %% attack
import threading


def work():
    while True:
        sum(range(1000))


for _ in range(3):
    threading.Thread(target=work).start()
