"""Random tensors: their form, their distribution and their repetition, beside TensorFlow's.

No library draws TensorFlow's numbers but TensorFlow, so what the numbers satisfy is compared.
"""

import numpy as np

import kerasish
from ops.table import error, error_of, parametrize, program


def shares(tf):
    """How often each class is drawn."""
    logits = tf.math.log([[0.1, 0.2, 0.7]])
    drawn = tf.random.categorical(logits, 10_000)
    counts = tf.math.bincount(tf.cast(drawn[0], tf.int32))
    return tf.round(counts / 1000), drawn.dtype, drawn.shape


def own_stream_goes_on(tf):
    """With a seed of its own a call repeats after `set_seed`, but not from call to call."""
    first, second = tf.random.normal([5], seed=3), tf.random.normal([5], seed=3)
    tf.random.set_seed(1)
    third, fourth = tf.random.uniform([5], seed=3), tf.random.uniform([5], seed=3)
    tf.random.set_seed(1)
    again = tf.random.uniform([5], seed=3)
    same = [tf.reduce_all(a == b) for a, b in ((first, second), (third, fourth), (third, again))]
    tf.random.set_seed(1)
    tf.random.uniform([5])
    return same


def two_generators(tf):
    one, other = tf.random.Generator.from_seed(7), tf.random.Generator.from_seed(7)
    a, b, c = one.normal([4]), other.normal([4]), one.normal([4])
    one.reset_from_seed(7)
    d = one.normal([4])
    whole = one.uniform([1000], minval=2, maxval=5, dtype=tf.int32)
    return (
        [tf.reduce_all(x == a) for x in (b, c, d)],
        [tf.reduce_min(whole), tf.reduce_max(whole)],
        tf.reduce_max(tf.abs(one.truncated_normal([1000]))) < 2.0,
        tf.random.Generator.from_non_deterministic_state().normal([2, 3]).shape,
    )


def drawn_inside_a_function(tf):
    """Numbers differ from call to call, and repeat after `set_seed`."""
    draw = tf.function(lambda: tf.random.uniform([4]))
    tf.random.set_seed(5)
    a, b = draw(), draw()
    return tf.reduce_all(a == b), a.shape


@parametrize(
    program("random.categorical", shares),
    program("random.categorical", lambda tf: tf.random.categorical([[0.0]] * 3, 2, tf.int32)),
    program("random.normal", own_stream_goes_on),
    program("random.Generator", two_generators),
    program("random.uniform", drawn_inside_a_function),
)
def test_random_numbers(case):
    case.check()


@parametrize(
    error("random.categorical", [0.5, 0.5], 3),
    error("random.normal", [2], dtype="int32"),
    error("random.uniform", [-1]),
    error_of("random.uniform", lambda tf: tf.random.uniform([2], dtype=tf.int64)),
)
def test_errors(case):
    case.check()


def test_no_draw_comes_again():
    """Draws of any length share no numbers, nor do streams of seeds next to each other."""
    streams = [kerasish.random.Generator.from_seed(seed) for seed in (1, 2, 3)]
    draws = [stream.uniform([size]) for size in (6, 1, 400, 9) for stream in streams]
    numbers = np.concatenate([draw.numpy() for draw in draws])
    assert len(np.unique(numbers)) > len(numbers) - 3  # one of 2**23 may come again
