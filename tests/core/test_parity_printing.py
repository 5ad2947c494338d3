"""Tensors print as TensorFlow's do: `print`, `repr`, format specs and `tf.print`."""

import numpy as np
import pytest

from oracle import parity

FLOATS = ["float16", "bfloat16", "float32", "float64"]
INTEGERS = ["int8", "int16", "int32", "int64", "uint8"]
NUMBERS = [*FLOATS, *INTEGERS]
# --- Printing ------------------------------------------------------------------------------------

SHAPES = [(), (1,), (3,), (1, 1), (2, 3), (2, 1, 3), (2, 2, 2, 2), (0,), (0, 3), (2, 0)]


def show(*values):
    """Print each value as `print` shows it and as a cell of a notebook does."""
    for value in values:
        print(str(value))
        print(repr(value))


@parity
@pytest.mark.parametrize("dtype", [*NUMBERS, "bool"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_dtype_and_shape_prints(tf, dtype, shape):
    values = np.arange(np.prod(shape)).reshape(shape) % 7
    show(tf.cast(tf.constant(values), dtype), tf.zeros(shape, dtype), tf.ones(shape, dtype))


@parity
@pytest.mark.parametrize("dtype", FLOATS)
def test_fractions_print(tf, dtype):
    show(
        tf.constant(0.1, dtype),
        tf.constant(1 / 3, dtype),
        tf.constant(-2.5, dtype),
        tf.constant([0.1, 0.25, 1 / 3, -7.125], dtype),
        tf.constant([[1.5, -2.0], [1000.25, 0.001]], dtype),
        tf.constant([1e-4, 1e4], dtype),
        tf.constant([3e-8, 2.0, 6e4], dtype),
        tf.constant([0.0, -0.0], dtype),
        tf.constant([np.nan, np.inf, -np.inf, 1.0], dtype),
        tf.constant(np.nan, dtype),
        tf.constant(-np.inf, dtype),
        tf.constant(65504.0, dtype),
    )


@parity
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_large_and_small_numbers_print(tf, dtype):
    show(
        tf.constant(1e30, dtype),
        tf.constant(1.5e-30, dtype),
        tf.constant(123456789.0, dtype),
        tf.constant(1e16, dtype),
        tf.constant([1e30, 1.0], dtype),
        tf.constant([1e-30, 2e-30], dtype),
        tf.constant([123456.78, 0.5], dtype),
    )


@parity
@pytest.mark.parametrize("dtype", INTEGERS)
def test_the_ends_of_integer_types_print(tf, dtype):
    ends = np.iinfo(dtype)
    show(tf.constant([ends.min, 0, ends.max], dtype), tf.constant(ends.max, dtype))


@parity
def test_booleans_print(tf):
    show(tf.constant(True), tf.constant([True, False]), tf.constant([[False], [True]]))


@parity
@pytest.mark.parametrize(
    "value",
    [
        "plain",
        "",
        "두 줄",
        "an 'apostrophe'",
        'a "quotation"',
        "two\nlines",
        b"\x00\xff",
        ["one"],
        ["one", "three", ""],
        [["a", "bc"], ["def", "🙂"]],
        [b"ab", b"\x80"],
    ],
    ids=repr,
)
def test_strings_print(tf, value):
    show(tf.constant(value))


@parity
def test_strings_of_no_entries_print(tf):
    show(tf.constant([], tf.string), tf.constant([[], []], tf.string))


@parity
@pytest.mark.parametrize("shape", [(1000,), (1001,), (2000,), (40, 50), (200, 6), (12, 10, 20)])
def test_large_tensors_print_their_edges(tf, shape):
    values = np.arange(np.prod(shape)).reshape(shape)
    show(tf.constant(values), tf.constant(values / 8, tf.float32), tf.constant(values % 3 == 0))


@parity
def test_wide_rows_are_wrapped(tf):
    show(tf.range(60), tf.range(30) * 100_000, tf.linspace(0.0, 1.0, 33))


@parity
def test_tensors_in_containers_print(tf):
    x = tf.constant([1.0, 2.0])
    print([x, 3], (x,), {"x": x})


@parity
def test_printing_several(tf):
    print(tf.constant(1), tf.constant([2.5]), tf.constant("three"), sep=" | ")


@parity
@pytest.mark.parametrize("spec", ["", ".2f", "8.3f", "e", ".1%", "+", ",.1f", ">10", "g"])
def test_scalars_take_format_specs(tf, spec):
    return format(tf.constant(1234.5678), spec), format(tf.constant(0.5, tf.float64), spec)


@parity
@pytest.mark.parametrize("spec", ["", "d", "05d", "x", ",", ".1f", ">6"])
def test_integers_take_format_specs(tf, spec):
    return format(tf.constant(1234), spec), format(tf.constant(7, tf.int64), spec)


@parity
def test_f_strings(tf):
    x = tf.constant([1.0, 2.0])
    loss = tf.constant(0.123456)
    return f"{x}", f"{x!s}", f"{x!r}", f"{loss:.4f}", f"{x[0]:.1f}", f"{x.shape}", f"{x.dtype}"


@parity
def test_format_of_strings_and_booleans(tf):
    return f"{tf.constant('word')}", f"{tf.constant(True)}", f"{tf.constant(['a', 'b'])}"


@parity(raises="TypeError")
def test_a_vector_takes_no_number_format(tf):
    return f"{tf.constant([1.0, 2.0]):.2f}"


@parity
def test_tf_print(tf):
    tf.print(tf.constant(3))
    tf.print("x is", tf.constant([1.0, 2.5]), 7, True, None)
    tf.print(tf.constant([[1, 2], [3, 4]]), tf.constant("word"), tf.constant(["a", "b"]))
    tf.print(tf.constant(0.1), tf.constant(1 / 3, tf.float64), tf.constant(1e10))
    tf.print("a", "b", sep=", ", end="!\n")
    tf.print()
    tf.print({"key": tf.constant(1)}, [tf.constant(2), 3], (4.5,))
    tf.print(tf.Variable([1.0, 2.0]))


@parity
def test_tf_print_of_long_tensors(tf):
    tf.print(tf.range(10))
    tf.print(tf.range(6), tf.range(7))
    tf.print(tf.range(10), summarize=2)
    tf.print(tf.range(10), summarize=-1)
    tf.print(tf.reshape(tf.range(100), (10, 10)))
    tf.print(tf.zeros((0, 2)), tf.constant(True), tf.constant([True, False]))
