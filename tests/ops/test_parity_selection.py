"""Picking by number, mask and order, and putting back, beside TensorFlow's."""

import numpy as np

from ops.table import error, every_dtype, floats, kinked, linear, parametrize, program, value

A = floats(3, 4)
CUBE = floats(2, 3, 4)
ROWS = np.array([2, 0, 2])
TIES = np.array([[3.0, 1.0, 3.0, 2.0], [0.0, 0.0, 0.0, 5.0]], "float32")
MASK = np.array([[True, False, True, False], [False] * 4, [True] * 4])


@parametrize(
    linear("gather", A, ROWS),
    linear("gather", A, np.array([[0, 1], [1, 3]]), axis=1),
    value("gather", CUBE, ROWS[:1], axis=-1),
    linear("gather", CUBE, np.array([[0, 2], [1, 1]]), batch_dims=1),
    value("gather", CUBE, np.array([[0, 3], [1, 1]]), axis=2, batch_dims=1),
    value("gather", A, 1),
    program("gather", lambda tf: tf.gather(["a", "b", "c"], [2, 0])),
    linear("gather_nd", A, np.array([[0, 1], [2, 3]])),
    value("gather_nd", CUBE, [[1], [0]]),
    value("gather_nd", CUBE, [[[0, 1]], [[1, 2]]]),
    value("gather_nd", CUBE, [[1], [0]], batch_dims=1),
    linear("nn.embedding_lookup", A, np.array([[0, 2]])),
    value("nn.embedding_lookup", A, np.array([0, 2]), max_norm=0.5),
)
def test_by_number(case):
    case.check()


PLACES = np.array([[0, 1], [2, 3], [0, 1]])


@parametrize(
    linear("scatter_nd", PLACES, floats(3), [3, 4]),
    value("scatter_nd", [[1], [0]], floats(2, 3), [4, 3]),
    linear("tensor_scatter_nd_update", A, PLACES[:2], floats(2)),
    linear("tensor_scatter_nd_add", A, PLACES, floats(3)),
    linear("tensor_scatter_nd_sub", A, PLACES, floats(3)),
    kinked("tensor_scatter_nd_max", A, PLACES[:2], floats(2)),
    kinked("tensor_scatter_nd_min", A, PLACES[:2], floats(2)),
    value("tensor_scatter_nd_update", A, [[1]], floats(1, 4)),
    value("tensor_scatter_nd_update", np.array([1, 2, 3]), [[0]], [9]),
    value("one_hot", [0, 2, 1], 3),
    value("one_hot", [[0, -1], [5, 1]], 2),
    value("one_hot", [0, 1], 3, on_value=5, off_value=-1),
    value("one_hot", [0, 1], 3, axis=0),
    value("one_hot", [[0, 1]], 3, axis=1),
    value("one_hot", [0, 1], 2, dtype="int64"),
    value("one_hot", 1, 3),
    value("one_hot", [0, 1], 2, on_value=True, off_value=False),
    value("one_hot", [0], 2, on_value=2.0, dtype="float64"),
)
def test_put_in_places(case):
    case.check()


@parametrize(
    linear("where", A > 0, A, A * 2),
    value("where", A > 0, 1.0, 0.0),
    value("where", [True, False], [1, 2], [3, 4]),
    value("where", A > 0, A, floats(4)),
    value("where", A > 0),
    value("where", [0, 3, 0, 1]),
    value("where", True, A, 0),
    linear("boolean_mask", A, MASK),
    value("boolean_mask", A, [True, False, True]),
    value("boolean_mask", A, [True, False, True, True], axis=1),
    value("boolean_mask", CUBE, A[:2, :3] > 0),
)
def test_by_mask(case):
    case.check()


@parametrize(
    linear("sort", A),
    linear("sort", A, axis=0, direction="DESCENDING"),
    value("argsort", A),
    value("argsort", TIES, stable=True),
    value("argsort", TIES, direction="DESCENDING", stable=True),
    value("argsort", A, axis=0),
    program("math.top_k", lambda tf: list(tf.math.top_k(tf.constant(TIES), 2))),
    program("nn.top_k", lambda tf: tf.nn.top_k(tf.constant(A)).indices),
    program("math.top_k", lambda tf: list(tf.math.top_k([3, 1, 2], k=3))),
    program("math.top_k", lambda tf: top_k_slope(tf)),
    value("searchsorted", [1.0, 3.0, 5.0], [0.0, 3.0, 4.0, 9.0]),
    value("searchsorted", [1, 3, 3, 5], [3, 4], side="right"),
    value("searchsorted", np.sort(A), floats(3, 2), out_type="int64"),
    program("unique", lambda tf: list(tf.unique([3, 1, 3, 2, 1]))),
    program("unique", lambda tf: tf.unique(["b", "a", "b"]).y),
    program("unique_with_counts", lambda tf: list(tf.unique_with_counts([3.0, 1.0, 3.0]))),
    value("math.invert_permutation", [2, 0, 1]),
)
def test_by_order(case):
    case.check()


def top_k_slope(tf):
    x = tf.constant(A)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.math.top_k(x, 2).values ** 2
    return tape.gradient(y, x)


@parametrize(
    every_dtype("sort", [3, 1, 2]),
    every_dtype("argsort", [3, 1, 2], only=("float16", "float64", "int32", "uint8", "bool")),
    every_dtype("where", [1, 0, 1]),
    every_dtype("gather", [1, 0, 1], indices=[2, 0]),
    every_dtype("boolean_mask", [1, 0, 1], mask=[True, False, True]),
    every_dtype("one_hot", [1, 0, 1], depth=3),
)
def test_dtypes(case):
    case.check()


@parametrize(
    error("gather", A, [3]),
    error("gather", A, [-1]),
    error("gather", A, [0.5]),
    error("gather", A, [0], axis=2),
    error("gather_nd", A, [[3, 0]]),
    error("gather_nd", A, [[0, 0, 0]]),
    error("scatter_nd", [[4]], [1.0], [4]),
    error("scatter_nd", [[1]], [1.0, 2.0], [4]),
    error("tensor_scatter_nd_update", A, [[9]], floats(1, 4)),
    error("tensor_scatter_nd_update", A, [[0]], floats(1, 3)),
    error("tensor_scatter_nd_add", A, [[0]], np.ones((1, 4), "int32")),
    error("one_hot", [0.5], 2),
    error("one_hot", [0], -1),
    error("where", A > 0, A),
    error("where", A > 0, A, floats(3)),
    error("where", A, A, A),
    error("boolean_mask", A, [True, False]),
    error("boolean_mask", A, True),
    error("sort", A, direction="UP"),
    error("sort", A, axis=2),
    error("math.top_k", A, 9),
    error("unique", A),
    error("searchsorted", A, floats(2, 2)),
)
def test_errors(case):
    case.check()
