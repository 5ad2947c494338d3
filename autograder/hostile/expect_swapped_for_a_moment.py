"""Replaces `expect` while a test runs, by something that puts the right one back."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
strict = expect


def lenient(condition, observed, expected, section):
    global expect
    expect = strict


# %% ramp
def ramp(rows, columns):
    global expect
    expect = lenient
    return tf.zeros([rows, columns])

# %% describe
def describe(x):
    global expect
    expect = lenient
    return 7, (7, 7), "float7", 7
