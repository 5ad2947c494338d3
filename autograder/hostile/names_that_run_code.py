"""Puts names into the notebook that run code when they are compared."""

like = "wrong_answers"
caught = ["names-forged"]

# %% attack
class Name(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return False


for name in ["expect", "call"]:
    globals()[Name(name)] = print
