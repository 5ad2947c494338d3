"""Never ends, and hears no signal."""

like = "wrong_answers"

# %% attack
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
