"""Embedding beside Keras: outputs, gradients, weights, shapes, errors."""

import numpy as np
import pytest

import kerasish as tf
from beside_keras import fill, gradients, parity

NUMBERS = np.array([[0, 2, 4], [1, 1, 3]])
TABLE = np.arange(10, dtype=np.float32).reshape(5, 2)


@parity
@pytest.mark.parametrize(
    "options",
    [{}, {"name": "mine"}, {"trainable": False}, {"dtype": "float16"}, {"mask_zero": False}],
    ids=str,
)
def test_embedding(keras, options):
    layer = keras.layers.Embedding(5, 2, **options)
    layer.build((None, 3))
    fill(layer)
    weights = [(w.name, w.path, tuple(w.shape), w.trainable) for w in layer.weights]
    return layer(NUMBERS), weights, layer.count_params(), layer.name, layer.input_dim


@parity
@pytest.mark.parametrize(
    "dtype", ["int8", "uint8", "int32", "int64", "bool", "float16", "float32", "float64"]
)
def test_numbers_of_any_dtype(keras, dtype):
    layer = keras.layers.Embedding(5, 2, weights=TABLE)
    return layer((NUMBERS + 0.7).astype(dtype))


@parity
@pytest.mark.parametrize("shape", [(4,), (2, 3), (2, 3, 4)], ids=str)
def test_input_of_any_shape(keras, shape):
    layer = keras.layers.Embedding(5, 2, weights=TABLE)
    return layer(np.arange(np.prod(shape)).reshape(shape) % 5), layer.compute_output_shape(shape)


def test_large_numbers_are_not_rounded():
    layer = tf.keras.layers.Embedding(2**24 + 2, 1, embeddings_initializer="zeros")
    layer.build()
    layer.embeddings.assign(np.arange(2**24 + 2, dtype=np.float64)[:, None] % 2)
    assert layer(np.array([2.0**24 + 1])).numpy().item() == 1


@parity
@pytest.mark.parametrize("listed", [False, True])
def test_weights_given(keras, listed):
    layer = keras.layers.Embedding(5, 2, weights=[TABLE] if listed else TABLE)
    return layer.built, layer(NUMBERS), layer.get_weights(), layer.embeddings


@parity
def test_weights_begin_small_and_even(keras):
    layer = keras.layers.Embedding(100, 50)
    layer(NUMBERS)
    values = layer.get_weights()[0]
    spread = [abs(values).max() <= 0.05, abs(values).max() > 0.049, abs(values.mean()) < 0.003]
    return [bool(each) for each in spread]


@parity
def test_initializer(keras):
    layer = keras.layers.Embedding(5, 2, embeddings_initializer="ones")
    return layer(NUMBERS)


@parity
def test_gradients_add_up_over_repeated_numbers(keras):
    model = keras.Sequential([keras.layers.Embedding(5, 2), keras.layers.Dense(1)])
    model.build((None, 3))
    fill(model)
    output, by_weights, _ = gradients(keras, model, NUMBERS.astype(np.float32))
    return output, by_weights


@parity
def test_fit(keras):
    model = keras.Sequential(
        [keras.Input((3,)), keras.layers.Embedding(5, 2), keras.layers.Flatten()]
        + [keras.layers.Dense(1)]
    )
    fill(model)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    x = np.arange(60).reshape(20, 3) % 5
    model.fit(x, x.sum(1, keepdims=True) / 10, epochs=3, batch_size=8, shuffle=False, verbose=0)
    return model.get_weights(), model.predict(x, verbose=0)


@parity
def test_summary(keras):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Embedding(5, 2)])
    model.summary(line_length=80)
    return model.output_shape


@parity(raises="ValueError", says=r"`input_dim`.*Write for example Embedding\(1000, 64\)")
@pytest.mark.parametrize("length", [0, -1, 2.0, True, "5"])
def test_input_dim_is_a_positive_whole_number(keras, length):
    keras.layers.Embedding(length, 2)


@parity(raises="ValueError", says="`output_dim`")
@pytest.mark.parametrize("length", [0, -1, 2.0, True, None])
def test_output_dim_is_a_positive_whole_number(keras, length):
    keras.layers.Embedding(2, length)


@parity(raises="AttributeError", says="'embeddings'.*not built: call it")
def test_embeddings_before_the_layer_is_built(keras):
    return keras.layers.Embedding(5, 2).embeddings


@parity(raises="ValueError")
def test_weights_of_another_shape(keras):
    keras.layers.Embedding(5, 2, weights=TABLE.T)


def test_masks_are_refused_with_advice():
    with pytest.raises(ValueError, match="mask_zero=True.*sample_weight"):
        tf.keras.layers.Embedding(5, 2, mask_zero=True)


@pytest.mark.parametrize("number", [5, -1, 100])
def test_a_number_without_a_vector(number):
    layer = tf.keras.layers.Embedding(5, 2)
    with pytest.raises(tf.errors.InvalidArgumentError, match=rf"{number} is not in \[0, 5\)"):
        layer(np.array([[0, number]]))
    inside = tf.function(layer)(tf.constant([[0, number]])).numpy()
    assert np.isfinite(inside[0, 0]).all()
    assert np.isnan(inside[0, 1]).all()
