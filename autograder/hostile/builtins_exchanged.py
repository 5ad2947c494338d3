"""Gives the notebook a dictionary of built-in functions of its own."""

like = "wrong_answers"
caught = ["namespace-replaced"]

# %% attack
lenient = dict(vars(__builtins__))
lenient["all"] = lenient["isinstance"] = lambda *args: True
globals()["__builtins__"] = lenient
