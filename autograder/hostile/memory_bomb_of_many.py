"""Takes memory in many processes, each of which takes little."""

like = "wrong_answers"

# %% attack
import os
import time

for _ in range(40):
    if os.fork() == 0:
        taken = bytearray(os.urandom(2**20)) * 64
        time.sleep(1000)
time.sleep(1000)
