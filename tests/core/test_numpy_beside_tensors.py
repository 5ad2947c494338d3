"""Integer tensors beside NumPy's floats: matplotlib compares positions with its limits so."""

import matplotlib
import numpy as np
import pytest

import kerasish as tf


@pytest.mark.parametrize("other", [np.float64(2.5), np.float32(2.5), np.array([1.0, 2.0, 2.5])])
def test_comparisons_compare_the_numbers_as_they_are(other):
    """A known difference: TensorFlow cuts 2.5 to 2 first, and says that 2 equals it."""
    for two in (tf.constant(2), tf.constant(2, tf.int64), tf.Variable(2)):
        assert np.array_equal(two < other, other > 2)
        assert np.array_equal(two >= other, other <= 2)
        assert np.array_equal(two == other, other == 2)
        assert np.array_equal(two != other, other != 2)
        assert np.array_equal(other > two, other > 2)


def test_arithmetic_converts_nothing_silently():
    with pytest.raises(TypeError, match="tf.cast"):
        tf.constant(2) + np.float64(2.5)


def test_matplotlib_takes_integer_tensors():
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots()
    axes.plot(tf.range(3), tf.constant([1, 2, 4]))
    line = axes.axvline(tf.constant(2))
    axes.set_xlim(tf.constant(0), tf.constant(3))
    figure.canvas.draw()
    assert list(line.get_xdata()) == [2, 2]
    plt.close(figure)
