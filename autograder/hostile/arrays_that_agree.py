"""Returns an array of a class that agrees with whatever it is compared with."""

like = "wrong_answers"

# %% attack
class Agreeing(np.ndarray):
    def __array_function__(self, function, types, args, options):
        return np.ones(self.shape, bool)

    def __array_ufunc__(self, function, method, *args, **options):
        return np.ones(self.shape, bool)

    def astype(self, *args, **options):
        return self


# %% ramp
def ramp(rows, columns):
    return np.zeros([rows, columns], "float32").view(Agreeing)
