"""The chain of a recorded computation: what it writes is what the tape said."""

import math

import kerasish as tf
from kerasish.viz.chain import draw_chain


def texts(figure):
    (axes,) = figure.axes
    return [text.get_text() for text in axes.texts if text.get_text()]


def test_values_gradients_and_factors_are_written():
    x = tf.Variable(1.2)
    with tf.GradientTape() as tape:
        u = x * x
        y = tf.sin(u)
    figure = draw_chain("xuy", [x, u, y], ["x * x", "sin(u)"], tape.gradient(y, [x, u, y]))
    factors = 2 * 1.2, math.cos(1.44)
    assert {"x = 1.2", "u = 1.44", f"y = {math.sin(1.44):.3g}"} <= set(texts(figure))
    assert {"x * x", "sin(u)", "dy/dy\n= 1"} <= set(texts(figure))
    assert {f"× {factor:.3g}" for factor in factors} <= set(texts(figure))
    assert f"dy/dx\n= {factors[0] * factors[1]:.3g}" in texts(figure)


def test_a_gradient_of_zero_ends_the_factors():
    figure = draw_chain("xuy", [0.0, 1.0, 2.0], ["f", "g"], [0.0, 0.0, 1.0])
    assert [text for text in texts(figure) if text.startswith("×")] == ["× 0"]
