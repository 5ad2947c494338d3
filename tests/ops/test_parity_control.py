"""Branches, loops, mapping, gradients by hand, printing and assertions, beside TensorFlow's."""

import collections
import sys

import numpy as np

from ops.table import error, error_of, floats, parametrize, program, value

A = floats(3, 4)
Pair = collections.namedtuple("Pair", "x y")


def compiled(run):
    """`run(tf)` inside tf.function."""
    return lambda tf: tf.function(lambda: run(tf))()


def both_ways(name, run):
    """A program eager, and inside tf.function."""
    return [*program(name, run), *program(name, compiled(run))]


def of_argument(name, run, *numbers):
    """`run(tf, x)` for each number, eager and compiled with x as its argument."""

    def each(tf):
        function = tf.function(lambda x: run(tf, x))
        values = [tf.constant(number) for number in numbers]
        return [run(tf, x) for x in values], [function(x) for x in values]

    return program(name, each)


def slopes(name, run, *numbers):
    """The gradients of `run(tf, x)`, eager and of the compiled function."""

    def each(tf):
        found = []
        for function in (lambda x: run(tf, x), tf.function(lambda x: run(tf, x))):
            for number in numbers:
                x = tf.constant(number)
                with tf.GradientTape() as tape:
                    tape.watch(x)
                    y = function(x)
                found.append(tape.gradient(y, x))
        return found

    return program(name, each)


def halve_or_square(tf, x):
    return tf.cond(x > 1.0, lambda: x / 2.0, lambda: x * x)


def power_of_two_above(tf, x):
    def grows(total, count):
        return tf.reduce_all(total < x)

    def step(total, count):
        return total * 2.0, count + 1

    return tf.while_loop(grows, step, [tf.constant(1.0), tf.constant(0)])


def doubled_at_most(tf, x):
    return tf.while_loop(lambda y: y < 10.0, lambda y: [y * x], [x], maximum_iterations=4)[0]


def chosen(tf, x):
    return tf.switch_case(
        x, [lambda: tf.constant(10), lambda: tf.constant(20)], default=lambda: tf.constant(-1)
    )


def sign_by_case(tf, x):
    return tf.case(
        [(x < 0.0, lambda: -tf.ones([])), (x > 0.0, lambda: tf.ones([]))],
        default=lambda: tf.zeros([]),
    )


def assigned_in_a_branch(tf):
    v = tf.Variable(1.0)

    @tf.function
    def change(x):
        tf.cond(x > 0.0, lambda: v.assign_add(x).read_value(), lambda: v.read_value())
        return v * 2.0

    return change(tf.constant(3.0)), v.numpy(), change(tf.constant(-3.0)), v.numpy()


@parametrize(
    of_argument("cond", halve_or_square, 3.0, 0.5),
    slopes("cond", halve_or_square, 3.0, 0.5),
    program("cond", assigned_in_a_branch),
    program("cond", lambda tf: tf.cond(True, lambda: (1, 2.0), lambda: (3, 4.0))),
    of_argument("while_loop", power_of_two_above, 100.0, 1.5),
    slopes("while_loop", doubled_at_most, 1.5, 3.0, 20.0),
    program(
        "while_loop",
        lambda tf: tf.while_loop(
            lambda p: p.x < 3,
            lambda p: [Pair(p.x + 1, p.y * 2)],
            [Pair(tf.constant(0), tf.ones(2))],
        ),
    ),
    of_argument("switch_case", chosen, 0, 1, 2, -5),
    of_argument("case", sign_by_case, -2.0, 0.0, 5.0),
)
def test_branches_and_loops(case):
    case.check()


@parametrize(
    *(
        both_ways("map_fn", run)
        for run in (
            lambda tf: tf.map_fn(lambda x: x * x, tf.constant(A)),
            lambda tf: tf.map_fn(lambda x: tf.reduce_sum(x), tf.constant(A)),
            lambda tf: tf.map_fn(
                lambda p: (p[0] + p[1], p[0]),
                (tf.constant(A), tf.ones(3)),
                fn_output_signature=(tf.float32, tf.float32),
            ),
            lambda tf: tf.map_fn(
                lambda x: tf.cast(x, tf.int32), tf.constant(A), fn_output_signature=tf.int32
            ),
        )
    ),
    both_ways("vectorized_map", lambda tf: tf.vectorized_map(lambda x: x * 2.0, tf.constant(A))),
    both_ways("scan", lambda tf: tf.scan(lambda a, x: a + x, tf.range(5))),
    both_ways("scan", lambda tf: tf.scan(lambda a, x: a * x, tf.ones(3) * 2, 1.0, reverse=True)),
    both_ways("foldl", lambda tf: tf.foldl(lambda a, x: a - x, tf.range(5))),
    both_ways("foldr", lambda tf: tf.foldr(lambda a, x: a - x, tf.range(5))),
    slopes("map_fn", lambda tf, x: tf.map_fn(lambda y: y * y * x, tf.range(3.0)), 2.0),
)
def test_mapping(case):
    case.check()


