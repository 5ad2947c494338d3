"""Shapes, axes, joining and parting, beside TensorFlow's."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, mutually_broadcastable_shapes

from ops.table import error, every_dtype, floats, linear, parametrize, program, value
from oracle import assert_same

A = floats(2, 3)
CUBE = floats(2, 3, 4)
ONES = floats(1, 3, 1)


@parametrize(
    value("shape", CUBE),
    program("shape", lambda tf: tf.shape(3.0, tf.int64)),
    value("size", CUBE),
    program("size", lambda tf: tf.size(tf.ones([2, 3]), tf.int64)),
    value("rank", CUBE),
    program("shape", lambda tf: tf.shape(["a", "b"])),
    program(
        "broadcast_static_shape",
        lambda tf: tf.broadcast_static_shape(tf.TensorShape([2, 1]), tf.TensorShape([3])),
    ),
    value("broadcast_dynamic_shape", np.array([2, 1]), np.array([3])),
    value("ensure_shape", A, [2, None]),
    value("is_tensor", A),
    value("is_tensor", 3),
    program("is_tensor", lambda tf: tf.is_tensor(tf.Variable(1.0))),
    program("get_static_value", lambda tf: tf.get_static_value(tf.constant([1, 2]))),
    program("is_symbolic_tensor", lambda tf: tf.is_symbolic_tensor(tf.constant(1))),
)
def test_shapes(case):
    case.check()


def of_its_shape(name, run):
    """`run(tf, x)` inside tf.function, where x has a known shape and unknown numbers."""
    return program(name, lambda tf: tf.function(lambda x: run(tf, x))(tf.constant(CUBE)))


@parametrize(
    of_its_shape("reshape", lambda tf, x: tf.reshape(x, [tf.shape(x)[0] * 3, -1])),
    of_its_shape("reshape", lambda tf, x: tf.reshape(x, tf.concat([tf.shape(x)[1:], [2]], 0))),
    of_its_shape("zeros", lambda tf, x: tf.zeros([tf.shape(x)[1], 2])),
    of_its_shape("ones", lambda tf, x: tf.ones(tf.shape(x)[:2])),
    of_its_shape("range", lambda tf, x: tf.range(tf.shape(x)[-1])),
    of_its_shape("size", lambda tf, x: tf.reduce_sum(x) / tf.cast(tf.size(x), tf.float32)),
    of_its_shape("rank", lambda tf, x: tf.reduce_sum(x, axis=tf.range(1, tf.rank(x)))),
    of_its_shape("one_hot", lambda tf, x: tf.one_hot([0, 1], tf.reduce_max(tf.shape(x)))),
    of_its_shape("fill", lambda tf, x: tf.fill(tf.shape(x)[:1], x[0, 0, 0])),
    of_its_shape("broadcast_to", lambda tf, x: tf.broadcast_to(x[:, :1], tf.shape(x))),
    of_its_shape("tile", lambda tf, x: tf.tile(x[:1], [tf.shape(x)[0], 1, 1])),
    program("reduce_prod", lambda tf: tf.reduce_prod(tf.ones([2, 3]).shape)),
)
def test_shapes_inside_functions(case):
    case.check()


@parametrize(
    linear("reshape", A, [3, 2]),
    value("reshape", A, [-1]),
    value("reshape", A, -1),
    value("reshape", CUBE, (2, -1, 2)),
    value("reshape", np.array([5.0]), []),
    value("reshape", A, np.array([6, 1])),
    program("reshape", lambda tf: tf.reshape(tf.range(6), [tf.constant(2), -1])),
    program("reshape", lambda tf: tf.reshape(["a", "b"], [2, 1])),
    program("reshape", lambda tf: tf.reshape(tf.range(4), tf.TensorShape([2, 2]))),
    linear("squeeze", ONES),
    value("squeeze", ONES, axis=0),
    value("squeeze", ONES, axis=[0, -1]),
    linear("expand_dims", A, 1),
    value("expand_dims", A, -1),
    linear("transpose", CUBE),
    linear("transpose", CUBE, [1, 0, 2]),
    value("transpose", CUBE, perm=np.array([2, 0, 1])),
    linear("linalg.matrix_transpose", CUBE),
    linear("broadcast_to", floats(3, 1), [2, 3, 2]),
    linear("reverse", CUBE, [0, -1]),
    linear("roll", CUBE, 1, 2),
    value("roll", CUBE, [1, -1], [0, 1]),
)
def test_axes(case):
    case.check()


@parametrize(
    linear("concat", [A, A * 2], 0),
    linear("concat", [A, floats(2, 1)], axis=-1),
    value("concat", [A], 1),
    value("concat", [np.array([1]), [2, 3]], 0),
    program("concat", lambda tf: tf.concat(tf.ones([2, 3]), 0)),
    linear("stack", [A, A * 2]),
    linear("stack", [A, A * 2], axis=-1),
    value("stack", [1, 2, 3]),
    program("unstack", lambda tf: tf.unstack(tf.constant(CUBE))),
    program("unstack", lambda tf: tf.unstack(tf.constant(CUBE), axis=-1)),
    program("unstack", lambda tf: tf.unstack(tf.constant(A), num=3, axis=1)),
    value("split", CUBE, 2),
    value("split", CUBE, [1, -1], axis=1),
    value("split", CUBE, [1, 3], axis=-1),
    program("split", lambda tf: split_slope(tf)),
    linear("tile", A, [2, 1]),
    value("tile", A, np.array([1, 2])),
    linear("repeat", A, 2),
    linear("repeat", A, [1, 2], axis=0),
    value("repeat", A, 3, axis=-1),
    value("repeat", 7, 3),
    linear("pad", A, [[1, 0], [0, 2]]),
    linear("pad", A, [[1, 1], [2, 2]], "REFLECT"),
    linear("pad", A, [[1, 1], [2, 2]], mode="SYMMETRIC"),
    value("pad", A, np.array([[1, 1], [0, 0]]), constant_values=9),
    value("pad", np.array([1, 2]), [[1, 1]]),
    program("meshgrid", lambda tf: tf.meshgrid([1, 2, 3], [4, 5])),
    program("meshgrid", lambda tf: tf.meshgrid([1.0, 2], [4.0], [5.0, 6], indexing="ij")),
    program("identity_n", lambda tf: tf.identity_n([tf.constant(1), tf.constant(2.0)])),
)
def test_joining_and_parting(case):
    case.check()


def split_slope(tf):
    x = tf.constant(CUBE)
    with tf.GradientTape() as tape:
        tape.watch(x)
        first, second, third = tf.split(x, 3, axis=1)
        y = tf.reduce_sum(first * third)
    return tape.gradient(y, x)


@parametrize(
    linear("slice", CUBE, [0, 1, 1], [1, 2, -1]),
    value("slice", CUBE, np.array([1, 0, 0]), [1, 1, 1]),
    linear("strided_slice", CUBE, [0, 2, 0], [2, 0, 4], [1, -1, 2]),
    value("strided_slice", A, [0], [1]),
    value("sequence_mask", [1, 3, 2]),
    value("sequence_mask", np.array([[1], [0]]), maxlen=3, dtype="float32"),
    value("unravel_index", np.array([5, 7]), [3, 4]),
)
def test_parts(case):
    case.check()


@parametrize(
    every_dtype("reshape", [1, 0, 1], shape=[3, 1]),
    every_dtype("transpose", [[1, 0, 1]]),
    every_dtype("squeeze", [[1, 0, 1]]),
    every_dtype("expand_dims", [1, 0, 1], axis=0),
    every_dtype("tile", [1, 0], only=("int32", "bool", "string"), multiples=[2]),
    every_dtype("repeat", [1, 0], only=("int32", "bool", "float64"), repeats=2),
    every_dtype("identity", [1, 0]),
    every_dtype("reverse", [1, 0], only=("int32", "bool", "uint8", "float16"), axis=[0]),
)
def test_dtypes(case):
    case.check()


@parametrize(
    error("reshape", A, [4]),
    error("reshape", A, [-1, 4]),
    error("reshape", A, [-1, -1]),
    error("reshape", A, [-2, 3]),
    error("reshape", A, [1.5, 4]),
    error("squeeze", A, axis=0),
    error("squeeze", ONES, axis=3),
    error("expand_dims", A, 4),
    error("transpose", A, [0, 1, 2]),
    error("transpose", A, [0, 0]),
    error("broadcast_to", A, [2, 2]),
    error("concat", [A, CUBE], 0),
    error("concat", [A, floats(3, 3)], 1),
    error("concat", [A, A], 2),
    error("concat", [1.0, 2.0], 0),
    error("concat", [A, np.array([[1, 2, 3]])], 0),
    error("stack", [A, floats(3, 2)]),
    error("stack", [A, A], axis=4),
    error("split", A, 2, axis=1),
    error("split", A, [1, 1], axis=1),
    error("tile", A, [2]),
    error("pad", A, [[1, 1]]),
    error("pad", A, [[1, 1], [1, 1]], "AROUND"),
    error("pad", A, [[5, 1], [1, 1]], "REFLECT"),
    error("reverse", A, [2]),
    error("slice", A, [0, 0], [3, 3]),
    error("slice", A, [0], [1]),
    error("meshgrid", [1], indexing="yx"),
    error("ensure_shape", A, [3, None]),
    error("unstack", A, num=4),
    error("broadcast_dynamic_shape", np.array([2]), np.array([3])),
)
def test_errors(case):
    case.check()


@settings(max_examples=12)
@given(shape=array_shapes(max_dims=4, max_side=3), data=st.data())
def test_any_order_of_axes(shape, data):
    order = data.draw(st.permutations(range(len(shape))))
    numbers = floats(*shape)
    assert_same(lambda tf: tf.transpose(tf.constant(numbers), order))


@settings(max_examples=12)
@given(shapes=mutually_broadcastable_shapes(num_shapes=3, max_dims=3, max_side=3))
def test_any_shapes_that_broadcast(shapes):
    first, second, third = (floats(*shape) for shape in shapes.input_shapes)

    def run(tf):
        x, y, z = tf.constant(first), tf.constant(second), tf.constant(third)
        with tf.GradientTape() as tape:
            tape.watch([x, y, z])
            result = x * y + z
        return result, tape.gradient(result, [x, y, z])

    assert_same(run)


@settings(max_examples=20)
@given(st.data())
def test_any_slice(data):
    length = st.none() | st.integers(-5, 5)
    parts = tuple(
        slice(data.draw(length), data.draw(length), data.draw(st.sampled_from((None, 1, 2, -1))))
        for _ in range(data.draw(st.integers(1, 3)))
    )
    assert_same(lambda tf: tf.constant(CUBE)[parts])
