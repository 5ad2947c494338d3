"""Gradients that a function brings itself, and where they stop, beside TensorFlow's."""

from ops.table import error_of, parametrize, program


def log1pexp(tf):
    @tf.custom_gradient
    def function(x):
        e = tf.exp(x)

        def grad(upstream):
            return upstream * (1 - 1 / (1 + e))

        return tf.math.log(1 + e), grad

    return function


def clipped(tf):
    @tf.custom_gradient
    def function(x):
        return tf.identity(x), lambda upstream: tf.clip_by_norm(upstream, 0.5)

    return function


def two_in_two_out(tf):
    @tf.custom_gradient
    def function(x, y):
        def grad(first, second):
            return first * 10.0 + second, second * 100.0

        return (x * y, x + y), grad

    return function


def gradient_of(tf, function, *numbers, compile=False):
    function = tf.function(function) if compile else function
    inputs = [tf.constant(number) for number in numbers]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = function(*inputs)
    return y, tape.gradient(y, inputs)


def second_gradient(tf, function, number):
    x = tf.constant(number)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x)
        first = inner.gradient(y, x)
    return first, outer.gradient(first, x)


def with_a_variable(tf):
    v = tf.Variable(3.0)

    @tf.custom_gradient
    def function(x):
        def grad(upstream, variables=None):
            return upstream * 7.0, [upstream * 11.0 for _ in variables]

        return x * v, grad

    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, [x, v])


def nested(tf):
    @tf.custom_gradient
    def inner(x):
        return x * x, lambda upstream: upstream * 5.0

    @tf.custom_gradient
    def outer(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = inner(x)
        slope = tape.gradient(y, x)
        return y, lambda upstream: upstream * slope * 2.0

    return gradient_of(tf, outer, 3.0), gradient_of(tf, lambda x: outer(inner(x)), 3.0)


def straight_through(tf):
    return tf.grad_pass_through(tf.round)


def stopped(tf, x):
    return tf.stop_gradient(x) * x


@parametrize(
    *(
        program(
            "custom_gradient",
            lambda tf, make=make, compile=compile: gradient_of(
                tf, make(tf), 100.0, compile=compile
            ),
        )
        for make in (log1pexp, clipped)
        for compile in (False, True)
    ),
    *(
        program(
            "custom_gradient",
            lambda tf, compile=compile: gradient_of(
                tf, two_in_two_out(tf), 2.0, 3.0, compile=compile
            ),
        )
        for compile in (False, True)
    ),
    program("custom_gradient", lambda tf: second_gradient(tf, log1pexp(tf), 0.5)),
    program("custom_gradient", lambda tf: second_gradient(tf, tf.function(log1pexp(tf)), 0.5)),
    program("custom_gradient", with_a_variable),
    program("custom_gradient", nested),
    program("grad_pass_through", lambda tf: gradient_of(tf, straight_through(tf), 2.4)),
    program("stop_gradient", lambda tf: gradient_of(tf, lambda x: stopped(tf, x), 3.0)),
    program(
        "stop_gradient", lambda tf: gradient_of(tf, lambda x: stopped(tf, x), 3.0, compile=True)
    ),
)
def test_gradients_by_hand(case):
    case.check()


@parametrize(
    error_of(
        "custom_gradient",
        lambda tf: gradient_of(
            tf, tf.custom_gradient(lambda x, y: (x * y, lambda up: up)), 1.0, 2.0
        ),
    ),
)
def test_errors(case):
    case.check()
