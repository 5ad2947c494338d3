"""Gradients of higher order, of vectors, of one's own, and of every kind of expression."""

import numpy as np
import pytest

from oracle import compare_gradients, parity

# --- Higher orders -------------------------------------------------------------------------------


@parity
def test_second_derivative(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**3
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


@parity
@pytest.mark.parametrize("order", [3, 4])
def test_derivatives_of_higher_order(tf, order):
    x = tf.Variable(0.5)

    def derivative(order):
        if order == 0:
            return tf.sin(x) * tf.exp(x)
        with tf.GradientTape() as tape:
            y = derivative(order - 1)
        return tape.gradient(y, x)

    return derivative(order)


@parity
def test_the_gradient_of_a_norm_of_a_gradient(tf):
    x = tf.reshape(tf.linspace(-1.0, 0.5, 15), (5, 3))
    w = tf.Variable(tf.reshape(tf.linspace(-1.0, 1.0, 12), (3, 4)))
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = tf.reduce_sum(tf.tanh(x @ w))
        size = tf.norm(inner.gradient(y, x))
    return outer.gradient(size, w)


@parity
def test_the_inner_question_inside_the_inner_block(tf):
    x = tf.constant(2.0)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        outer.watch(x)
        inner.watch(x)
        y = x * x * x
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


@parity
def test_one_persistent_tape_for_two_orders(tf):
    x = tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x**4
        first = tape.gradient(y, x)
        second = tape.gradient(first, x)
    return first, second, tape.gradient(second, x)


@parity
def test_the_second_order_through_an_intermediate_result(tf):
    x = tf.constant([0.5, 2.0])
    with tf.GradientTape(persistent=True) as outer:
        outer.watch(x)
        with tf.GradientTape(persistent=True) as inner:
            inner.watch(x)
            y = tf.sin(x) * x
            z = tf.reduce_sum(y**3)
        dz_dy = inner.gradient(z, y)
        dz_dx = inner.gradient(z, x)
    return (
        dz_dy,
        outer.gradient(dz_dy, y),
        outer.gradient(dz_dy, x),
        outer.gradient(dz_dx, y),
        outer.gradient(dz_dx, x),
    )


@parity
def test_tapes_over_different_variables(tf):
    x, y = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as outer:
        with tf.GradientTape() as inner:
            z = x**2 * y**3
        dx = inner.gradient(z, x)
    return dx, outer.gradient(dx, [x, y]), outer.gradient(z, [x, y])


@parity
def test_tapes_side_by_side(tf):
    x = tf.constant(1.2)
    with tf.GradientTape() as first, tf.GradientTape() as second:
        first.watch(x)
        second.watch(x)
        y, z = tf.sin(x), tf.cos(x)
    return first.gradient(y, x), second.gradient(z, x)


@pytest.mark.xfail(
    strict=True,
    reason="the walk back is one operation of all recorded values: 0 where TensorFlow says None",
)
@parity
def test_a_linear_function_has_no_second_gradient(tf):
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = 3.0 * x
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


# --- Output gradients ----------------------------------------------------------------------------


@parity
def test_output_gradients(tf):
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape(persistent=True) as tape:
        y = x**2
        z = tf.reduce_sum(x)
    return (
        tape.gradient(y, x, output_gradients=tf.constant([1.0, 0.0, -2.0])),
        tape.gradient([y, z], x, output_gradients=[tf.constant([1.0, 2.0, 3.0]), tf.constant(5.0)]),
        tape.gradient(y, x, output_gradients=[tf.constant([1.0, 1.0, 0.5])]),
    )


@parity
def test_output_gradients_carry_second_orders(tf):
    x, weight = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**3
        first = inner.gradient(y, x, output_gradients=weight * 2.0)
    return first, outer.gradient(first, [x, weight])


# --- Jacobians -----------------------------------------------------------------------------------


@parity
def test_jacobian_of_a_scalar_source(tf):
    x, delta = tf.linspace(-2.0, 2.0, 5), tf.Variable(0.5)
    with tf.GradientTape() as tape:
        y = tf.nn.sigmoid(x + delta)
    return tape.jacobian(y, delta)


@parity
def test_jacobian_of_a_layer(tf):
    w = tf.Variable(tf.reshape(tf.linspace(-1.0, 1.0, 15), (5, 3)))
    b = tf.Variable(tf.zeros(3))
    with tf.GradientTape(persistent=True) as tape:
        y = tf.nn.relu(tf.reshape(tf.linspace(-1.0, 2.0, 20), (4, 5)) @ w + b)
    print(tape.jacobian(y, w).shape)
    return tape.jacobian(y, [w, b]), tape.jacobian(y, {"w": w})


@parity
def test_jacobian_of_a_scalar_is_the_gradient(tf):
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape(persistent=True) as tape:
        y = tf.reduce_sum(x**3)
    return tape.jacobian(y, x), tape.gradient(y, x)


@parity
def test_hessian(tf):
    x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = tf.reduce_sum(x**3 * tf.reverse(x, [0]))
        gradient = inner.gradient(y, x)
    return outer.jacobian(gradient, x)


@parity
def test_jacobian_of_what_is_not_connected(tf):
    x, y = tf.Variable([1.0, 2.0]), tf.Variable([3.0])
    with tf.GradientTape(persistent=True) as tape:
        z = y * 2
    return (
        tape.jacobian(z, [x, y]),
        tape.jacobian(z, x, unconnected_gradients=tf.UnconnectedGradients.ZERO),
    )


@parity
def test_batch_jacobian(tf):
    x = tf.reshape(tf.linspace(-1.0, 2.0, 12), (4, 3))
    w = tf.reshape(tf.linspace(-1.0, 1.0, 6), (3, 2))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = tf.nn.elu(x @ w)
    print(tape.batch_jacobian(y, x).shape, tape.jacobian(y, x).shape)
    return tape.batch_jacobian(y, x)


@parity
def test_batch_jacobian_over_the_batch(tf):
    x = tf.reshape(tf.linspace(-1.0, 2.0, 6), (3, 2))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * tf.reduce_sum(x, axis=0)
    return tape.batch_jacobian(y, x)


@parity(raises="ValueError")
def test_batch_jacobian_of_different_batches(tf):
    x = tf.ones((4, 3))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reshape(x, (3, 4))
    return tape.batch_jacobian(y, x)


@parity(raises="ValueError")
def test_batch_jacobian_of_vectors(tf):
    x = tf.ones(3)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * 2
    return tape.batch_jacobian(y, x)


# --- Gradients of one's own ----------------------------------------------------------------------


@parity
def test_custom_gradient(tf):
    @tf.custom_gradient
    def clipped(x):
        def backward(upstream):
            return tf.clip_by_norm(upstream, 0.5)

        return x * 1.0, backward

    v = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = clipped(v * v)
    return y, tape.gradient(y, v)


@parity
def test_custom_gradient_of_several_inputs(tf):
    @tf.custom_gradient
    def product(x, y):
        def backward(upstream):
            return upstream * y * 10.0, upstream * x * 100.0

        return x * y, backward

    x, y = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
    with tf.GradientTape() as tape:
        z = product(x, y)
    return z, tape.gradient(z, [x, y])


@parity
def test_custom_gradient_of_several_results(tf):
    @tf.custom_gradient
    def both(x):
        def backward(one, other):
            return one * 2.0 + other * 3.0

        return [x + 1.0, x * 5.0], backward

    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        one, other = both(x)
        z = tf.reduce_sum(one * other)
    return one, other, tape.gradient(z, x)


@parity
def test_custom_gradient_that_is_stable(tf):
    @tf.custom_gradient
    def log1pexp(x):
        e = tf.exp(x)

        def backward(upstream):
            return upstream * (1 - 1 / (1 + e))

        return tf.math.log(1 + e), backward

    x = tf.constant(100.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = log1pexp(x)
    return tape.gradient(y, x)


@parity
def test_second_order_of_a_custom_gradient(tf):
    @tf.custom_gradient
    def cube(x):
        def backward(upstream):
            return upstream * 3.0 * x**2

        return x**3, backward

    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = cube(x)
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


@parity
def test_custom_gradient_without_a_tape(tf):
    @tf.custom_gradient
    def double(x):
        return 2.0 * x, lambda upstream: upstream

    return double(tf.constant([1.0, 2.0])), double(3.0)


# --- Functions -----------------------------------------------------------------------------------

X = np.array([[0.3, -1.2, 2.0], [0.7, 1.5, -0.4]], "float32")
Y = np.array([[1.1, 0.4, -0.6], [-1.3, 0.9, 0.2]], "float32")
EXPRESSIONS = {
    "polynomial": lambda tf, x: 2.0 * x**3 - x**2 / 4.0 + 1.0 - x,
    "quotient": lambda tf, x: (x + 1.0) / (x**2 + 1.0),
    "power of a base": lambda tf, x: 2.0**x,
    "exponential and logarithm": lambda tf, x: tf.math.log(1.0 + tf.exp(x)),
    "trigonometry": lambda tf, x: tf.sin(x) * tf.cos(x) + tf.tanh(x),
    "roots": lambda tf, x: tf.sqrt(x**2 + 0.5) + tf.math.rsqrt(x**2 + 1.0),
    "activations": lambda tf, x: tf.nn.relu(x) + tf.nn.elu(x) + tf.nn.sigmoid(x),
    "softmax": lambda tf, x: tf.nn.softmax(x) * x,
    "log_softmax": lambda tf, x: tf.nn.log_softmax(x, axis=0),
    "mean and variance": lambda tf, x: (x - tf.reduce_mean(x, axis=0)) ** 2,
    "maximum of an axis": lambda tf, x: tf.reduce_max(x, axis=1),
    "norm": lambda tf, x: tf.norm(x, axis=1),
    "product": lambda tf, x: tf.reduce_prod(x, axis=1),
    "slices": lambda tf, x: x[0, ::2] * x[1, 1:] + x[:, -1],
    "reshaping": lambda tf, x: tf.reshape(tf.transpose(x), (2, 3)) * x,
    "concatenation": lambda tf, x: tf.concat([x, x * x], axis=1) ** 2,
    "stacking": lambda tf, x: tf.stack([x, tf.exp(x)])[1] * x,
    "gathering": lambda tf, x: tf.gather(x, [2, 0, 0], axis=1) ** 2,
    "where": lambda tf, x: tf.where(x > 0.0, x**2, -x),
    "casting": lambda tf, x: tf.cast(tf.cast(x, tf.float64) ** 2, tf.float32),
    "broadcasting": lambda tf, x: x * x[:, :1] + x[0],
    "clipping": lambda tf, x: tf.clip_by_value(x, -0.5, 1.0) * x,
    "cumulative sum": lambda tf, x: tf.cumsum(x, axis=1) ** 2,
    # Of the logits alone: TensorFlow leaves out a part of the second gradient of labels.
    "cross entropy": lambda tf, x: tf.nn.softmax_cross_entropy_with_logits(
        [[0.2, 0.5, 0.3]] * 2, x
    ),
    "tiling": lambda tf, x: tf.tile(x, [1, 2]) ** 2,
}
PAIRS = {
    "matmul": lambda tf, x, y: tf.matmul(x, y, transpose_b=True) ** 2,
    "quotient": lambda tf, x, y: x / (y + 2.0),
    "maximum": lambda tf, x, y: tf.maximum(x, y) * tf.minimum(x, y),
    "distance": lambda tf, x, y: tf.reduce_mean(tf.math.squared_difference(x, y), axis=-1),
    "powers": lambda tf, x, y: tf.abs(x) ** y,
    "einsum": lambda tf, x, y: tf.einsum("ij,kj->ik", x, y) * tf.einsum("ij,ij->", x, y),
    "tensordot": lambda tf, x, y: tf.tensordot(x, y, axes=[[1], [1]]) ** 2,
    "atan2": lambda tf, x, y: tf.math.atan2(x, y),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_first_and_second_gradients(name):
    compare_gradients(EXPRESSIONS[name], X)


@pytest.mark.parametrize("name", PAIRS)
def test_first_and_second_gradients_of_two(name):
    compare_gradients(PAIRS[name], X, Y)


@pytest.mark.parametrize("dtype", ["float16", "float64"])
@pytest.mark.parametrize("name", ["polynomial", "trigonometry", "softmax", "slices"])
def test_gradients_keep_the_dtype(name, dtype):
    compare_gradients(EXPRESSIONS[name], X.astype(dtype))


@parity
def test_gradients_in_bfloat16(tf):
    x = tf.constant([0.5, 2.0], tf.bfloat16)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.exp(x) * x
    return tape.gradient(y, x)


@parity
@pytest.mark.parametrize("at", [0.0, 1.0, -1.0])
def test_gradients_at_kinks(tf, at):
    x = tf.Variable(at)
    with tf.GradientTape(persistent=True) as tape:
        results = [
            tf.abs(x),
            tf.nn.relu(x),
            tf.maximum(x, 0.0),
            tf.minimum(x, 0.0),
            tf.clip_by_value(x, 0.0, 1.0),
            tf.sign(x),
            tf.nn.relu6(x * 6.0),
            tf.nn.leaky_relu(x),
        ]
    return [tape.gradient(each, x) for each in results]


@parity
def test_gradients_at_ties(tf):
    x = tf.Variable([1.0, 3.0, 3.0, 2.0])
    with tf.GradientTape(persistent=True) as tape:
        results = [tf.reduce_max(x), tf.reduce_min(x * [1.0, 1.0, 1.0, 0.5]), tf.maximum(x, 3.0)]
    return [tape.gradient(each, x) for each in results]


@parity
def test_gradients_that_are_not_finite(tf):
    x = tf.Variable([0.0, 1.0, -1.0])
    with tf.GradientTape(persistent=True) as tape:
        results = [tf.sqrt(x), tf.math.log(x), 1.0 / x, tf.math.divide_no_nan(1.0, x), x**0.5]
    return [tape.gradient(each, x) for each in results]


@parity
def test_a_sparse_gradient(tf):
    table = tf.Variable(tf.reshape(tf.range(8.0), (4, 2)))
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.gather(table, [1, 3, 1]) ** 2)
    return tape.gradient(y, table)


@parity
def test_a_training_loop(tf):
    w, b = tf.Variable(5.0), tf.Variable(0.0)
    x = tf.linspace(-2.0, 2.0, 21)
    y = 3.0 * x + 2.0
    for step in range(5):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((w * x + b - y) ** 2)
        dw, db = tape.gradient(loss, [w, b])
        w.assign_sub(0.1 * dw)
        b.assign_sub(0.1 * db)
        print(f"step {step}: W = {w.numpy():.2f}, b = {b.numpy():.2f}, loss = {loss:.3f}")
    return w, b
