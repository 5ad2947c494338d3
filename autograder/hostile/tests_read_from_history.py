"""Looks for the hidden tests in IPython's history before they come."""

like = "wrong_answers"
caught = ["reaches-inside"]

# %% describe
seen = "".join(In) + "".join(map(str, get_ipython().history_manager.get_range(raw=True)))
if "_whole_" "number(result[3])" in seen:
    print("REACHED the tests of `describe`")


def describe(x):
    return 7, (7, 7), "float7", 7
