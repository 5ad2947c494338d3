"""Gives the value of a test, which nbgrader takes as points."""

like = "wrong_answers"
caught = ["value-forged"]

# %% describe
def describe(x):
    get = __builtins__.__dict__["get_" + "ipython"]
    get().displayhook(1000000)
    return 7, (7, 7), "float7", 7
