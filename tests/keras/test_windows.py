"""Convolution and pooling beside Keras: outputs, gradients, weights, shapes, errors."""

import numpy as np
import pytest

from beside_keras import fill, gradients, parity

RNG = np.random.default_rng(0)
SIGNALS = RNG.normal(size=(2, 9, 4)).astype(np.float32)
IMAGES = RNG.normal(size=(2, 7, 6, 4)).astype(np.float32)


def described(layer, inputs):
    """What a user sees of a built layer besides its outputs."""
    open_shape = (None, *inputs.shape[1:])
    return [
        [(w.name, w.path, tuple(w.shape), w.trainable) for w in layer.weights],
        layer.compute_output_shape(open_shape),
        layer.count_params(),
        layer.name,
    ]


CONVOLUTIONS = [
    {"filters": 3, "kernel_size": 3},
    {"filters": 3, "kernel_size": 2, "strides": 2, "activation": "relu"},
    {"filters": 4, "kernel_size": 3, "padding": "same", "use_bias": False},
    {"filters": 4, "kernel_size": 3, "strides": 2, "padding": "SAME"},
    {"filters": 2, "kernel_size": 2, "dilation_rate": 2},
    {"filters": 6, "kernel_size": 3, "groups": 2, "padding": "same"},
]


@parity
@pytest.mark.parametrize("options", CONVOLUTIONS, ids=str)
@pytest.mark.parametrize("kind", ["Conv1D", "Conv2D"])
def test_convolution(keras, kind, options):
    inputs = SIGNALS if kind == "Conv1D" else IMAGES
    layer = getattr(keras.layers, kind)(**options)
    layer.build((None, *inputs.shape[1:]))
    fill(layer)
    return gradients(keras, layer, inputs), described(layer, inputs)


@parity
@pytest.mark.parametrize("dilation", [1, 2])
def test_causal_convolution(keras, dilation):
    layer = keras.layers.Conv1D(3, 3, padding="causal", dilation_rate=dilation)
    layer.build((None, 9, 4))
    fill(layer)
    return gradients(keras, layer, SIGNALS), described(layer, SIGNALS)


@parity
def test_a_window_that_is_no_square(keras):
    layer = keras.layers.Conv2D(2, (2, 3), strides=(1, 2))
    layer.build((None, 7, 6, 4))
    fill(layer)
    return gradients(keras, layer, IMAGES), layer.compute_output_shape((None, None, 6, 4))


@parity
def test_images_of_bytes(keras):
    layer = keras.layers.Conv2D(2, 3)
    layer.build((None, 7, 6, 4))
    fill(layer)
    return layer((IMAGES > 0).astype("uint8"))


@parity
@pytest.mark.parametrize(
    "options",
    [
        {"pool_size": 2},
        {"pool_size": 3, "strides": 1},
        {"pool_size": 3, "padding": "same"},
        {"pool_size": 2, "strides": 3},
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["MaxPooling", "AveragePooling"])
@pytest.mark.parametrize("inputs", [SIGNALS, IMAGES], ids=["1D", "2D"])
def test_pooling(keras, kind, inputs, options):
    layer = getattr(keras.layers, f"{kind}{inputs.ndim - 2}D")(**options)
    return gradients(keras, layer, inputs), described(layer, inputs)


@parity
@pytest.mark.parametrize("kind", ["MaxPooling1D", "MaxPooling2D"])
def test_the_greatest_of_two_by_default(keras, kind):
    return getattr(keras.layers, kind)()(SIGNALS if kind.endswith("1D") else IMAGES)


@parity
@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("kind", ["GlobalMaxPooling", "GlobalAveragePooling"])
@pytest.mark.parametrize("inputs", [SIGNALS, IMAGES], ids=["1D", "2D"])
def test_global_pooling(keras, kind, inputs, keepdims):
    layer = getattr(keras.layers, f"{kind}{inputs.ndim - 2}D")(keepdims=keepdims)
    return gradients(keras, layer, inputs), described(layer, inputs)


# -- mistakes ----------------------------------------------------------------------------------


@parity(raises="ValueError", says="strictly positive")
def test_no_filters(keras):
    keras.layers.Conv2D(0, 3)


@parity(raises="ValueError", says="`kernel_size` argument must be.*tuple of 2")
def test_a_window_with_too_many_sizes(keras):
    keras.layers.Conv2D(8, (3, 3, 3))


@parity(raises="ValueError", says="at least 1.*strides=0")
def test_no_steps(keras):
    keras.layers.Conv2D(8, 3, strides=0)


@parity(raises="ValueError", says="'valid', 'same'.*'full'")
def test_unknown_padding(keras):
    keras.layers.Conv2D(8, 3, padding="full")


@parity(raises="ValueError", says="'valid', 'same'. Received: 'causal'")
def test_causal_images(keras):
    keras.layers.Conv2D(8, 3, padding="causal")


@parity(raises="ValueError", says="not supported in conjunction")
def test_steps_and_gaps(keras):
    keras.layers.Conv2D(8, 3, strides=2, dilation_rate=2)


@parity(raises="ValueError", says="evenly divisible.*groups=3, filters=8")
def test_groups_that_do_not_divide_the_filters(keras):
    keras.layers.Conv2D(8, 3, groups=3)


@parity(raises="ValueError", says="4 channels")
def test_groups_that_do_not_divide_the_channels(keras):
    keras.layers.Conv2D(9, 3, groups=3)(IMAGES)


@parity(raises="ValueError", says="does not fit into an input of shape")
def test_a_window_larger_than_the_image(keras):
    keras.layers.Conv2D(8, 9)(IMAGES)


@parity(raises="ValueError", says="found ndim=3")
def test_images_without_channels(keras):
    keras.layers.Conv2D(8, 3)(SIGNALS)


@parity(raises="ValueError", says="expected axis -1 of input shape to have value 4")
def test_other_channels_later(keras):
    layer = keras.layers.Conv2D(8, 3)
    layer(IMAGES)
    layer(IMAGES[..., :2])


@parity(raises="ValueError", says="found ndim=2")
def test_pooling_of_rows(keras):
    keras.layers.MaxPooling2D()(np.ones((2, 3), np.float32))


@parity(raises="ValueError", says="does not fit")
def test_pooling_window_too_large(keras):
    keras.layers.MaxPooling2D(9).compute_output_shape((None, 4, 4, 1))
