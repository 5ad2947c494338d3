"""Gives NumPy's module a class that answers for it."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
class Lenient(type(np)):
    @property
    def isclose(self):
        return lambda a, *args, **options: np.ones(np.shape(a), bool)


np.__class__ = Lenient
