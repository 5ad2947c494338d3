"""Training on datasets and generators of batches, beside Keras on TensorFlow's datasets."""

import warnings

import numpy as np
import pytest
import tensorflow

import keras as real
import kerasish
from beside_keras import assert_same, parity

X = np.linspace(-1, 1, 20, dtype="float32").reshape(10, 2)
Y = X.sum(axis=1, keepdims=True) ** 2
CLASSES = (Y[:, 0] > 0.5).astype("int32")
KERNEL, BIAS = np.array([[0.5], [-0.2]], "float32"), np.array([0.1], "float32")


def pairs(keras, targets=Y):
    """(x, y), example by example."""
    tf = tensorflow if keras is real else kerasish
    return tf.data.Dataset.from_tensor_slices((X, targets))


def make(keras):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.set_weights([KERNEL, BIAS])
    model.compile("sgd", "mse")
    return model


def generator():
    while True:
        for start in range(0, 10, 4):
            yield X[start : start + 4], Y[start : start + 4]


FITS = {
    "batches": lambda keras: (pairs(keras).batch(4), {"epochs": 2}),
    "one by one": lambda keras: (pairs(keras).batch(1), {}),
    "weighted": lambda keras: (
        pairs(keras).map(lambda x, y: (x, y, x[0] + 2)).batch(4),
        {"epochs": 2},
    ),
    "without end": lambda keras: (
        pairs(keras).batch(4).repeat(),
        {"steps_per_epoch": 4, "epochs": 3},
    ),
    "a part in every epoch": lambda keras: (
        pairs(keras).batch(4).repeat(),
        {"steps_per_epoch": 2, "epochs": 3},
    ),
    "validated": lambda keras: (
        pairs(keras).batch(4),
        {"validation_data": pairs(keras).batch(3), "epochs": 2},
    ),
    "validated on some": lambda keras: (
        pairs(keras).batch(4),
        {"validation_data": pairs(keras).batch(3).repeat(), "validation_steps": 2},
    ),
    "validated on the first": lambda keras: (
        pairs(keras).batch(4),
        {"validation_data": pairs(keras).batch(3), "validation_steps": 2, "epochs": 3},
    ),
    "validated on the first of several passes": lambda keras: (
        pairs(keras).batch(4),
        {"validation_data": pairs(keras).batch(3).repeat(3), "validation_steps": 2, "epochs": 3},
    ),
    "of unknown length": lambda keras: (
        pairs(keras).batch(4).filter(lambda x, y: x[0, 0] > -0.9),
        {"epochs": 3},
    ),
    "a generator": lambda keras: (generator(), {"steps_per_epoch": 3, "epochs": 2}),
}


@pytest.mark.parametrize("case", FITS)
def test_history_and_weights(case):
    def program(keras):
        model = make(keras)
        data, options = FITS[case](keras)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Keras's, about lengths that it does not know
            history = model.fit(data, verbose=0, shuffle=False, **options)
        return history.history, model.get_weights()

    assert_same(program)


@parity
def test_weights_of_classes(keras):
    data = pairs(keras, CLASSES).batch(4)
    return make(keras).fit(data, class_weight={0: 1.0, 1: 3.0}, shuffle=False, verbose=0).history


@parity
def test_evaluating_and_predicting(keras):
    model, data = make(keras), pairs(keras)
    return (
        model.evaluate(data.batch(4), verbose=0),
        model.evaluate(data.batch(4).repeat(), steps=4, verbose=0),
        model.predict(data.batch(4), verbose=0),
        model.predict(data.map(lambda x, y: x).batch(4), steps=2, verbose=0),
    )


@parity
def test_the_bar_learns_how_long_an_epoch_is(keras):
    data = pairs(keras).batch(4).filter(lambda x, y: True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make(keras).fit(data, epochs=2, shuffle=False, verbose=0).params["steps"]


@pytest.mark.parametrize("argument", ["y", "sample_weight", "validation_split"])
def test_what_does_not_go_with_a_dataset(argument):
    given = {"y": Y, "sample_weight": Y[:, 0], "validation_split": 0.5}[argument]
    assert_same(
        lambda keras: make(keras).fit(pairs(keras).batch(4), verbose=0, **{argument: given}),
        raises="ValueError",
    )


@pytest.mark.parametrize("method", ["fit", "evaluate", "predict"])
def test_a_dataset_without_end_needs_a_number_of_steps(method):
    """Keras goes on forever."""
    keras = kerasish.keras
    with pytest.raises(ValueError, match=r"steps_per_epoch=100 for fit, steps=100"):
        getattr(make(keras), method)(pairs(keras).batch(4).repeat(), verbose=0)


def test_too_few_batches_are_told_of():
    keras = kerasish.keras
    with pytest.warns(UserWarning, match="ran out of data; the epoch ends after 3 batches"):
        make(keras).fit(pairs(keras).batch(4), steps_per_epoch=5, verbose=0)


def test_an_epoch_without_batches_has_no_result():
    """Keras logs stale numbers, which differ with the backend: here the training ends."""
    keras = kerasish.keras
    model, best = make(keras), keras.callbacks.EarlyStopping("loss", restore_best_weights=True)
    batches = (batch for batch in pairs(keras).batch(4))
    with pytest.warns(UserWarning, match="the epoch ends after 0 batches"):
        history = model.fit(batches, epochs=4, verbose=0, callbacks=[best])
    assert history.epoch == [0] and len(history.history["loss"]) == 1
    assert best.best == history.history["loss"][0] > 0


def test_a_validation_without_batches_has_no_result():
    keras = kerasish.keras
    model, batches = make(keras), (batch for batch in pairs(keras).batch(4))
    with pytest.warns(UserWarning, match="the epoch ends after 0 batches"):
        history = model.fit(X, Y, epochs=2, verbose=0, validation_data=batches)
    assert len(history.history["loss"]) == 2 and len(history.history["val_loss"]) == 1


@pytest.mark.parametrize("empty", [lambda: iter(()), lambda: pairs(kerasish.keras).take(0)])
def test_no_batch_at_all(empty):
    """Keras raises StopIteration, or UnboundLocalError."""
    model = make(kerasish.keras)
    for method in (model.fit, model.evaluate, model.predict):
        with pytest.raises(ValueError, match="No batch came"):
            method(empty(), verbose=0)
    with pytest.raises(ValueError, match="No batch came"):
        model.fit(X[:0], Y[:0], verbose=0)
