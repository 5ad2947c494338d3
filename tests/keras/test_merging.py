"""Add, Concatenate, Reshape, ReLU and Softmax beside Keras."""

import numpy as np
import pytest

from beside_keras import gradients, parity

RNG = np.random.default_rng(2)
ONE = RNG.normal(size=(3, 4, 2)).astype(np.float32)
OTHER = RNG.normal(size=(3, 4, 2)).astype(np.float32)


@parity
@pytest.mark.parametrize(
    "shapes", [[(3, 4, 2)] * 3, [(3, 4, 2), (3, 1, 2)], [(3, 4, 2), (3, 2)]], ids=str
)
def test_add(keras, shapes):
    inputs = [RNG.normal(size=shape).astype(np.float32) * 0 + 0.5 for shape in shapes]
    layer = keras.layers.Add()
    return layer(inputs), layer.compute_output_shape([(None, *shape[1:]) for shape in shapes])


@parity
@pytest.mark.parametrize("axis", [-1, 1, 2])
def test_concatenate(keras, axis):
    layer = keras.layers.Concatenate(axis)
    shapes = [(None, 4, 2), (None, 4, 2)]
    return layer([ONE, OTHER]), layer.compute_output_shape(shapes), layer.name


@parity
@pytest.mark.parametrize("target", [(8,), (2, 4), (-1,), (2, -1, 2), (2, 2, 2)], ids=str)
def test_reshape(keras, target):
    layer = keras.layers.Reshape(target)
    shapes = [layer.compute_output_shape(shape) for shape in [(None, 4, 2), (None, None, 2)]]
    return gradients(keras, layer, ONE), shapes


@parity
@pytest.mark.parametrize(
    "options",
    [{}, {"max_value": 0.5}, {"negative_slope": 0.3}, {"threshold": 0.4, "negative_slope": 0.1}],
    ids=str,
)
def test_relu(keras, options):
    layer = keras.layers.ReLU(**options)
    return gradients(keras, layer, ONE), layer.compute_output_shape((None, 3)), layer.name


@parity
@pytest.mark.parametrize("axis", [-1, 1])
def test_softmax(keras, axis):
    return gradients(keras, keras.layers.Softmax(axis=axis), ONE)


# -- mistakes ----------------------------------------------------------------------------------


@parity(raises="ValueError", says="called on a list")
def test_add_of_one_tensor(keras):
    keras.layers.Add()(ONE)


@parity(raises="ValueError", says="incompatible shapes.*\\(3, 4, 2\\)")
def test_add_of_shapes_that_do_not_fit(keras):
    keras.layers.Add()([ONE, OTHER[:, :3]])


@parity(raises="ValueError", says="different batch sizes")
def test_add_of_two_batches(keras):
    keras.layers.Add()([ONE, OTHER[:2]])


@parity(raises="ValueError", says="matching shapes")
def test_concatenation_of_shapes_that_do_not_fit(keras):
    keras.layers.Concatenate()([ONE, OTHER[:, :3]])


@parity(raises="ValueError", says="called on a list")
def test_concatenation_of_one_tensor(keras):
    keras.layers.Concatenate()(ONE)


@parity(raises="ValueError", says="must be unchanged: 8 numbers")
def test_reshape_to_another_count(keras):
    keras.layers.Reshape((3, 3))(ONE)


@parity(raises="ValueError", says="must be unchanged")
def test_reshape_with_a_rest_that_does_not_fit(keras):
    keras.layers.Reshape((3, -1))(ONE)


@parity(raises="ValueError", says="at most one -1")
def test_reshape_with_two_unknowns(keras):
    keras.layers.Reshape((-1, -1))


@parity(raises="ValueError", says="negative")
def test_relu_with_a_negative_slope(keras):
    keras.layers.ReLU(negative_slope=-1.0)


@parity
def test_functions_for_layers(keras):
    a, b = (keras.Input((3,), name=name) for name in "ab")
    model = keras.Model([a, b], keras.layers.concatenate([keras.layers.add([a, b]), b], axis=1))
    x = np.arange(6, dtype="float32").reshape(2, 3)
    return model([x, -2 * x]), [type(layer).__name__ for layer in model.layers]


@pytest.mark.parametrize(
    "name",
    ["Convolution1D", "Convolution2D", "MaxPool1D", "MaxPool2D", "AvgPool1D", "AvgPool2D"]
    + ["GlobalMaxPool1D", "GlobalMaxPool2D", "GlobalAvgPool1D", "GlobalAvgPool2D"],
)
@parity
def test_shorter_names(keras, name):
    return getattr(keras.layers, name).__name__
