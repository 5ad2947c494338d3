"""Gives the tests a generator that always draws the same."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
usual = np.random.default_rng
vars(np.random)["default_rng"] = lambda *args: usual(0)
