"""Prints without end."""

like = "wrong_answers"

# %% attack
while True:
    print("x" * 100_000)
