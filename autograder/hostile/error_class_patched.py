"""Lets the tests' own class of errors make errors that end the cell quietly."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
NotYet.__new__ = staticmethod(lambda kind, *args: StopIteration())
