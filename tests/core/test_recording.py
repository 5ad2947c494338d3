"""A tape's recording can be looked at: its operations, each with its own derivative."""

import numpy as np
import pytest

import kerasish as tf


@pytest.fixture
def product():
    """The one operation of x * x at 3."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        x * x
    (operation,) = tape.operations
    return operation


def test_operations_are_listed_in_the_order_in_which_they_ran():
    x, seen = tf.Variable([1.0, 2.0]), tf.constant([5.0, 5.0])
    with tf.GradientTape() as tape:
        seen + 1.0  # nothing watched goes into it
        y = tf.reduce_sum(tf.sin(x))
    assert [operation.name for operation in tape.operations] == ["sin", "reduce_sum"]
    assert tape.operations[-1].outputs[0] is y
    assert repr(tape.operations[-1]) == "reduce_sum: float32(2,) -> float32()"


def test_a_recording_is_there_after_the_tape_has_answered():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    assert [operation.name for operation in tape.operations] == ["multiply"]


def test_the_values_read_from_a_variable_stand_for_it():
    x, other, watched = tf.Variable(1.0), tf.Variable(1.0), tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(watched)
        x * watched
        x.assign(4.0)
        x * watched
    assert [float(value) for value in tape.recorded(x)] == [1.0, 4.0]
    assert tape.recorded(other) == [] and tape.recorded(tf.constant(2.0)) == []
    assert tape.recorded(watched)[0] is watched


def test_the_gradient_goes_back_to_each_argument_by_itself(product):
    parts = product.pull_back([tf.constant(10.0)], [0, 1])
    assert [float(part) for part in parts] == [30.0, 30.0]


def test_the_jacobian_has_a_row_for_each_output(product):
    assert float(product.jacobian(0, 1)) == 3.0
    matrix, vector = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [1.0]])
    with tf.GradientTape() as tape:
        tape.watch(vector)
        matrix @ vector
    jacobian = tape.operations[0].jacobian(0, 1)
    assert jacobian.shape == (2, 1, 2, 1)
    np.testing.assert_array_equal(jacobian.numpy().reshape(2, 2), matrix.numpy())


def test_a_gradient_written_by_hand_is_the_one_that_goes_back():
    @tf.custom_gradient
    def clipped(x):
        return x, lambda gradient: tf.clip_by_value(gradient, -1.0, 1.0)

    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        clipped(x)
    operation = tape.operations[-1]
    (part,) = operation.pull_back([tf.constant([5.0, 0.5])], [0])
    assert part.numpy().tolist() == [1.0, 0.5]
    assert operation.jacobian(0, 0).numpy().tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_a_loop_that_keeps_what_its_derivative_needs():
    x = tf.Variable(tf.ones([1, 5, 3]))
    with tf.GradientTape() as tape:
        y = tf.cumsum(x, axis=1)
    target = tape.operations[-1]
    gradients = [tf.ones_like(y), *[None] * (len(target.outputs) - 1)]
    (part,) = target.pull_back(gradients, [0])
    assert part.numpy()[0, :, 0].tolist() == [5.0, 4.0, 3.0, 2.0, 1.0]
