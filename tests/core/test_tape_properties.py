"""Tapes over expressions built at random, beside `jax.grad`, finite differences and TensorFlow.

An expression is a list of steps: each names an operation and the earlier values that it takes. It
is evaluated with any set of operations: kerasish's, TensorFlow's, or JAX's own. All operations
are smooth and keep the values moderate, so that differences of float64 numbers mean something.
"""

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import kerasish as tf
from oracle import assert_same

# All of them broadcast with each other.
SHAPES = [(), (3,), (1, 3), (2, 1), (2, 3)]

# Name: number of operands, with `tf`, with `jax.numpy`.
OPERATIONS = {
    "add": (2, lambda tf, x, y: x + y, lambda x, y: x + y),
    "subtract": (2, lambda tf, x, y: x - y, lambda x, y: x - y),
    "multiply": (2, lambda tf, x, y: tf.sin(x * y), lambda x, y: jnp.sin(x * y)),
    "divide": (2, lambda tf, x, y: x / (y * y + 1.0), lambda x, y: x / (y * y + 1.0)),
    "power": (1, lambda tf, x: tf.tanh(x) ** 3, lambda x: jnp.tanh(x) ** 3),
    "sigmoid": (1, lambda tf, x: tf.sigmoid(x), jax.nn.sigmoid),
    "bell": (1, lambda tf, x: tf.exp(-tf.square(x)), lambda x: jnp.exp(-jnp.square(x))),
    "root": (1, lambda tf, x: tf.sqrt(x * x + 0.5), lambda x: jnp.sqrt(x * x + 0.5)),
    "logarithm": (1, lambda tf, x: tf.math.log(x * x + 2.0), lambda x: jnp.log(x * x + 2.0)),
    "cosine": (1, lambda tf, x: tf.cos(x), jnp.cos),
    "total": (1, lambda tf, x: tf.reduce_sum(x) / 4.0, lambda x: jnp.sum(x) / 4.0),
    "mean of rows": (
        1,
        lambda tf, x: tf.reduce_mean(wide(tf, x), axis=0, keepdims=True),
        lambda x: jnp.mean(wide(jnp, x), axis=0, keepdims=True),
    ),
    "mean of columns": (
        1,
        lambda tf, x: tf.reduce_mean(wide(tf, x), axis=1, keepdims=True),
        lambda x: jnp.mean(wide(jnp, x), axis=1, keepdims=True),
    ),
    "slice": (1, lambda tf, x: wide(tf, x)[1, ::-1], lambda x: wide(jnp, x)[1, ::-1]),
    "gather": (
        1,
        lambda tf, x: tf.gather(wide(tf, x), [2, 0, 2], axis=1),
        lambda x: jnp.take(wide(jnp, x), np.array([2, 0, 2]), axis=1),
    ),
    "concat": (
        2,
        lambda tf, x, y: tf.concat([wide(tf, x), wide(tf, y)], axis=1)[:, 1:4],
        lambda x, y: jnp.concatenate([wide(jnp, x), wide(jnp, y)], axis=1)[:, 1:4],
    ),
    "matmul": (
        2,
        lambda tf, x, y: (
            tf.matmul(wide(tf, x), tf.matmul(wide(tf, y), wide(tf, x), transpose_a=True)) / 9.0
        ),
        lambda x, y: wide(jnp, x) @ (wide(jnp, y).T @ wide(jnp, x)) / 9.0,
    ),
    "softmax": (
        1,
        lambda tf, x: tf.nn.softmax(wide(tf, x)),
        lambda x: jax.nn.softmax(wide(jnp, x), axis=-1),
    ),
    "reshape": (
        1,
        lambda tf, x: tf.reshape(tf.transpose(wide(tf, x)), (2, 3)),
        lambda x: jnp.reshape(wide(jnp, x).T, (2, 3)),
    ),
}


def wide(library, x):
    """`x` broadcast to two rows of three."""
    return library.broadcast_to(x, (2, 3))


@st.composite
def expressions(draw, sources=3, longest=8):
    """Sources (arrays) and steps: `(operation, places of its operands among all values)`."""
    shapes = draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=sources))
    generator = np.random.default_rng(draw(st.integers(0, 2**16)))
    arrays = [generator.uniform(-1.5, 1.5, shape) for shape in shapes]
    steps = []
    for _ in range(draw(st.integers(1, longest))):
        name = draw(st.sampled_from(sorted(OPERATIONS)))
        latest = len(arrays) + len(steps) - 1
        operands = [draw(st.integers(0, latest)) for _ in range(OPERATIONS[name][0])]
        steps.append((name, operands))
    # The last step's value is always used, so that the expression is as long as it says.
    steps[-1][1][0] = len(arrays) + len(steps) - 2
    return arrays, steps


def with_tensors(library, sources, steps):
    """All values of the expression, computed by `library` (TensorFlow or kerasish)."""
    values = list(sources)
    for name, operands in steps:
        values.append(OPERATIONS[name][1](library, *(values[place] for place in operands)))
    return values


def with_arrays(sources, steps, known=None):
    """All values of the expression as JAX arrays; `known` gives some of them by their place."""
    values, known = list(sources), known or {}
    for name, operands in steps:
        value = OPERATIONS[name][2](*(values[place] for place in operands))
        values.append(known.get(len(values), value))
    return values


def reaches(steps, sources, source):
    """Whether the last value is computed from the value at place `source`."""
    reached = {source}
    for place, (_, operands) in enumerate(steps, start=sources):
        if reached & set(operands):
            reached.add(place)
    return sources + len(steps) - 1 in reached


def assert_close(actual, expected):
    np.testing.assert_allclose(np.asarray(actual), expected, rtol=1e-9, atol=1e-11)


