"""In which forms inputs, targets and losses may be handed over, beside Keras."""

import numpy as np
import pytest
import tensorflow

import keras as real
import kerasish
from beside_keras import fill, parity

X = np.linspace(-1, 1, 20, dtype="float32").reshape(10, 2)
Y = X.sum(axis=1, keepdims=True) ** 2


def sequential(keras, **options):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, name="out")])
    fill(model).compile("sgd", **{"loss": "mse", "metrics": ["mae"], **options})
    return model


def functional(keras, names=("out",), **options):
    x = keras.Input((2,))
    outputs = [keras.layers.Dense(1, name=name)(x) for name in names]
    model = fill(keras.Model(x, outputs[0] if len(names) == 1 else outputs))
    model.compile("sgd", **{"loss": "mse", **options})
    return model


@parity(warns=True)
@pytest.mark.parametrize("kind", [list, tuple])
def test_one_input_in_a_list(keras, kind):
    model = sequential(keras)
    alone, target = kind([X]), kind([Y])
    return [
        model(alone),
        model.predict(alone, verbose=0),
        model.evaluate(alone, target, verbose=0),
        model.fit(alone, Y, shuffle=False, verbose=0).history,
        model.fit(alone, target, shuffle=False, verbose=0, epochs=2).history,
        model.train_on_batch(alone, target),
        model.predict_on_batch(alone),
    ]


@parity(warns=True)
def test_class_numbers_in_a_list(keras):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    fill(model).compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    classes = np.arange(10) % 3
    return [
        model.evaluate([X], [classes], verbose=0),
        model.fit(X, [classes], sample_weight=[Y[:, 0]], shuffle=False, verbose=0).history,
    ]


def test_class_numbers_in_a_list_are_checked():
    keras = kerasish.keras
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(kerasish.errors.InvalidArgumentError, match="label value of 9"):
        model.fit(X, [np.arange(10)], verbose=0)


@parity(raises="ValueError", says="single output.*list of 2.*sample_weight=")
def test_weights_of_classes_with_several_outputs(keras):
    functional(keras, ("a", "b")).fit(X, [Y, Y], class_weight={0: 1.0}, verbose=0)


@parity(raises="ValueError", says="single output")
def test_weights_of_classes_with_a_dataset_of_several_outputs(keras):
    tf = tensorflow if keras is real else kerasish
    data = tf.data.Dataset.from_tensor_slices((X, (Y, Y))).batch(5)
    model = functional(keras, ("a", "b"))
    model.fit(data, class_weight={0: 1.0}, shuffle=False, verbose=0)


def test_a_dict_of_losses_for_a_sequential_model():
    # Keras: TypeError: 'NoneType' object is not iterable
    with pytest.raises(ValueError, match=r"keys \['out'\].* no names.*loss='mse'"):
        sequential(kerasish.keras, loss={"out": "mse"}).fit(X, Y, verbose=0)


def test_a_dict_of_targets_for_one_output():
    # Keras: ValueError: could not convert string to float: 'out'
    keras = kerasish.keras
    found, expected = (
        functional(keras).fit(X, target, verbose=0, shuffle=False).history
        for target in ({"out": Y}, Y)
    )
    assert found == expected
    with pytest.raises(ValueError, match=r"`y` is a dict with the keys \['on'\].*called 'out'"):
        functional(keras).fit(X, {"on": Y}, verbose=0)
    with pytest.raises(ValueError, match=r"has no name.*alone, without the dict"):
        sequential(keras).fit(X, {"out": Y}, verbose=0)
