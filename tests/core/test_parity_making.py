"""Tensors are made, cast and drawn at random as TensorFlow's are."""

import numpy as np
import pytest

from oracle import parity

NUMBERS = ["float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8"]
# --- Making --------------------------------------------------------------------------------------


@parity
@pytest.mark.parametrize(
    "value",
    [
        1,
        1.5,
        True,
        "text",
        b"bytes",
        2**31 - 1,
        2**31,
        -(2**31) - 1,
        [1, 2],
        [1, 2.5],
        [[1], [2]],
        [[1.0, 2.0], [3.0, 4.0]],
        (1, 2, 3),
        range(4),
        [],
        [[], []],
        [True, False],
    ],
    ids=repr,
)
def test_the_dtype_of_python_values(tf, value):
    return tf.constant(value), tf.convert_to_tensor(value)


@parity
@pytest.mark.parametrize("dtype", [*(each for each in NUMBERS if each != "bfloat16"), "bool"])
def test_the_dtype_of_numpy_values(tf, dtype):
    array = np.array([[0, 1], [2, 3]], dtype)
    return tf.constant(array), tf.constant(array[1, 1]), tf.convert_to_tensor(array[0]), array + 0


@parity
def test_numpy_strings(tf):
    return tf.constant(np.array(["a", "bcd"])), tf.constant(np.array([b"xy"]))


@parity
@pytest.mark.parametrize("dtype", NUMBERS)
def test_a_dtype_that_is_asked_for(tf, dtype):
    return (
        tf.constant(3, dtype),
        tf.constant([1, 2], getattr(tf, dtype)),
        tf.constant([[1, 2]], dtype=dtype),
        tf.convert_to_tensor([3, 4], dtype=dtype),
        tf.zeros(2, dtype),
        tf.ones((1, 2), dtype),
    )


@parity
def test_a_shape_that_is_asked_for(tf):
    return (
        tf.constant(0, shape=(2, 3)),
        tf.constant([1, 2, 3, 4], shape=(2, 2)),
        tf.constant(1.5, tf.float64, (2,)),
        tf.constant("a", shape=[2]),
    )


@parity
def test_tensors_from_tensors(tf):
    x = tf.constant([1.0, 2.0])
    return (
        tf.constant(x),
        tf.convert_to_tensor(x),
        tf.identity(x),
        tf.convert_to_tensor([x, x]),
        tf.convert_to_tensor([x[0], 5.0, x[1]]),
        tf.stack([x, [3.0, 4.0]]),
    )


@parity
def test_filled_tensors(tf):
    return (
        tf.zeros([]),
        tf.zeros((2, 3)),
        tf.zeros(3),
        tf.zeros(tf.constant([2, 1])),
        tf.zeros(tf.TensorShape([1, 2])),
        tf.zeros((2,), tf.string),
        tf.zeros((2,), tf.bool),
        tf.ones([2], tf.bool),
        tf.fill((2, 2), 9),
        tf.fill([3], 0.5),
        tf.fill([2], "x"),
        tf.fill([], True),
    )


@parity
def test_tensors_like_others(tf):
    x = tf.constant([[1, 2], [3, 4]])
    return (
        tf.zeros_like(x),
        tf.ones_like(x),
        tf.zeros_like([1.0, 2.0]),
        tf.ones_like(x, dtype=tf.float32),
        tf.zeros_like(tf.constant(["a"])),
        tf.ones_like(np.ones(2)),
    )


@parity
def test_identity_matrices(tf):
    return (
        tf.eye(3),
        tf.eye(2, 3),
        tf.eye(2, num_columns=1, dtype=tf.int32),
        tf.eye(2, batch_shape=[2]),
    )


@parity
def test_ranges(tf):
    return (
        tf.range(5),
        tf.range(2, 6),
        tf.range(1, 10, 3),
        tf.range(5, 0, -2),
        tf.range(3.0),
        tf.range(0.0, 1.0, 0.25),
        tf.range(1, 2, 0.5),
        tf.range(3, dtype=tf.int64),
        tf.range(4, dtype="float32"),
        tf.range(0),
        tf.range(3, 3),
        tf.range(tf.constant(3)),
        tf.range(start=1, limit=7, delta=2),
    )


@parity
def test_linspaces(tf):
    return (
        tf.linspace(0.0, 1.0, 5),
        tf.linspace(1.0, -1.0, 3),
        tf.linspace(tf.constant(0.0, tf.float64), 2.0, 4),
        tf.linspace(0.0, 1.0, 1),
        tf.linspace([0.0, 1.0], [1.0, 3.0], 3),
        tf.linspace(0, 10, 3),
    )


@parity
@pytest.mark.parametrize("source", [*NUMBERS, "bool"])
@pytest.mark.parametrize("target", [*NUMBERS, "bool"])
def test_cast(tf, source, target):
    # What a negative fraction is as an unsigned integer depends on the processor.
    signed = "uint8" not in (source, target)
    x = tf.cast(tf.constant([0, 1, 5, -3 if signed else 3, 100]), source)
    return tf.cast(x, target), tf.cast(x, getattr(tf, target)), tf.cast(x[1], target)