@parametrize(
    program("group", lambda tf: tf.group(tf.constant(1), tf.constant(2))),
    program("no_op", lambda tf: tf.no_op()),
    program("executing_eagerly", lambda tf: tf.executing_eagerly()),
    program("inside_function", lambda tf: tf.inside_function()),
    program("control_dependencies", lambda tf: in_order(tf)),
    program("name_scope", lambda tf: named(tf)),
    program("device", lambda tf: on_the_processor(tf)),
    program("init_scope", lambda tf: outside(tf)),
)
def test_order(case):
    case.check()


def in_order(tf):
    with tf.control_dependencies([tf.constant(1)]):
        return tf.identity(2)


def named(tf):
    with tf.name_scope("part") as name:
        return tf.constant(1), name


def on_the_processor(tf):
    with tf.device("CPU:0"):
        return tf.constant(1)


def outside(tf):
    seen = []

    @tf.function
    def function():
        with tf.init_scope():
            seen.append(tf.executing_eagerly())
            seen.append((tf.constant(1) + 1).numpy())
        seen.append(tf.executing_eagerly())

    function()
    return seen


# -- gradients by hand --------------------------------------------------------------------------


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


# -- printing -----------------------------------------------------------------------------------

PRINTED = (
    lambda tf: tf.print(tf.constant(3)),
    lambda tf: tf.print(tf.constant(1.5), tf.constant([1.0, 2.5, 1e-7, 1e10, 123456789.0])),
    lambda tf: tf.print(tf.range(10)),
    lambda tf: tf.print(tf.range(7), tf.range(6)),
    lambda tf: tf.print(tf.reshape(tf.range(100), [10, 10])),
    lambda tf: tf.print(tf.reshape(tf.range(24), [2, 3, 4])),
    lambda tf: tf.print(tf.range(10), summarize=2),
    lambda tf: tf.print(tf.range(10), summarize=-1),
    lambda tf: tf.print("step", 3, "loss", tf.constant(0.25), True, None, 1.0),
    lambda tf: tf.print("a", "b", sep=", ", end="!\n"),
    lambda tf: tf.print([tf.constant(1), "text", 2.5]),
    lambda tf: tf.print({"w": tf.constant([1.0]), "b": (tf.constant(2), 3)}),
    lambda tf: tf.print((tf.constant(1),), [], {}),
    lambda tf: tf.print(tf.constant("text"), tf.constant(["a", "b"])),
    lambda tf: tf.print(tf.constant([True, False]), tf.constant(True)),
    lambda tf: tf.print(tf.constant([np.nan, np.inf, -np.inf])),
    lambda tf: tf.print(tf.zeros([0])),
    lambda tf: tf.print(tf.Variable([1.0, 2.0])),
    lambda tf: tf.print(np.array([1, 2]), np.float32(0.5)),
    lambda tf: tf.print(tf.constant(0.1, tf.float64), tf.constant(1 / 3, tf.float16)),
    lambda tf: tf.print("to stdout", output_stream=sys.stdout),
    lambda tf: tf.print(),
)


def printing_loop(tf):
    @tf.function
    def count(x):
        tf.print("before", x)
        y = x * 2
        tf.print("after", y)
        return y

    return count(tf.constant(1)), count(tf.constant(2))


def printed_once_under_a_tape(tf):
    @tf.function
    def square(x):
        tf.print("squaring", x)
        return x * x

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = square(x)
    return tape.gradient(y, x)


def printed_in_a_branch(tf):
    @tf.function
    def check(x):
        return tf.cond(x > 0, lambda: say(tf, "more", x), lambda: say(tf, "less", x))

    return check(tf.constant(1)), check(tf.constant(-1))


def say(tf, word, x):
    tf.print(word, x)
    return x


@parametrize(
    *(program("print", run) for run in PRINTED),
    program("print", printing_loop),
    program("print", printed_once_under_a_tape),
    program("print", printed_in_a_branch),
)
def test_printing(case):
    case.check()


# -- assertions ---------------------------------------------------------------------------------

HOLDS = {
    "equal": (1, 1),
    "none_equal": (1, 2),
    "less": (1, 2),
    "less_equal": (2, 2),
    "greater": (3, 2),
    "greater_equal": (2, 2),
    "near": (1.0, 1.0 + 1e-7),
}
FILTERING = " ".join(
    f"debugging.{name}"
    for name in (
        "is_traceback_filtering_enabled",
        "enable_traceback_filtering",
        "disable_traceback_filtering",
    )
)
SIGNS = {"positive": 1, "negative": -1, "non_negative": 0, "non_positive": 0}


