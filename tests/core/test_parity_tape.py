"""GradientTape: what it watches, what it answers and what it refuses, as TensorFlow's does."""

import numpy as np
import pytest

from oracle import parity

# --- What is watched -----------------------------------------------------------------------------


@parity
def test_variables_are_watched_by_themselves(tf):
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2
    gradient = tape.gradient(y, x)
    print(gradient)
    return gradient, y


@parity
def test_variables_made_inside_are_watched(tf):
    with tf.GradientTape() as tape:
        x = tf.Variable(3.0)
        y = x * x
    return tape.gradient(y, x)


@parity
def test_constants_are_watched_on_request(tf):
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(x**3)
    return tape.gradient(y, x)


@parity
def test_what_is_not_watched_has_no_gradient(tf):
    trained = tf.Variable(3.0, name="trained")
    frozen = tf.Variable(3.0, name="frozen", trainable=False)
    tensor = tf.Variable(2.0) + 1.0
    constant = tf.constant(3.0)
    with tf.GradientTape() as tape:
        y = trained**2 + frozen**2 + tensor**2 + constant**2
    return tape.gradient(y, [trained, frozen, tensor, constant])


@parity
def test_a_frozen_variable_can_be_watched(tf):
    frozen = tf.Variable(3.0, trainable=False)
    with tf.GradientTape() as tape:
        tape.watch(frozen)
        y = frozen**2
    return tape.gradient(y, frozen)


@parity
def test_watch_takes_nested_structures(tf):
    x, y = tf.constant(2.0), tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, {"y": y}])
        z = x * y
    return tape.gradient(z, x), tape.gradient(z, y)


@parity
def test_watching_nothing_by_itself(tf):
    x, y = tf.Variable(1.0), tf.Variable(10.0)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(y)
        z = tf.sin(x) + tf.exp(y / 10)
    print([v.name for v in tape.watched_variables()])
    return tape.gradient(z, {"x": x, "y": y})


@parity
def test_what_happens_before_watch_is_not_recorded(tf):
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        y = x * x
        tape.watch(x)
        z = x * 3.0
    return tape.gradient([y, z], x)


