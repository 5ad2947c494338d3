"""Normalization layers beside Keras: outputs, gradients, what they remember, errors."""

import numpy as np
import pytest

from beside_keras import fill, gradients, parity

RNG = np.random.default_rng(1)
ROWS = RNG.normal(2.0, 3.0, size=(6, 4)).astype(np.float32)
IMAGES = RNG.normal(size=(3, 5, 4, 2)).astype(np.float32)


def filled(layer, inputs):
    """The layer, built, with numbers of one sign where a variance is wanted."""
    layer.build((None, *inputs.shape[1:]))
    fill(layer)
    layer.set_weights([np.abs(each) + 0.1 for each in layer.get_weights()])
    return layer


BATCH_OPTIONS = [
    {},
    {"axis": 1, "momentum": 0.5},
    {"center": False},
    {"scale": False, "epsilon": 0.1},
]


@parity
@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("options", BATCH_OPTIONS, ids=str)
@pytest.mark.parametrize("inputs", [ROWS, IMAGES], ids=["rows", "images"])
def test_batch_normalization(keras, inputs, options, training):
    layer = filled(keras.layers.BatchNormalization(**options), inputs)
    before = layer.get_weights()
    outcome = gradients(keras, layer, inputs, training=training)
    layer.set_weights(before)  # Keras took the gradients without changing the averages
    layer(inputs, training=training)
    weights = [(w.name, w.path, tuple(w.shape), w.trainable) for w in layer.weights]
    return outcome, weights, layer.get_weights(), layer.count_params()


@parity
def test_frozen_batch_normalization_uses_the_averages(keras):
    layer = filled(keras.layers.BatchNormalization(), ROWS)
    layer.trainable = False
    return layer(ROWS, training=True), layer.get_weights()


@parity(tolerance=(2e-4, 2e-5))
def test_batch_normalization_in_fit(keras):
    model = keras.Sequential([keras.Input((4,)), keras.layers.BatchNormalization()])
    model.add(keras.layers.Dense(1))
    fill(model.layers[-1])
    model.compile("sgd", "mse")
    history = model.fit(ROWS, ROWS[:, :1], batch_size=4, epochs=2, shuffle=False, verbose=0)
    return history.history, model.get_weights(), model.predict(ROWS, verbose=0)


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize(
    "options",
    [{}, {"axis": [1, 2]}, {"axis": 1}, {"axis": (3, 1)}, {"center": False, "scale": False}],
    ids=str,
)
def test_layer_normalization(keras, options):
    layer = filled(keras.layers.LayerNormalization(**options), IMAGES)
    weights = [(w.name, w.path, tuple(w.shape), w.trainable) for w in layer.weights]
    return gradients(keras, layer, IMAGES), weights, layer.compute_output_shape((None, 5, 4, 2))


@parity
@pytest.mark.parametrize("axis", [-1, None, (1, 2), 1], ids=str)
def test_normalization_adapts(keras, axis):
    layer = keras.layers.Normalization(axis=axis)
    layer.adapt(IMAGES)
    weights = [(w.name, tuple(w.shape), w.trainable) for w in layer.weights]
    return layer(IMAGES[:1]), layer(IMAGES[:1].astype("float64")), weights, layer.get_weights()[:2]


@parity
@pytest.mark.parametrize("invert", [False, True])
@pytest.mark.parametrize("mean", [1.5, [1.0, 2.0, 3.0, 4.0]], ids=str)
def test_normalization_with_known_numbers(keras, mean, invert):
    variance = np.abs(np.asarray(mean)) + 1.0
    layer = keras.layers.Normalization(mean=mean, variance=variance, invert=invert)
    return layer(ROWS), layer.get_weights()


@parity
def test_normalization_adapts_to_batches(keras):
    layer = keras.layers.Normalization()
    layer.adapt([ROWS[:2], ROWS[2:]])
    return layer(ROWS)


@parity
def test_a_column_that_never_changes(keras):
    layer = keras.layers.Normalization()
    layer.adapt(np.ones((4, 2), np.float32))
    return layer(ROWS[:, :2])


@parity
@pytest.mark.parametrize("options", [{"scale": 1 / 255}, {"scale": 2.0, "offset": -1.0}], ids=str)
@pytest.mark.parametrize("dtype", ["uint8", "float32", "float64"])
def test_rescaling(keras, options, dtype):
    return keras.layers.Rescaling(**options)(np.abs(ROWS).astype(dtype))


# -- mistakes ----------------------------------------------------------------------------------


@parity(raises="ValueError", says="Axis 3 is out of bounds.*\\(None, 4\\)")
def test_an_axis_that_is_not_there(keras):
    keras.layers.BatchNormalization(axis=3).compute_output_shape((None, 4))


@parity(raises="TypeError", says="'last'")
def test_an_axis_by_name(keras):
    keras.layers.LayerNormalization(axis="last")


@parity(raises="ValueError", says="both `mean` and `variance`")
def test_a_mean_without_variance(keras):
    keras.layers.Normalization(mean=1.0)


@parity(raises="ValueError", says="same shape")
def test_mean_and_variance_of_two_shapes(keras):
    keras.layers.Normalization(mean=[1.0, 2.0], variance=1.0)


@parity(raises="ValueError", says="in the range")
def test_normalization_axis_that_is_not_there(keras):
    keras.layers.Normalization(axis=2)(ROWS)


@parity(raises="ValueError", says="incompatible shape")
def test_adapting_to_other_data(keras):
    layer = keras.layers.Normalization()
    layer.adapt(ROWS)
    layer.adapt(ROWS[:, :2])


@parity(raises="TypeError", says="array")
def test_adapting_to_a_number(keras):
    keras.layers.Normalization().adapt(3.0)
