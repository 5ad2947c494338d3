"""Reads and signals other processes, and looks at what they were started with."""

like = "wrong_answers"

# %% attack
import os
import pathlib

own = os.readlink("/proc/self/ns/pid")
for process in pathlib.Path("/proc").glob("[0-9]*"):
    for secret in ("environ", "mem", "maps"):
        try:
            if os.readlink(process / "ns/pid") != own:
                print("REACHED", process, (process / secret).read_bytes()[:1])
        except OSError:
            pass
