"""Never ends, and catches whatever would end it."""

like = "wrong_answers"

# %% attack
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