@parity
def test_what_happens_outside_is_not_recorded(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    z = y * 3.0
    return tape.gradient(z, x)


@parity
def test_watched_variables_come_in_the_order_of_use(tf):
    a, b = tf.Variable(1.0, name="a"), tf.Variable(2.0, name="b")
    c, d = tf.Variable(3.0, name="c"), tf.Variable(4.0, name="d", trainable=False)
    with tf.GradientTape() as tape:
        y = c * b + a * c + d
    print(y, [v.name for v in tape.watched_variables()])
    return tape.watched_variables()


@parity(raises="ValueError")
def test_watch_takes_tensors_only(tf):
    with tf.GradientTape() as tape:
        tape.watch(3.0)


@parity(warns=True)
def test_integers_are_not_watched(tf):
    x = tf.constant(3)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    return tape.gradient(y, x)


# --- What is asked -------------------------------------------------------------------------------


@parity
def test_the_gradient_has_the_shape_of_the_source(tf):
    w = tf.Variable(tf.reshape(tf.range(6.0), (3, 2)), name="w")
    b = tf.Variable(tf.zeros(2), name="b")
    x = [[1.0, 2.0, 3.0]]
    with tf.GradientTape(persistent=True) as tape:
        y = x @ w + b
        loss = tf.reduce_mean(y**2)
    print(tape.gradient(loss, w).shape)
    return tape.gradient(loss, [w, b]), tape.gradient(loss, {"w": w, "b": b}), tape.gradient(y, w)


@parity
def test_sources_in_any_structure(tf):
    x, y, z = tf.Variable(1.0), tf.Variable([2.0, 3.0]), tf.constant(4.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(z)
        w = x * tf.reduce_sum(y) * z
    return (
        tape.gradient(w, [x, y]),
        tape.gradient(w, (x, y)),
        tape.gradient(w, {"b": y, "a": x, "z": z}),
        tape.gradient(w, [[x], (y, {"z": z})]),
        tape.gradient(w, []),
    )


@parity
def test_several_targets_are_added_up(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y, z = x**2, 1 / x
    return (
        tape.gradient([y, z], x),
        tape.gradient({"y": y, "z": z}, x),
        tape.gradient((y, y), x),
        tape.gradient(y, x) + tape.gradient(z, x),
    )


@parity
def test_a_target_of_many_entries_is_added_up(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * [3.0, 4.0]
        z = tf.linspace(-1.0, 1.0, 5) * x**2
    return tape.gradient(y, x), tape.gradient(z, x)


@parity
def test_entry_by_entry(tf):
    x = tf.linspace(-4.0, 4.0, 9)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.sigmoid(x)
    return tape.gradient(y, x)


@parity
def test_control_flow_of_python(tf):
    x = tf.constant(1.0)
    v0, v1 = tf.Variable(2.0), tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        result = v0 if x > 0.0 else v1**2
        for _ in range(3):
            result = result * v0
    print(tape.gradient(result, x))
    return tape.gradient(result, [v0, v1])


@parity
def test_intermediate_results_as_sources(tf):
    x = tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    return tape.gradient(z, y), tape.gradient(z, [x, y]), tape.gradient(y, x), tape.gradient(z, z)


@parity
def test_an_intermediate_result_of_a_variable(tf):
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = tf.exp(x)
        z = tf.reduce_sum(y * x)
    return tape.gradient(z, [y, x])


@parity
def test_the_target_itself_as_source(tf):
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = x + 0.0
    return tape.gradient(y, y)


@parity
def test_a_variable_as_target(tf):
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * 2
    return tape.gradient(x, x), y


@parity
def test_a_source_twice(tf):
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    return tape.gradient(y, [x, x])


@parity
def test_persistent_tapes_answer_again(tf):
    x = tf.constant([1.0, 3.0])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    first = tape.gradient(z, x), tape.gradient(y, x), tape.gradient(z, x)
    del tape
    return first


@parity(raises="RuntimeError")
def test_a_tape_answers_once(tf):
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    tape.gradient(y, x)


@parity(raises="RuntimeError")
def test_a_jacobian_counts_as_an_answer(tf):
    x = tf.Variable([3.0])
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    tape.jacobian(y, x)


@parity
def test_asking_inside_the_block(tf):
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**3
        inside = tape.gradient(y, x)
    return inside


@parity
def test_asking_a_persistent_tape_inside_the_block(tf):
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x**3
        inside = tape.gradient(y, x)
        z = x * inside
    return inside, tape.gradient(y, x), tape.gradient(z, x)


@parity
def test_the_block_can_be_entered_again(tf):
    x = tf.Variable(2.0)
    tape = tf.GradientTape(persistent=True)
    with tape:
        y = x * x
    with tape:
        z = y * x
    return tape.gradient(z, x)


@parity(raises="ValueError")
def test_the_block_cannot_be_entered_twice(tf):
    with tf.GradientTape() as tape, tape:
        pass


@parity(raises="TypeError")
def test_gradient_needs_sources(tf):
    with tf.GradientTape() as tape:
        y = tf.Variable(2.0) * 1.0
    return tape.gradient(y)


# --- Where the chain breaks ----------------------------------------------------------------------


@parity
def test_nothing_between_target_and_source(tf):
    x, y = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        z = y * y
    return tape.gradient(z, x)


@parity
@pytest.mark.parametrize("kind", ["none", "zero"])
def test_unconnected_gradients(tf, kind):
    x, y = tf.Variable([2.0, 1.0]), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        z = y**2
    return tape.gradient(z, [x, y], unconnected_gradients=kind)


@parity
def test_unconnected_gradients_by_name(tf):
    x, y = tf.Variable([2.0, 1.0]), tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        z = y**2
    print(tf.UnconnectedGradients.ZERO, tf.UnconnectedGradients.NONE.value)
    return (
        tape.gradient(z, x, unconnected_gradients=tf.UnconnectedGradients.ZERO),
        tape.gradient(z, x, unconnected_gradients=tf.UnconnectedGradients.NONE),
    )


@parity(raises="ValueError")
def test_unconnected_gradients_of_another_kind(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    return tape.gradient(y, x, unconnected_gradients="zeros")


@parity
def test_a_variable_that_became_a_tensor(tf):
    x = tf.Variable(2.0)
    results = []
    for _ in range(2):
        with tf.GradientTape() as tape:
            y = x + 1
        results.append(tape.gradient(y, x))
        x = x + 1
    return results


@parity
def test_calculations_in_numpy(tf):
    x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        y = np.mean(x**2, axis=0)
        z = tf.reduce_mean(tf.convert_to_tensor(y))
    return tape.gradient(z, x)


@parity(warns=True)
def test_integers_as_sources(tf):
    x = tf.constant([[2, 2]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.cast(x, tf.float32) ** 2
    return tape.gradient(y, x)


@parity
def test_an_integer_variable_as_source(tf):
    x = tf.Variable(3)
    with tf.GradientTape() as tape:
        y = x * x
    return tape.gradient(y, x)


@parity
def test_a_detour_over_integers(tf):
    x = tf.Variable(2.7)
    with tf.GradientTape() as tape:
        y = tf.cast(tf.cast(x, tf.int32), tf.float32) * 2.0
    return tape.gradient(y, x)


@parity
def test_a_detour_over_float64(tf):
    x = tf.Variable(2.7)
    with tf.GradientTape() as tape:
        y = tf.cast(x, tf.float64) ** 2
    return tape.gradient(y, x)


@parity
def test_the_state_stops_the_gradient(tf):
    x0, x1 = tf.Variable(3.0), tf.Variable(0.0)
    with tf.GradientTape() as tape:
        x1.assign_add(x0)
        y = x1**2
    return tape.gradient(y, x0)


@parity
def test_a_variable_assigned_inside(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        x.assign(5.0)
        z = x * x
        w = y + z
    return tape.gradient(y, x), tape.gradient(z, x), tape.gradient(w, x), y, z


@parity
def test_the_result_of_an_assignment(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x.assign_add(1.0) * 3.0
    return tape.gradient(y, x), y


@parity
def test_a_variable_assigned_after_the_block(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x**3
    x.assign(100.0)
    return tape.gradient(y, x)


@parity
def test_stop_gradient(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * tf.stop_gradient(x)
        z = tf.stop_gradient(x * x)
    return tape.gradient(y, x), tape.gradient(z, x)


@parity
@pytest.mark.parametrize(
    "function",
    ["argmax", "sign", "round", "floor", "equal", "shape", "one_hot", "zeros_like", "range"],
)
def test_functions_without_a_gradient(tf, function):
    x = tf.Variable([1.5, -2.5, 2.5])
    functions = {
        "argmax": lambda: tf.cast(tf.argmax(x), tf.float32),
        "sign": lambda: tf.sign(x),
        "round": lambda: tf.round(x),
        "floor": lambda: tf.floor(x),
        "equal": lambda: tf.cast(x == 1.5, tf.float32),
        "shape": lambda: tf.cast(tf.shape(x), tf.float32),
        "one_hot": lambda: tf.one_hot(tf.cast(x, tf.int32), 3),
        "zeros_like": lambda: tf.zeros_like(x),
        "range": lambda: tf.range(x[0]),
    }
    with tf.GradientTape() as tape:
        y = functions[function]() * 2.0
    return tape.gradient(y, x)


# --- Stopping and starting -----------------------------------------------------------------------


@parity
def test_stop_recording(tf):
    x, y = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        x_squared = x * x
        with tape.stop_recording():
            y_squared = y * y
        z = x_squared + y_squared
    return tape.gradient(z, {"x": x, "y": y}), z


@parity
def test_asking_while_recording_is_stopped(tf):
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x**2
        with tape.stop_recording():
            inside = tape.gradient(y, x)
        z = y * inside
    return inside, tape.gradient(z, x)


@parity(raises="ValueError")
def test_recording_cannot_be_stopped_outside(tf):
    with tf.GradientTape() as tape:
        pass
    with tape.stop_recording():
        pass


@parity
def test_reset(tf):
    x, y = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        z = y * y
        if z > 1:
            tape.reset()
            z = x * x
    print([v.numpy() for v in tape.watched_variables()])
    return tape.gradient(z, {"x": x, "y": y})
