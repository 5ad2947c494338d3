"""Patches `print` and `abs` where all modules find them."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
home = getattr(sys.modules["math"], "__spec__").__class__.__init__.__globals__["sys"]
home.modules["builtins"].abs = lambda value: 0