@given(expressions())
@settings(max_examples=25)
def test_gradients_are_those_of_jax(expression):
    arrays, steps = expression
    tensors = [tf.constant(each) for each in arrays]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        target = tf.reduce_sum(with_tensors(tf, tensors, steps)[-1])
    gradients = tape.gradient(target, tensors)
    expected = jax.jit(jax.grad(lambda sources: jnp.sum(with_arrays(sources, steps)[-1])))(arrays)
    for place, gradient in enumerate(gradients):
        assert (gradient is not None) == reaches(steps, len(arrays), place)
        if gradient is not None:
            assert gradient.shape == arrays[place].shape
            assert_close(gradient, expected[place])


@given(expressions(), st.integers(0, 2**16))
@settings(max_examples=15)
def test_gradients_are_the_slopes_of_differences(expression, seed):
    arrays, steps = expression
    generator = np.random.default_rng(seed)
    directions = [generator.normal(size=each.shape) for each in arrays]

    def value(step):
        moved = [tf.constant(each + step * way) for each, way in zip(arrays, directions)]
        return float(tf.reduce_sum(with_tensors(tf, moved, steps)[-1]))

    variables = [tf.Variable(each) for each in arrays]
    with tf.GradientTape() as tape:
        target = tf.reduce_sum(with_tensors(tf, variables, steps)[-1])
    gradients = tape.gradient(target, variables, unconnected_gradients="zero")
    slope = sum(np.sum(each.numpy() * way) for each, way in zip(gradients, directions))
    step = 1e-5
    np.testing.assert_allclose(
        slope, (value(step) - value(-step)) / (2 * step), rtol=1e-6, atol=1e-7
    )


@given(expressions(longest=6))
@settings(max_examples=12)
def test_second_gradients_are_those_of_jax(expression):
    arrays, steps = expression
    tensors = [tf.constant(each) for each in arrays]
    with tf.GradientTape() as outer:
        outer.watch(tensors)
        with tf.GradientTape() as inner:
            inner.watch(tensors)
            target = tf.reduce_sum(with_tensors(tf, tensors, steps)[-1])
        first = inner.gradient(target, tensors, unconnected_gradients="zero")
        size = tf.add_n([tf.reduce_sum(tf.sin(each) * each) for each in first])
    second = outer.gradient(size, tensors, unconnected_gradients="zero")

    def expected(sources):
        first = jax.grad(lambda sources: jnp.sum(with_arrays(sources, steps)[-1]))(sources)
        return sum(jnp.sum(jnp.sin(each) * each) for each in first)

    for gradient, wanted in zip(second, jax.jit(jax.grad(expected))(arrays)):
        assert_close(gradient, wanted)


@given(expressions(), st.data())
@settings(max_examples=15)
def test_gradients_of_intermediate_results(expression, data):
    """The derivative with respect to a value in the middle is that of what comes after it."""
    arrays, steps = expression
    place = data.draw(st.integers(len(arrays), len(arrays) + len(steps) - 1))
    tensors = [tf.constant(each) for each in arrays]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        values = with_tensors(tf, tensors, steps)
        target = tf.reduce_sum(values[-1] * 2.0)
    gradient = tape.gradient(target, values[place], unconnected_gradients="zero")
    middle = with_arrays(arrays, steps)[place]
    expected = jax.jit(jax.grad(lambda y: 2 * jnp.sum(with_arrays(arrays, steps, {place: y})[-1])))(
        middle
    )
    assert_close(gradient, expected)


@given(expressions(longest=6))
@settings(max_examples=10)
def test_a_function_gives_the_same_gradients(expression):
    arrays, steps = expression

    def loss(*sources):
        return tf.reduce_sum(with_tensors(tf, sources, steps)[-1])

    @tf.function
    def gradients_inside(*sources):
        with tf.GradientTape() as tape:
            tape.watch(sources)
            target = loss(*sources)
        return tape.gradient(target, sources, unconnected_gradients="zero")

    tensors = [tf.constant(each) for each in arrays]
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(tensors)
        target, traced = loss(*tensors), tf.function(loss)(*tensors)
    expected = tape.gradient(target, tensors, unconnected_gradients="zero")
    around = tape.gradient(traced, tensors, unconnected_gradients="zero")
    for one, two, three in zip(expected, around, gradients_inside(*tensors)):
        assert_close(two, one.numpy())
        assert_close(three, one.numpy())


@given(expressions(longest=6))
@settings(max_examples=10)
def test_jacobians_are_those_of_jax(expression):
    arrays, steps = expression
    tensors = [tf.constant(each) for each in arrays]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        target = with_tensors(tf, tensors, steps)[-1]
    jacobians = tape.jacobian(target, tensors, unconnected_gradients="zero")
    expected = jax.jit(jax.jacobian(lambda sources: with_arrays(sources, steps)[-1]))(arrays)
    for jacobian, wanted in zip(jacobians, expected):
        assert_close(jacobian, wanted)


@given(expressions())
@settings(max_examples=12)
def test_values_and_two_orders_are_those_of_tensorflow(expression):
    arrays, steps = expression

    def program(library):
        sources = [library.Variable(each) for each in arrays]
        with library.GradientTape() as outer:
            with library.GradientTape(persistent=True) as inner:
                values = with_tensors(library, sources, steps)
                target = library.reduce_sum(values[-1])
            first = inner.gradient(target, sources)
            middle = inner.gradient(target, values[len(arrays)])
            reached = [each for each in [*first, middle] if each is not None]
            size = library.add_n([library.reduce_sum(each * each) for each in reached])
        return values, first, middle, outer.gradient(size, sources, unconnected_gradients="zero")

    assert_same(program, tolerance=(1e-9, 1e-11))
