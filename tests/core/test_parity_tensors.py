"""Tensors: shapes, dtypes, arithmetic, and use in Python and NumPy, as TensorFlow's."""

import numpy as np
import pytest

from oracle import parity

NUMBERS = ["float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8"]
# --- What a tensor is ----------------------------------------------------------------------------


@parity
def test_shape_rank_and_size(tf):
    x = tf.zeros([3, 2, 4, 5])
    print(x.shape, x.shape[0], x.shape[-1], x.ndim, x.dtype, len(x), x.shape.rank)
    return tf.rank(x), tf.size(x), tf.shape(x), tf.size(x, out_type=tf.int64), tf.rank(3)


@parity
def test_tensor_shape_is_a_sequence(tf):
    shape = tf.zeros([3, 2, 4]).shape
    first, *others = shape
    print(repr(shape), str(shape), list(shape), first, others, shape[1:], shape[:-1])
    print(shape.as_list(), tuple(shape), len(shape), shape.ndims, shape.num_elements())
    print(shape[0] + 1, type(shape[0]).__name__)


@parity
def test_tensor_shape_compares(tf):
    shape = tf.TensorShape([2, 3])
    print(shape == [2, 3], shape == (2, 3), shape == tf.TensorShape([2, 3]), shape != [2, 4])
    print(shape == [2], hash(shape) == hash(tf.TensorShape([2, 3])), bool(shape))
    print(tf.zeros([2, 3]).shape == tf.ones([2, 3]).shape, tf.zeros([]).shape == [])


@parity
def test_unknown_sides(tf):
    shape = tf.TensorShape([None, 3])
    print(shape, repr(shape), shape.rank, shape.as_list(), shape.is_fully_defined())
    print(tf.TensorShape(None), repr(tf.TensorShape(None)), tf.TensorShape(None).rank)
    print(shape.is_compatible_with([5, 3]), shape.is_compatible_with([5, 4]))
    print(shape.num_elements(), shape[0], tf.TensorShape([]).as_list())


@parity
def test_tensor_shapes_concatenate_and_merge(tf):
    shape = tf.TensorShape([2, None])
    print(shape + [4], shape.concatenate([4]), [1] + shape, shape.merge_with([None, 5]))
    print(tf.TensorShape(7), tf.TensorShape([2, 3]).with_rank(2), tf.TensorShape((1, 2)))


MISTAKES_WITH_SHAPES = {
    "an axis that is not there": ("IndexError", lambda tf: tf.zeros([2]).shape[1]),
    "merging what does not fit": ("ValueError", lambda tf: tf.TensorShape([2]).merge_with([3])),
    "a list of an unknown rank": ("ValueError", lambda tf: tf.TensorShape(None).as_list()),
    "the length of an unknown rank": ("ValueError", lambda tf: len(tf.TensorShape(None))),
    "another rank": ("ValueError", lambda tf: tf.TensorShape([2]).with_rank(2)),
}


@pytest.mark.parametrize("mistake", MISTAKES_WITH_SHAPES)
def test_mistakes_with_shapes(mistake):
    raises, program = MISTAKES_WITH_SHAPES[mistake]
    parity(program, raises=raises)()


@parity
@pytest.mark.parametrize("name", [*NUMBERS, "bool", "string"])
def test_dtypes(tf, name):
    dtype = getattr(tf, name)
    print(dtype, repr(dtype), dtype.name, dtype.is_floating, dtype.is_integer, dtype.is_bool)
    print(dtype == name, dtype == tf.as_dtype(name), dtype != tf.float32, tf.as_dtype(dtype).name)
    print(hash(dtype) == hash(tf.as_dtype(name)), dtype.is_unsigned)
    return dtype.size if name != "string" else None


@parity
@pytest.mark.parametrize("name", [each for each in NUMBERS if each != "bfloat16"])
def test_dtypes_and_numpy(tf, name):
    dtype = getattr(tf, name)
    print(dtype.as_numpy_dtype, dtype == np.dtype(name), tf.as_dtype(np.dtype(name)).name)
    print(dtype.min, dtype.max, tf.as_dtype(getattr(np, name)).name)


@parity
def test_python_types_as_dtypes(tf):
    return (
        tf.zeros(1, float),
        tf.zeros(1, bool),
        tf.cast(2, float),
        tf.constant([1, 0], float),
    )


@parity
def test_is_tensor(tf):
    x = tf.constant(1)
    return (
        tf.is_tensor(x),
        tf.is_tensor(np.ones(2)),
        tf.is_tensor(3),
        tf.is_tensor(tf.Variable(1.0)),
        isinstance(x, tf.Tensor),
        isinstance(tf.Variable(1.0), tf.Tensor),
    )


