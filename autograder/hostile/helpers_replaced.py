"""Replaces the functions that the hidden tests use among themselves."""

like = "wrong_answers"
caught = ["replaced"]

# %% attack
def call(name, *args, section, **options):
    return tf.constant(0.0)


def _result_of(name, *args, section, shape=None):
    return None, None


_expect_values = _expect_dtype = print
