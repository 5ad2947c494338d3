"""Lets all numbers be close to each other."""

like = "wrong_answers"
caught = ["replaced", "reaches-inside"]

# %% attack
np.isclose = lambda a, b, *args, **options: np.ones(np.shape(a), bool)
np.allclose = np.array_equal = lambda *args, **options: True
