"""The public names: all of them are Keras's, and what is absent says what to use."""

import inspect
import operator

import keras._tf_keras.keras as tf_keras  # what TensorFlow shows as tf.keras
import numpy as np
import pytest

import kerasish as tf
from beside_keras import ours, parity, real

FACES = [
    *("activations", "callbacks", "datasets", "initializers", "layers", "losses", "metrics"),
    *("models", "optimizers", "regularizers", "utils", "backend", "distribution"),
]


@pytest.mark.parametrize("face", ["", *FACES])
def test_every_public_name_is_one_of_keras(face):
    here, *there = (getattr(keras, face) if face else keras for keras in (ours, real, tf_keras))
    missing = {name for name in here.__all__ if not any(hasattr(each, name) for each in there)}
    assert missing == ({"digits", "playground"} if face == "datasets" else set())


@pytest.mark.parametrize("face", ["", *FACES])
def test_what_a_face_shows_is_what_it_has(face):
    module = getattr(ours, face) if face else ours
    assert sorted(module.__all__) == [name for name in dir(module) if not name.startswith("_")]
    for name in module.__all__:
        getattr(module, name)


CLASSES = [
    (face, name)
    for face in (
        *("layers", "losses", "metrics", "optimizers", "optimizers.schedules"),
        *("initializers", "regularizers", "callbacks"),
    )
    for name in operator.attrgetter(face)(ours).__all__
    if inspect.isclass(operator.attrgetter(f"{face}.{name}")(ours))
]


@pytest.mark.parametrize("face, name", CLASSES)
def test_arguments_have_keras_names_order_and_defaults(face, name):
    here, there = (
        inspect.signature(operator.attrgetter(f"{face}.{name}")(keras).__init__).parameters
        for keras in (ours, real)
    )
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    own = {each.name: each.default for each in here.values() if each.kind not in kinds}
    assert own == {name: _one_for_all_axes(there[name].default) for name in own}
    assert list(own) == [name for name in there if name in own]


def _one_for_all_axes(default):
    """(2, 2) as 2, which windows take as the same."""
    return default[0] if isinstance(default, tuple) and len(set(default)) == 1 else default


@pytest.mark.parametrize(
    "expression, advice",
    [
        ("keras.layers.Dens", "keras.layers.Dense"),
        ("keras.layers.Lambda", "keras.Layer"),
        ("keras.layers.LeakyReLU", "Activation"),
        ("keras.losses.MeanSquareError", "MeanSquaredError"),
        ("keras.optimizers.adam", "Adam"),
        ("keras.models.load_models", "Did you mean tf.keras.models.load_model"),
        ("keras.datasets.cifar10", "mnist"),
        ("keras.ops", "tf"),
        ("keras.metrics.Precison", "Did you mean tf.keras.metrics.Precision"),
        ("keras.metrics.accuracy", "tf.keras.metrics.Accuracy"),
        ("keras.metrics.F1Score", "is not part of this course.*Recall.*keras.metrics.Metric"),
        (
            "keras.losses.CosineSimilarity",
            "is not part of this course; there is .*Crossentropy.*dir.*function of",
        ),
        ("keras.losses.regression", "has no attribute 'regression'"),
        ("keras.layers.Conv3D", "tf.keras.layers.Conv2D.*not part of.*class of keras.Layer"),
        ("keras.layers.dense", "Did you mean tf.keras.layers.Dense"),
        ("keras.optimizers.Nadam", "is not part of this course; there is Adam"),
        ("keras.layers.Multiply", r"a \* b"),
        ("keras.layers.Subtract", "a - b"),
        ("keras.layers.Bidirectional", "Concatenate.*go_backwards"),
        ("keras.layers.TimeDistributed", "last axis"),
        ("keras.layers.Masking", "one length"),
        ("keras.layers.RNN", "SimpleRNN, GRU or LSTM"),
        ("keras.layers.MultiHeadAttention", "keras.Layer.*softmax"),
        ("keras.callbacks.TensorBoard", "CSVLogger"),
        ("keras.callbacks.BackupAndRestore", "ModelCheckpoint"),
        ("keras.utils.Sequence", "generator.*Dataset"),
        ("keras.utils.PyDataset", "generator.*Dataset"),
        ("keras.utils.normalize", "tf.norm"),
        ("keras.utils.pad_sequences", "np.zeros"),
        ("keras.mixed_precision", "float32"),
        ("keras.datasets.imdb", "playground"),
    ],
)
def test_an_absent_name_says_what_to_use(expression, advice):
    with pytest.raises(AttributeError, match=advice):
        eval(expression, {"keras": ours})


def test_the_ways_to_import():
    from kerasish.keras import layers, models
    from kerasish.keras.datasets import mnist
    from kerasish.keras.layers import Dense
    from kerasish.keras.models import Sequential

    assert layers.Dense is Dense is tf.keras.layers.Dense
    assert models.Sequential is Sequential is tf.keras.Sequential
    assert tf.keras.datasets.mnist is mnist
    assert tf.losses is tf.keras.losses and tf.optimizers.Adam is tf.keras.optimizers.Adam


@parity
def test_to_categorical(keras):
    return [
        keras.utils.to_categorical([0, 2, 1]),
        keras.utils.to_categorical(np.array([[0], [3]]), 5),
        keras.utils.to_categorical([[0, 1], [1, 0]]),
    ]


@parity
def test_the_session(keras):
    first = keras.layers.Dense(1).name, keras.layers.Dense(1).name
    keras.backend.clear_session()
    return first, keras.layers.Dense(1).name, keras.backend.epsilon(), keras.backend.floatx()


@parity(raises="ValueError", says="integer")
def test_a_seed_that_is_no_number(keras):
    keras.utils.set_random_seed("one")