@parametrize(
    *(value(f"debugging.assert_{name}", *pair) for name, pair in HOLDS.items()),
    *(
        error(f"debugging.assert_{name}", [1.0, 5.0], [5.0, 1.0], "why not")
        for name in HOLDS
        if name != "none_equal"
    ),
    error("debugging.assert_none_equal", [1, 2], [3, 2]),
    *(value(f"debugging.assert_{name}", number) for name, number in SIGNS.items()),
    *(error(f"debugging.assert_{name}", [-3, 3]) for name in SIGNS),
    value("debugging.assert_rank", A, 2),
    error("debugging.assert_rank", A, 3),
    value("debugging.assert_rank_at_least", A, 1),
    error("debugging.assert_rank_at_least", A, 3),
    value("debugging.assert_rank_in", A, [1, 2]),
    error("debugging.assert_rank_in", A, [0, 1]),
    value("debugging.assert_scalar", np.array(1.0)),
    error("debugging.assert_scalar", A),
    program("debugging.assert_type", lambda tf: tf.debugging.assert_type(tf.ones(1), tf.float32)),
    error_of("debugging.assert_type", lambda tf: tf.debugging.assert_type(tf.ones(1), tf.int32)),
    value("debugging.assert_integer", np.array([1])),
    error("debugging.assert_integer", A),
    value("debugging.assert_all_finite", A, "not finite"),
    error("debugging.assert_all_finite", [np.nan, 1.0], "not finite"),
    value("debugging.check_numerics", A, "not finite"),
    error("debugging.check_numerics", [np.inf, 1.0], "not finite"),
    program(
        "debugging.assert_shapes",
        lambda tf: tf.debugging.assert_shapes(
            [(tf.ones([2, 3]), ("N", 3)), (tf.ones([2]), ("N",))]
        ),
    ),
    error_of(
        "debugging.assert_shapes",
        lambda tf: tf.debugging.assert_shapes(
            [(tf.ones([2, 3]), ("N", 3)), (tf.ones([3]), ("N",))]
        ),
    ),
    value("debugging.Assert", True, [A]),
    error("debugging.Assert", False, [A]),
    value("debugging.is_numeric_tensor", A),
    value("debugging.is_numeric_tensor", 3),
    error("debugging.assert_equal", A, floats(2)),
    program(FILTERING, lambda tf: filtering_switched(tf)),
)
def test_assertions(case):
    case.check()


def filtering_switched(tf):
    seen = [tf.debugging.is_traceback_filtering_enabled()]
    tf.debugging.disable_traceback_filtering()
    seen.append(tf.debugging.is_traceback_filtering_enabled())
    tf.debugging.enable_traceback_filtering()
    return [*seen, tf.debugging.is_traceback_filtering_enabled()]


@parametrize(
    error("cond", np.array(True), 1, 2),
    error_of(
        "cond",
        lambda tf: tf.function(lambda x: tf.cond(x > 0, lambda: x, lambda: 1.5))(tf.constant(1)),
    ),
    error_of(
        "while_loop",
        lambda tf: tf.while_loop(
            lambda x, y: x < 3, lambda x, y: [x + 1], [tf.constant(0), tf.constant(0)]
        ),
    ),
    error_of(
        "custom_gradient",
        lambda tf: gradient_of(
            tf, tf.custom_gradient(lambda x, y: (x * y, lambda up: up)), 1.0, 2.0
        ),
    ),
    error_of(
        "nest.map_structure", lambda tf: tf.nest.map_structure(lambda x, y: x, [1, 2], [1, 2, 3])
    ),
    error_of(
        "nest.map_structure", lambda tf: tf.nest.map_structure(lambda x, y: x, [1, 2], (1, 2))
    ),
    error("nest.pack_sequence_as", [1, [2]], [1]),
    error("nest.assert_same_structure", [1, 2], [1, [2]]),
    error("nest.assert_same_structure", {"a": 1}, {"b": 1}),
)
def test_errors(case):
    case.check()


# -- nested structures, devices, settings -------------------------------------------------------


@parametrize(
    value("nest.flatten", {"b": [1, 2], "a": (3, [4])}),
    value("nest.flatten", 5),
    value("nest.is_nested", [1]),
    value("nest.is_nested", "text"),
    value("nest.pack_sequence_as", {"b": [1, 2], "a": 3}, [7, 8, 9]),
    program(
        "nest.map_structure",
        lambda tf: tf.nest.map_structure(
            lambda x, y: x + y, {"a": 1, "b": (2, 3)}, {"a": 10, "b": (20, 30)}
        ),
    ),
    program(
        "nest.map_structure", lambda tf: tuple(tf.nest.map_structure(lambda x: x * 2, Pair(1, 2)))
    ),
    value("nest.assert_same_structure", [1, (2, 3)], [4, (5, 6)]),
    program(
        "config.list_physical_devices",
        lambda tf: [tuple(d) for d in tf.config.list_physical_devices("CPU")],
    ),
    program(
        "config.functions_run_eagerly config.run_functions_eagerly", lambda tf: run_eagerly(tf)
    ),
)
def test_structures_and_settings(case):
    case.check()


def run_eagerly(tf):
    seen = []
    function = tf.function(lambda: seen.append(tf.executing_eagerly()))
    tf.config.run_functions_eagerly(True)
    try:
        function()
        seen.append(tf.config.functions_run_eagerly())
    finally:
        tf.config.run_functions_eagerly(False)
    function()
    return seen