# --- Iteration, truth and Python numbers ---------------------------------------------------------


@parity
def test_iteration(tf):
    x = tf.constant([[1, 2], [3, 4], [5, 6]])
    for row in x:
        print(row)
    first, second, third = x
    pairs = [(int(a), int(b)) for a, b in x]
    return list(x), first, second + third, pairs, list(zip(x, range(2))), max(tf.range(4))


@parity
def test_iteration_over_words(tf):
    return [each.numpy() for each in tf.constant(["a", "b"])]


@parity
def test_truth(tf):
    print("yes" if tf.constant(2) > 1 else "no")
    return (
        bool(tf.constant(True)),
        bool(tf.constant(0)),
        bool(tf.constant(0.5)),
        bool(tf.constant([3])),
        bool(tf.constant([])),
        not tf.constant(False),
        (tf.constant(0) or 7),
        any(x > 1 for x in tf.range(3)),
        bool(tf.constant("a")),
        bool(tf.constant("")),
    )


@parity
def test_python_numbers(tf):
    return (
        int(tf.constant(3)),
        int(tf.constant(3.9)),
        int(tf.constant(True)),
        float(tf.constant(2)),
        float(tf.constant(0.5)),
        complex(tf.constant(1.5)),
        list(range(tf.constant(3))),
        [10, 20, 30][tf.constant(1)],
        "ab" * tf.constant(2, tf.int64).numpy(),
        int(tf.constant("12")),
        float(tf.constant("1.5")),
    )


MISTAKES_IN_PYTHON_USE = {
    "truth of a vector": ("ValueError", lambda tf: bool(tf.constant([1, 2]))),
    "if with a vector": ("ValueError", lambda tf: 1 if tf.constant([1, 2]) > 0 else 2),
    "int of a vector": ("TypeError", lambda tf: int(tf.constant([1, 2]))),
    "float of a matrix": ("TypeError", lambda tf: float(tf.ones((2, 2)))),
    "a vector as a range": ("TypeError", lambda tf: range(tf.constant([2, 3]))),
    "iteration over a scalar": ("TypeError", lambda tf: list(tf.constant(1))),
    "length of a scalar": ("TypeError", lambda tf: len(tf.constant(1))),
    "unpacking too few": ("ValueError", lambda tf: (lambda a, b: None)(*unpack(tf.range(3)))),
    "hash": ("TypeError", lambda tf: hash(tf.constant(1))),
    "member of a set": ("TypeError", lambda tf: {tf.constant(1)}),
    "an attribute that is not there": ("AttributeError", lambda tf: tf.constant(1).value_of),
    "numpy's methods": ("AttributeError", lambda tf: tf.constant([1]).astype("float32")),
    "a call": ("TypeError", lambda tf: tf.constant(1)()),
}


def unpack(x):
    a, b = x
    return a, b


@pytest.mark.parametrize("mistake", MISTAKES_IN_PYTHON_USE)
def test_mistakes_in_python_use(mistake):
    raises, program = MISTAKES_IN_PYTHON_USE[mistake]
    parity(program, raises=raises)()


@parity
def test_references(tf):
    x, y = tf.constant(1), tf.constant(1)
    counts = {x.ref(): "x", y.ref(): "y"}
    print(counts[x.ref()], len(counts), x.ref() == x.ref(), x.ref() == y.ref())
    return x.ref().deref()


# --- Arithmetic and dtypes -----------------------------------------------------------------------

OPERATORS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


@parity
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64", "int32", "int64"])
@pytest.mark.parametrize("operator", OPERATORS)
def test_operators(tf, operator, dtype):
    operate = OPERATORS[operator]
    x = tf.constant([[1, 2, 3], [4, 5, 7]], dtype)
    y = tf.constant([2, 3, 1], dtype)
    return (
        operate(x, y),
        operate(x, 2),
        operate(2, y),
        operate(x[0, 1], y[1]),
        operate(y, [1, 2, 3]),
    )


@parity
@pytest.mark.parametrize("dtype", ["float32", "int32"])
def test_division_of_negative_numbers(tf, dtype):
    x, y = tf.constant([7, -7, 7, -7], dtype), tf.constant([2, 2, -2, -2], dtype)
    return x // y, x % y, x / y, tf.math.mod(x, y), tf.math.floordiv(x, y)


