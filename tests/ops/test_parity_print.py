"""What tf.print writes, eager and when a function runs, beside TensorFlow's."""

import sys

import numpy as np

from ops.table import parametrize, program

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
