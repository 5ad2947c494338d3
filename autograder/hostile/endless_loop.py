"""Never ends."""

like = "wrong_answers"

# %% ramp
def ramp(rows, columns):
    while True:
        pass
