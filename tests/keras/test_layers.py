"""Every layer beside Keras: outputs, gradients, weights, shapes."""

import numpy as np
import pytest

from beside_keras import fill, gradients, parity

RNG = np.random.default_rng(0)
ROWS = RNG.normal(size=(5, 4)).astype(np.float32)
IMAGES = RNG.normal(size=(2, 3, 4, 2)).astype(np.float32)


@parity
@pytest.mark.parametrize(
    "options",
    [
        {"units": 3},
        {"units": 3, "activation": "relu"},
        {"units": 1, "activation": "sigmoid"},
        {"units": 4, "activation": "softmax", "use_bias": False},
        {"units": 2, "activation": "tanh", "name": "mine", "trainable": False},
    ],
    ids=str,
)
def test_dense(keras, options):
    layer = keras.layers.Dense(**options)
    layer.build((None, 4))
    fill(layer)
    weights = [(w.name, w.path, tuple(w.shape), w.trainable) for w in layer.weights]
    return [gradients(keras, layer, ROWS), weights, layer.count_params(), layer.name]


@parity
def test_dense_works_on_the_last_axis(keras):
    layer = keras.layers.Dense(3)
    layer.build((None, 3, 4, 2))
    fill(layer)
    return gradients(keras, layer, IMAGES), layer.compute_output_shape((None, 3, 4, 2))


@parity(warns=True)
@pytest.mark.parametrize("axis", [0, 1, -1])
def test_a_softmax_of_one_number_is_warned_of(keras, axis):
    return keras.activations.softmax(ROWS[:1] if axis == 0 else ROWS[:, :1], axis)


@parity
def test_a_softmax_of_several_numbers_is_not(keras):
    return keras.activations.softmax(ROWS[:, :1], 0)


@parity
def test_no_softmax_is_warned_of_before_there_are_numbers(keras):
    return keras.Sequential(
        [keras.layers.Input((4,)), keras.layers.Dense(1, activation="softmax")]
    ).output_shape


@parity
@pytest.mark.parametrize("dtype", ["int32", "int64", "uint8", "bool", "float64", "float16"])
def test_dense_takes_numbers_of_any_dtype(keras, dtype):
    layer = keras.layers.Dense(3)
    layer.build((None, 4))
    fill(layer)
    return layer((ROWS > 0).astype(dtype))


@parity
def test_weights_begin_as_keras_has_them(keras):
    layer = keras.layers.Dense(3)
    layer(ROWS)
    limit = np.sqrt(6 / (4 + 3))
    kernel, bias = layer.get_weights()
    return bool(np.abs(kernel).max() < limit), bool(np.abs(kernel).max() > limit / 2), bias


@parity
def test_initializers_by_name_and_object(keras):
    layer = keras.layers.Dense(
        3, kernel_initializer=keras.initializers.Constant(0.5), bias_initializer="ones"
    )
    return layer(ROWS), layer.get_weights()


@parity
@pytest.mark.parametrize("shape", [(4,), (4, 3), (4, 3, 2), (4, 1, 5, 2)], ids=str)
def test_flatten(keras, shape):
    layer = keras.layers.Flatten()
    x = RNG.normal(size=shape).astype(np.float32) * 0 + np.arange(np.prod(shape)).reshape(shape)
    return layer(x.astype(np.float32)), layer.compute_output_shape((None, *shape[1:]))


@parity
def test_flatten_keeps_whole_numbers(keras):
    return keras.layers.Flatten()(np.arange(12, dtype=np.uint8).reshape(2, 3, 2))


@parity
@pytest.mark.parametrize(
    "name",
    [
        *("linear", "relu", "leaky_relu", "relu6", "elu", "selu", "gelu", "sigmoid", "tanh"),
        *("softplus", "softsign", "silu", "swish", "exponential", "softmax", "log_softmax"),
    ],
)
def test_activation(keras, name):
    layer = keras.layers.Activation(name)
    function = keras.activations.get(name)
    return gradients(keras, layer, 2 * ROWS), function(ROWS), layer.compute_output_shape((None, 4))


@parity
@pytest.mark.parametrize(
    "options",
    [
        {"negative_slope": 0.1},
        {"max_value": 0.5},
        {"threshold": 0.3},
        {"negative_slope": 0.2, "max_value": 0.7, "threshold": 0.1},
    ],
    ids=str,
)
def test_relu_with_options(keras, options):
    return keras.activations.relu(ROWS, **options)


@parity
def test_dropout_outside_of_training_changes_nothing(keras):
    layer = keras.layers.Dropout(0.5)
    return layer(ROWS), layer(ROWS, training=False), len(layer.weights), len(layer.variables)


@parity
@pytest.mark.parametrize("rate", [0, 0.0, 0.2, 0.5, 0.9, 1])
def test_dropout_scales_up_what_it_keeps(keras, rate):
    x = np.ones((200, 200), np.float32)
    y = np.asarray(keras.layers.Dropout(rate, seed=1)(x, training=True))
    kept = y != 0
    share_is_right = abs(kept.mean() - (1 - rate)) < 0.02
    return bool(share_is_right), np.unique(y[kept])


@parity
def test_dropout_with_a_noise_shape_drops_whole_rows(keras):
    y = keras.layers.Dropout(0.5, noise_shape=(None, 1), seed=3)(
        np.ones((400, 7), np.float32), training=True
    )
    rows = np.asarray(y).sum(axis=1)
    return np.unique(rows), bool(0.4 < (rows == 0).mean() < 0.6)


@parity
def test_dropout_draws_anew_each_time_and_the_same_for_a_seed(keras):
    first, second = keras.layers.Dropout(0.5, seed=7), keras.layers.Dropout(0.5, seed=7)
    x = np.ones((20, 20), np.float32)
    a, b, c = (np.asarray(f(x, training=True)) for f in (first, first, second))
    return bool((a == b).all()), bool((a == c).all())


@parity
def test_dropout_passes_gradients_through_what_it_keeps(keras):
    x = np.ones((5, 5), np.float32)
    layer = keras.layers.Dropout(0.5, seed=1)
    output, _, (gradient,) = gradients(keras, layer, x, training=True)
    kept = np.asarray(output) != 0
    return np.unique(np.asarray(gradient)[kept]), np.unique(np.asarray(gradient)[~kept])