@parity
def test_division_by_zero(tf):
    x = tf.constant([1.0, -1.0, 0.0])
    return x / 0.0, x // 1.0, tf.math.divide_no_nan(x, 0.0)


@parity
@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16"])
def test_short_integers_wrap_around(tf, dtype):
    x = tf.constant([100, 27, 5], dtype)
    return x + x, x * 3, x - 28, x / 2


@parity
def test_unary_operators(tf):
    x, flags = tf.constant([1.5, -2.0]), tf.constant([True, False])
    return (
        -x,
        +x if hasattr(x, "__pos__") else x,
        abs(x),
        ~flags,
        abs(tf.constant(-3)),
        -tf.range(3),
    )


@parity
def test_logical_operators(tf):
    a, b = tf.constant([True, True, False]), tf.constant([True, False, False])
    return a & b, a | b, a ^ b, a == b, True & b


@parity
def test_bitwise_operators(tf):
    a, b = tf.constant([12, 10]), tf.constant([10, 3])
    return a & b, a | b, a ^ b, ~a


@parity
def test_matrix_products(tf):
    a, b = tf.reshape(tf.range(6.0), (2, 3)), tf.reshape(tf.range(6.0), (3, 2))
    return a @ b, tf.matmul(a, b), a @ b.numpy(), a.numpy() @ b, tf.matmul(a, a, transpose_b=True)


@parity
def test_python_numbers_take_the_dtype_of_the_tensor(tf):
    return (
        tf.constant(1.5) + 1,
        1 + tf.constant(1.5),
        tf.constant(2, tf.int64) * 3,
        2.5 * tf.constant(2.0, tf.float64),
        tf.constant(2, tf.float16) ** 2,
        tf.constant(3, tf.uint8) + 1,
        tf.add(1, 2),
        tf.add([1.0, 2.0], 1),
        tf.multiply(3, tf.constant(2.0)),
    )


@parity
def test_numpy_values_beside_tensors(tf):
    x = tf.constant([1.0, 2.0])
    return (
        x + np.array([1.0, 2.0], "float32"),
        np.array([1.0, 2.0], "float32") + x,
        x * np.float32(2),
        np.float32(2) * x,
        x + np.array([1, 2], "float64"),
        np.array([1.5, 2.5]) - x,
        x > np.array([1.5, 1.5]),
    )


@parity
def test_shapes_are_broadcast(tf):
    column, row = tf.constant([[1.0], [2.0], [3.0]]), tf.constant([[10.0, 20.0]])
    return (
        column * row,
        column + 1,
        row - column[0],
        tf.broadcast_to(row, (3, 2)),
        tf.zeros((2, 1, 3)) + tf.ones((4, 1)),
        tf.zeros((0, 3)) + tf.ones(3),
    )


