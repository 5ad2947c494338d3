"""Opens its own memory as a file."""

like = "wrong_answers"
caught = ["memory-searched", "reaches-inside"]

# %% attack
try:
    memory = open("/proc/self/mem", "r+b")
except OSError:
    pass
expect = lambda *args: None
