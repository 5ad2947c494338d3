"""Functional models beside Keras: what they are asked, what they compute, how they are trained."""

import numpy as np
import pytest

from beside_keras import fill, gradients, parity

RNG = np.random.default_rng(11)
X = RNG.normal(size=(8, 4)).astype(np.float32)
Z = RNG.normal(size=(8, 2)).astype(np.float32)


def two_paths(keras):
    """Two inputs, a shared layer, arithmetic, two outputs."""
    layers = keras.layers
    x, z = keras.Input((4,), name="x"), keras.Input((2,), name="z")
    shared = layers.Dense(3, activation="tanh", name="shared")
    h = shared(x)
    both = layers.Concatenate()([h, z])
    again = shared(layers.Dense(4)(both))
    total = (h + again) * 0.5 - h[:, :1]
    a = layers.Dense(2, activation="softmax", name="a")(total)
    b = layers.Dense(1, name="b")(layers.Dropout(0.2)(both))
    return fill(keras.Model(inputs=[x, z], outputs=[a, b]))


def described(model):
    return [
        model.name,
        type(model).__name__,
        repr(model),
        [repr(layer) for layer in model.layers],
        [repr(tensor) for tensor in model.inputs + model.outputs],
        model.input_shape,
        model.output_shape,
        model.output_names,
        [(w.path, tuple(w.shape)) for w in model.weights],
        model.count_params(),
        model.built,
    ]


@parity
def test_two_paths(keras):
    model = two_paths(keras)
    return (
        described(model),
        model([X, Z]),
        model({"x": X, "z": Z}),
        model.predict([X, Z], verbose=0),
    )


@parity
def test_one_layer_after_another(keras):
    x = keras.Input((4,))
    h = keras.layers.Dense(3, activation="relu")(x)
    model = fill(keras.Model(x, keras.layers.Dense(2)(h), name="line"))
    model.summary()
    return described(model), gradients(keras, model, X), model.layers[1].output.shape


@parity
def test_the_table_of_two_paths(keras):
    two_paths(keras).summary()
    two_paths(keras).summary(show_trainable=True, line_length=75)