MISTAKES_IN_ARITHMETIC = {
    "int32 + float32": ("InvalidArgumentError", lambda tf: tf.constant(1) + tf.constant(1.0)),
    "float32 + int32": ("InvalidArgumentError", lambda tf: tf.constant(1.0) + tf.constant(1)),
    "float32 * float64": (
        "InvalidArgumentError",
        lambda tf: tf.constant(1.0) * tf.constant(1.0, tf.float64),
    ),
    "int32 - int64": (
        "InvalidArgumentError",
        lambda tf: tf.constant(1) - tf.constant(1, tf.int64),
    ),
    "int32 / float32": ("TypeError", lambda tf: tf.constant(1) / tf.constant(1.0)),
    "int32 < float32": ("InvalidArgumentError", lambda tf: tf.constant(1) < tf.constant(1.0)),
    "int32 == float32": ("InvalidArgumentError", lambda tf: tf.constant(1) == tf.constant(1.0)),
    "int32 @ float32": (
        "InvalidArgumentError",
        lambda tf: tf.ones((2, 2), tf.int32) @ tf.ones((2, 2)),
    ),
    "int32 + 1.5": ("InvalidArgumentError", lambda tf: tf.constant(1) + 1.5),
    "int32 * 1.5": ("TypeError", lambda tf: tf.constant(1) * 1.5),
    "int32 / 1.5": ("TypeError", lambda tf: tf.constant(1) / 1.5),
    "int32 < 1.5": ("TypeError", lambda tf: tf.constant(1) < 1.5),
    "int32 == 1.5": ("TypeError", lambda tf: tf.constant(1) == 1.5),
    "1 added to 2.5": ("InvalidArgumentError", lambda tf: tf.add(1, 2.5)),
    "1.5 * int32": ("TypeError", lambda tf: 1.5 * tf.constant(1)),
    "int32 + a word": ("InvalidArgumentError", lambda tf: tf.constant(1) + "a"),
    "float32 + None": ("ValueError", lambda tf: tf.constant(1.0) + None),
    "bool + bool": ("InvalidArgumentError", lambda tf: tf.constant(True) + tf.constant(True)),
    "bool + 1": ("InvalidArgumentError", lambda tf: tf.constant(True) + 1),
    "-bool": ("InvalidArgumentError", lambda tf: -tf.constant(True)),
    "~float32": ("InvalidArgumentError", lambda tf: ~tf.constant(1.0)),
    "float32 & float32": ("InvalidArgumentError", lambda tf: tf.constant(1.0) & tf.constant(1.0)),
    "word * word": ("InvalidArgumentError", lambda tf: tf.constant("a") * tf.constant("b")),
    "word - word": ("InvalidArgumentError", lambda tf: tf.constant("a") - tf.constant("b")),
    "word + 1": ("InvalidArgumentError", lambda tf: tf.constant("a") + 1),
    "shapes that do not fit": ("InvalidArgumentError", lambda tf: tf.zeros(2) + tf.zeros(3)),
    "shapes that do not fit, compared": (
        "InvalidArgumentError",
        lambda tf: tf.zeros(2) < tf.zeros(3),
    ),
    "matrices that do not fit": (
        "InvalidArgumentError",
        lambda tf: tf.zeros((2, 3)) @ tf.zeros((2, 3)),
    ),
    "a product of vectors": ("InvalidArgumentError", lambda tf: tf.zeros(3) @ tf.zeros(3)),
    "integers divided by zero": ("InvalidArgumentError", lambda tf: tf.constant(1) // 0),
    "square root of an integer": ("InvalidArgumentError", lambda tf: tf.sqrt(tf.constant(4))),
    "exponential of an integer": ("InvalidArgumentError", lambda tf: tf.exp(tf.constant(4))),
    "a shape that does not fit": (
        "InvalidArgumentError",
        lambda tf: tf.reshape(tf.zeros(6), (4, 2)),
    ),
    "two sides to guess": ("InvalidArgumentError", lambda tf: tf.reshape(tf.zeros(6), (-1, -1))),
}


@pytest.mark.parametrize("mistake", MISTAKES_IN_ARITHMETIC)
def test_mistakes_in_arithmetic(mistake):
    raises, program = MISTAKES_IN_ARITHMETIC[mistake]
    parity(program, raises=raises)()


@parity
def test_equality_of_shapes_that_do_not_fit(tf):
    return tf.zeros(2) == tf.zeros(3), tf.zeros(2) != tf.zeros(3)


@parity
def test_equality_with_none(tf):
    return tf.constant(1.0) == None, tf.constant(1.0) != None  # noqa: E711


@parity
def test_words_compare(tf):
    words = tf.constant(["a", "b", "a"])
    return words == "a", words == tf.constant(["a", "a", "a"]), words != "a", tf.equal(words, "b")


# --- NumPy ---------------------------------------------------------------------------------------


@parity
@pytest.mark.parametrize("dtype", [*NUMBERS, "bool"])
def test_numpy_method(tf, dtype):
    x = tf.cast(tf.constant([[0, 1], [2, 3]]), dtype)
    print(type(x.numpy()).__name__, x.numpy().dtype, type(x[0, 1].numpy()).__name__)
    return x.numpy(), x[0, 1].numpy()


@parity
def test_numpy_method_of_words(tf):
    x = tf.constant(["a", "두"])
    print(x.numpy(), x.numpy().dtype, x[1].numpy(), x[1].numpy().decode())


@parity
def test_numpy_functions_take_tensors(tf):
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    return (
        np.array(x),
        np.asarray(x, "float64"),
        np.sum(x),
        np.mean(x, axis=0),
        np.add(x, 1),
        np.sqrt(x),
        np.concatenate([x, x]),
        np.stack(list(x)),
        np.shape(x),
        np.ndim(x),
        np.dot(x, [1.0, 1.0]),
        np.max(x),
        np.array([x[0, 0], 5.0]),
    )


@parity
def test_the_array_of_a_tensor_is_not_the_tensor(tf):
    x = tf.constant([1.0, 2.0])
    array = np.array(x)
    array[0] = 7
    return x, array


@parity
def test_a_tensor_is_not_the_array_that_it_was_made_of(tf):
    array = np.ones(3)
    x = tf.constant(array)
    array[0] = 7
    return x
