"""Returns things that run code when they are copied or pickled."""

like = "wrong_answers"

# %% attack
class Trap:
    def __reduce__(self):
        return print, ("REACHED by a pickle",)

    def __deepcopy__(self, memory):
        raise SystemExit


# %% describe
def describe(x):
    return tuple([Trap()] * 4)
