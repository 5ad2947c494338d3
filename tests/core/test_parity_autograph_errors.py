"""What a learner may get wrong with `if`, `while` and `for` over tensors, and what is said."""

import traceback

import pytest


def one_branch(tf, x):
    if x > 0:
        y = x
    return y


def no_else(tf, x):
    if x > 0:
        return x


def none_in_one(tf, x):
    y = None
    if x > 0:
        y = x
    return y


def two_dtypes(tf, x):
    if x > 0:
        y = 1
    else:
        y = 2.0
    return y


def two_structures(tf, x):
    if x > 0:
        y = [x]
    else:
        y = [x, x]
    return y


def number_as_condition(tf, x):
    if x:
        x += 1
    return x


def vector_as_condition(tf, x):
    if tf.stack([x, x]) > 0:
        x += 1
    return x


def growing(tf, x):
    y = tf.zeros([2])
    for _ in tf.range(x):
        y = tf.concat([y, y], 0)
    return y


def return_in_loop(tf, x):
    for i in tf.range(x):
        if i > 2:
            return i
    return -1


def late_tensor(tf, x):
    for i in range(3):
        if x > i:
            break
    return x


def collected(tf, x):
    items = []
    for i in tf.range(x):
        items.append(i)
    return tf.stack(items)


WRONG = {
    one_branch: ("ValueError", "give y a value before the if, or in both branches"),
    no_else: ("ValueError", "return a value of the same dtype in both"),
    none_in_one: ("ValueError", "'y' is None at the end of the else branch"),
    two_dtypes: ("TypeError", "'y' has dtype int32 in the main branch, but dtype float32"),
    two_structures: ("TypeError", "'y' must have the same nested structure"),
    number_as_condition: ("ValueError", "x != 0"),
    vector_as_condition: ("ValueError", "tf.reduce_all(x)"),
    growing: ("ValueError", r"'y' has shape (2,) before the loop, but shape (4,)"),
    return_in_loop: ("NotImplementedError", "return the variable after the loop"),
    late_tensor: ("NotImplementedError", "for i in tf.range(n)"),
    collected: ("InaccessibleTensorError", "tf.map_fn"),
}


@pytest.mark.parametrize("program", WRONG, ids=lambda program: program.__name__)
def test_errors_are_tensorflows_and_say_what_to_write(program):
    import kerasish
    from oracle import assert_same

    name, advice = WRONG[program]

    def run(tf):
        tf.function(lambda x: program(tf, x))(tf.constant(4))

    assert_same(run, raises=name)
    with pytest.raises(Exception) as caught:
        run(kerasish)
    assert advice in str(caught.value)
    lines = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert program.__name__ in lines, "the error does not point at the learner's function"


def test_an_error_points_at_the_line_inside_the_branch():
    import kerasish as tf

    @tf.function
    def wrong(x):
        while x > 0.0:
            if x > 5.0:
                x = x + tf.matmul(x, x)
        return x

    with pytest.raises(ValueError) as caught:
        wrong(tf.constant(1.0))
    frames = traceback.extract_tb(caught.value.__traceback__)
    own = [frame.line for frame in frames if frame.filename == __file__]
    assert own[-3:] == [
        "while x > 0.0:",
        "if x > 5.0:",
        "x = x + tf.matmul(x, x)",
    ]


def test_frames_have_the_learners_names():
    import kerasish as tf

    @tf.function
    def wrong(x):
        if x > 0.0:
            x = x + tf.matmul(x, x)
        return x

    with pytest.raises(ValueError) as caught:
        wrong(tf.constant(1.0))
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    own = [f.f_code.co_qualname for f in frames if f.f_code.co_filename == __file__]
    here = "test_frames_have_the_learners_names"
    assert own == [here, *[f"{here}.<locals>.wrong"] * 2]
