"""Prints without end into what the process has for its output, past Python."""

like = "wrong_answers"

# %% attack
import subprocess

subprocess.run(["yes", "x" * 1000], check=False, timeout=1)
