"""Asks TensorFlow what kerasish should do.

A parity test is one program, written once and run twice in the same process: with `tf` bound to
TensorFlow, then with `tf` bound to kerasish. What the program returns, prints and raises has to be
the same; no expected value is written by hand.

    @parity
    def test_slice_with_a_negative_step(tf):
        x = tf.range(10)
        print(x[::-1])
        return x[7:2:-2]

    @parity(raises="InvalidArgumentError")
    def test_index_past_the_end(tf):
        return tf.range(3)[3]

    @parity(warns=True)
    def test_integers_are_no_sources(tf): ...

    @parity
    @pytest.mark.parametrize("dtype", ["float32", "int8"])
    def test_repr(tf, dtype):
        return repr(tf.zeros([2], dtype))

`assert_same(program)` is the same check inside a test; `both(program)` gives the two outcomes;
`compare_gradients(function, *inputs)` compares value, gradient and second gradient.

A returned value is compared by what it is (tensor, variable, NumPy array, Python value), its
dtype, its shape and its numbers (`described.TOLERANCE` by dtype); lists, tuples and dictionaries
item by item. Printed text is compared to the letter, stderr too (`tf.print` writes there). An
error is the same when its class, or a class it inherits from, has the name of TensorFlow's.

TensorFlow is imported without Keras here: layers are compared with Keras itself, and programs
that use `tf.keras` run in processes of their own (`notebook`), where Keras has TensorFlow below.
"""

from oracle.described import Described, describe, differences
from oracle.parity import Outcome, assert_same, both, compare_gradients, parity

__all__ = [
    "Described",
    "Outcome",
    "assert_same",
    "both",
    "compare_gradients",
    "describe",
    "differences",
    "parity",
]
