"""Tensors made from values and patterns, and casts, beside TensorFlow's."""

import numpy as np

from ops.table import (
    DTYPES,
    error,
    error_of,
    every_dtype,
    floats,
    parametrize,
    program,
    smooth,
    value,
)

A = floats(2, 3)


@parametrize(
    *(
        value("constant", item)
        for item in (3, 3.5, True, "text", b"bytes", [1, 2], [[1.0], [2]], [], [[]], 2**40, 1 + 2j)
    ),
    value("constant", [1, 2, 3, 4], shape=(2, 2)),
    value("constant", 7, shape=[3]),
    value("constant", [1, 2], dtype="float64"),
    value("constant", [1, 2], "int64"),
    value("constant", ["a", "é"]),
    program("constant", lambda tf: tf.constant(np.arange(6).reshape(2, 3))),
    program("constant", lambda tf: tf.constant(np.float32(1.5))),
    program("constant", lambda tf: tf.constant(tf.ones(3))),
    program("convert_to_tensor", lambda tf: tf.convert_to_tensor([tf.constant(1.0), 2.0])),
    program("constant", lambda tf: tf.constant(range(3))),
    program("constant", lambda tf: tf.constant(1.5, tf.bfloat16)),
    value("convert_to_tensor", [1, 2], dtype_hint="float64"),
    value("convert_to_tensor", [1.5, 2], dtype_hint="int32"),
    program("convert_to_tensor", lambda tf: tf.convert_to_tensor(tf.Variable([1.0, 2.0]))),
    program("convert_to_tensor", lambda tf: tf.convert_to_tensor(tf.TensorShape([2, 3]))),
    program("constant", lambda tf: changed_later(tf, tf.constant)),
)
def test_values(case):
    case.check()


def changed_later(tf, make):
    """A tensor keeps its numbers when the array that it was made from changes."""
    numbers = np.arange(4.0)
    tensor = make(numbers)
    numbers[0] = 100
    return tensor


@parametrize(
    value("zeros", [2, 3]),
    value("zeros", (), dtype="int32"),
    value("zeros", 3),
    value("zeros", [2], "bool"),
    value("zeros", [2], "string"),
    value("zeros", np.array([2, 2])),
    program("zeros", lambda tf: tf.zeros(tf.TensorShape([1, 2]))),
    program("zeros", lambda tf: tf.zeros(tf.shape(tf.ones([2, 1])))),
    program("zeros", lambda tf: tf.zeros([tf.constant(2), 1])),
    value("ones", [2, 3]),
    value("ones", [2], "int64"),
    value("ones", [2], "bool"),
    value("fill", [2, 2], 7),
    value("fill", [2], "a"),
    value("fill", [], True),
    value("eye", 3),
    value("eye", 2, 3, dtype="int32"),
    value("eye", 2, batch_shape=[2]),
    value("zeros_like", A),
    value("zeros_like", [1, 2], dtype="float64"),
    value("zeros_like", ["a"]),
    value("ones_like", np.array([True, False])),
    value("ones_like", A, "int32"),
    program("fill", lambda tf: slope(tf, lambda x: tf.fill([2, 2], x))),
    program("zeros_like", lambda tf: slope(tf, tf.zeros_like)),
)
def test_filled(case):
    case.check()


def slope(tf, function):
    """The gradient at 2.0."""
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x)


@parametrize(
    value("range", 5),
    value("range", 2, 9, 3),
    value("range", 5, 0, -2),
    value("range", 3.0),
    value("range", 0.0, 1.0, 0.1),
    value("range", 1, 2, 0.25),
    value("range", 5, dtype="float32"),
    value("range", np.array(4), dtype="int64"),
    value("range", 0),
    value("linspace", 0.0, 1.0, 5),
    value("linspace", 10, 20, 6),
    value("linspace", -1.0, 1.0, 1),
    value("linspace", -1.0, 1.0, 0),
    value("linspace", np.float32([0, 1]), np.float32([1, 3]), 3),
    value("linspace", np.float32([0, 1]), np.float32([1, 3]), 3, axis=1),
    value("linspace", np.array(0.0), np.array(1.0), 3),
    smooth("linspace", np.array(0.5, "float32"), np.array(2.0, "float32"), 4),
)
def test_sequences(case):
    case.check()


@parametrize(
    *(every_dtype("cast", [0, 1, 2], dtype=dtype) for dtype in (*DTYPES[:-1], "float32", "int8")),
    value("cast", np.array([-1.7, -0.5, 0.5, 1.7]), "int32"),
    value("cast", 3.7, "int32"),
    value("cast", np.array([1 + 2j]), "float32"),
    smooth("cast", A, "float64"),
    program("cast", lambda tf: slope(tf, lambda x: tf.cast(tf.cast(x, tf.int32), tf.float32))),
    value("saturate_cast", np.array([-300.5, 3.5, 300.0]), "int8"),
    value("saturate_cast", np.array([-300, 3, 300]), "uint8"),
    value("dtypes.as_dtype", "float32"),
    program("as_dtype", lambda tf: [tf.as_dtype(d) for d in (np.int8, float, bool, "half")]),
)
def test_casts(case):
    case.check()


@parametrize(
    error("constant", [1, 2], shape=(3,)),
    error("constant", [[1], [2, 3]]),
    error("constant", [1, "a"]),
    error("constant", [1.5], "int32"),
    error("constant", object()),
    error("constant", None),
    error("constant", 1, dtype="nothing"),
    error("convert_to_tensor", A, dtype="float64"),
    error("zeros", [-1]),
    error("zeros", [1.5]),
    error("zeros", "two"),
    error("ones", [2], "string"),
    error("fill", [2], [1, 2]),
    error("range", 1, 2, 0),
    error("range", 5, 1),
    error("linspace", 0.0, 1.0, -1),
    error("eye", -1),
    error("cast", np.array(["a"], object), "float32"),
    error("cast", A, "string"),
    error("cast", A, "no type"),
    error_of("dtypes.as_dtype", lambda tf: tf.as_dtype(object())),
)
def test_errors(case):
    case.check()
