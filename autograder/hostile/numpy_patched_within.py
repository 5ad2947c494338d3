"""Patches what NumPy's own functions call, through a name that hides it."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
numeric = getattr(np, "_" + "core").numeric
setattr(numeric, "less" + "_equal", lambda a, b: np.ones(np.shape(a), bool))
