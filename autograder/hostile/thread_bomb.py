"""Starts threads without end."""

like = "wrong_answers"

# %% attack
import threading
import time

while True:
    try:
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
    except RuntimeError:
        break