@parity
def test_cast_rounds_towards_zero(tf):
    x = tf.constant([1.9, -1.9, 0.5, -0.5, 2.0**20 + 0.5])
    return tf.cast(x, tf.int32), tf.cast(x, tf.bool), tf.cast([1.9, 2], tf.int32)


@parity
def test_cast_wraps_integers_around(tf):
    x = tf.constant([300, -1, 128, 70_000])
    return tf.cast(x, tf.int8), tf.cast(x, tf.uint8), tf.cast(x, tf.int16)


MISTAKES_IN_MAKING = {
    "a fraction as an integer": ("TypeError", lambda tf: tf.constant(3.7, tf.int32)),
    "fractions as integers": ("TypeError", lambda tf: tf.constant([1, 2.5], tf.int32)),
    "a word as a number": ("TypeError", lambda tf: tf.constant("7", tf.float32)),
    "a number as a word": ("TypeError", lambda tf: tf.constant(7, tf.string)),
    "a number as a truth value": ("TypeError", lambda tf: tf.constant(1, tf.bool)),
    "rows of different lengths": ("ValueError", lambda tf: tf.constant([[1, 2], [3]])),
    "words among numbers": ("ValueError", lambda tf: tf.constant([1, "a"])),
    "None": ("ValueError", lambda tf: tf.constant(None)),
    "None in a list": ("ValueError", lambda tf: tf.constant([1.0, None])),
    "any object": ("ValueError", lambda tf: tf.constant(object())),
    "too many entries for the shape": ("TypeError", lambda tf: tf.constant([1, 2], shape=(3,))),
    "an unknown dtype": ("TypeError", lambda tf: tf.zeros(2, "flaot32")),
    "an unknown dtype to cast to": ("TypeError", lambda tf: tf.cast(1.0, "flaot32")),
    "a negative size": ("InvalidArgumentError", lambda tf: tf.zeros([-1])),
    "a size that is no integer": ("TypeError", lambda tf: tf.zeros([1.5])),
    "a fill of a list": ("InvalidArgumentError", lambda tf: tf.fill([2], [1, 2])),
    "a range that ends before it starts": ("InvalidArgumentError", lambda tf: tf.range(3, 1)),
    "a range with no steps": ("InvalidArgumentError", lambda tf: tf.range(0, 3, 0)),
    "another dtype than the tensor has": (
        "ValueError",
        lambda tf: tf.convert_to_tensor(tf.constant(1), dtype=tf.float32),
    ),
    "a word cast to a number": (
        "UnimplementedError",
        lambda tf: tf.cast(tf.constant("1"), "int32"),
    ),
    "an integer too large": ("ValueError", lambda tf: tf.constant(2**70)),
    "Python's int as a dtype": ("TypeError", lambda tf: tf.zeros(1, int)),
}


@pytest.mark.parametrize("mistake", MISTAKES_IN_MAKING)
def test_mistakes_in_making_tensors(mistake):
    raises, program = MISTAKES_IN_MAKING[mistake]
    parity(program, raises=raises)()


# --- Random numbers ------------------------------------------------------------------------------


@parity
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_random_numbers_have_the_shape_and_dtype(tf, dtype):
    normal = tf.random.normal((3, 2), dtype=dtype)
    uniform = tf.random.uniform([4], dtype=getattr(tf, dtype))
    return normal.shape, normal.dtype, uniform.shape, uniform.dtype, tf.random.normal([]).shape


@parity
def test_random_numbers_lie_where_they_should(tf):
    tf.random.set_seed(1)
    uniform = tf.random.uniform([2000], -2.0, 3.0).numpy()
    whole = tf.random.uniform([2000], 1, 7, dtype=tf.int32).numpy()
    normal = tf.random.normal([20_000], mean=5.0, stddev=0.1).numpy()
    print(uniform.min() >= -2, uniform.max() < 3, np.ptp(uniform) > 4.5, set(whole.tolist()))
    print(abs(normal.mean() - 5) < 0.01, abs(normal.std() - 0.1) < 0.01)
    truncated = tf.random.truncated_normal([2000]).numpy()
    print(np.abs(truncated).max() <= 2)


@parity
def test_a_seed_repeats_the_numbers(tf):
    def draw():
        return tf.random.normal([4]).numpy().tolist(), tf.random.uniform([4]).numpy().tolist()

    tf.random.set_seed(7)
    first, second = draw(), draw()
    tf.random.set_seed(7)
    again = draw()
    tf.random.set_seed(8)
    other = draw()
    print(first == again, first == second, first == other)


@parity
def test_shuffle_keeps_the_rows(tf):
    x = tf.reshape(tf.range(40), (20, 2))
    shuffled = tf.random.shuffle(x)
    print(
        sorted(shuffled.numpy().tolist()) == x.numpy().tolist(), bool(tf.reduce_all(x == shuffled))
    )
    return shuffled.shape, shuffled.dtype


@parity(raises="ValueError")
def test_random_integers_need_an_end(tf):
    return tf.random.uniform([2], dtype=tf.int32)


@parity(raises="TypeError")
def test_an_argument_that_is_misspelt(tf):
    return tf.random.normal(shap=(2, 3))
