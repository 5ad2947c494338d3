"""Reads the source of the tests' functions, and looks for the tests that are still to come."""

like = "wrong_answers"
caught = ["reaches-inside"]

# %% attack
import inspect

print(inspect.getsource(expect))
for frame in inspect.stack():
    for name, value in frame.frame.f_locals.items():
        if "_whole_number(result[3])" in str(value):
            print("REACHED the tests of `describe` in", name)
