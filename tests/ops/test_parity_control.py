"""Branches, loops, mapping, gradients by hand, printing and assertions, beside TensorFlow's."""

import collections

import numpy as np

from ops.table import error, error_of, floats, parametrize, program

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
)
def test_errors(case):
    case.check()
