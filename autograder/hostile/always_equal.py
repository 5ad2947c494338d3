"""Returns things that are equal to everything."""

like = "wrong_answers"

# %% attack
class Anything:
    shape, dtype, name = (3, 9), "float32", "float32"

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __len__(self):
        return 4

    def __getitem__(self, place):
        return self

    def __iter__(self):
        return iter([self] * 4)

    def __int__(self):
        return 3

    def __float__(self):
        return 0.5

    def __array__(self, *args, **options):
        return np.zeros(self.shape, "float32")

    __hash__ = None


# %% ramp
def ramp(rows, columns):
    Anything.shape = (rows, columns)
    return Anything()

# %% describe
def describe(x):
    return tuple([Anything()] * 4)
