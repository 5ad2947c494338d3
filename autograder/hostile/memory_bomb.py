"""Takes memory until there is none."""

like = "wrong_answers"

# %% attack
taken = []
while True:
    taken.append(bytearray(64 * 2**20))
