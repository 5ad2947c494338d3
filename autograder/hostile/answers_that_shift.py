"""Returns something that gives another array each time it is asked."""

like = "wrong_answers"

# %% attack
import itertools


class Shifting:
    dtype = np.dtype("float32")

    def __init__(self, *shape):
        self.shape = shape
        self.turns = itertools.cycle([np.nan, 0, 1, np.inf])

    def __array__(self, *args, **options):
        return np.full(self.shape, next(self.turns), "float32")

    numpy = __array__


# %% ramp
def ramp(rows, columns):
    return Shifting(rows, columns)

# %% describe
def describe(x):
    return iter([7, 7, 7, 7]), Shifting(3), Shifting(), Shifting()
