"""A whole `fit` beside Keras: history, weights, what callbacks are told."""

import numpy as np
import pytest

import kerasish as tf
from beside_keras import fill, parity
from kerasish import keras as ours

RNG = np.random.default_rng(5)
X = RNG.normal(size=(90, 4)).astype(np.float32)
CLASSES = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0.5)
BITS = (X[:, :1] * X[:, 1:2] > 0).astype(np.float32)
NUMBERS = X @ RNG.normal(size=(4, 2)).astype(np.float32)

CASES = {
    "class numbers": (CLASSES, 3, "softmax", "sparse_categorical_crossentropy"),
    "one-hot": (np.eye(3)[CLASSES], 3, "softmax", "categorical_crossentropy"),
    "bits in a row": (BITS[:, 0], 1, "sigmoid", "binary_crossentropy"),
    "numbers": (NUMBERS, 2, None, "mse"),
}


def model_for(keras, case, optimizer="adam", **options):
    _, units, activation, loss = CASES[case]
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(6, activation="tanh"),
            keras.layers.Dense(units, activation=activation),
        ]
    )
    fill(model)
    model.compile(optimizer, loss, **{"metrics": ["accuracy"], **options})
    return model


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("case", CASES)
def test_history_and_weights(keras, case):
    y = CASES[case][0]
    model = model_for(keras, case)
    history = model.fit(X[:70], y[:70], epochs=3, shuffle=False, verbose=0,
                        validation_data=(X[70:], y[70:]))  # fmt: skip
    return [
        history.history,
        history.epoch,
        model.get_weights(),
        model.evaluate(X, y, verbose=0),
        model.evaluate(X, y, verbose=0, return_dict=True, batch_size=7),
        model.predict(X, verbose=0),
    ]


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("optimizer", ["sgd", "rmsprop"])
def test_other_optimizers(keras, optimizer):
    model = model_for(keras, "class numbers", optimizer)
    history = model.fit(X, CLASSES, epochs=2, shuffle=False, verbose=0, batch_size=30)
    return history.history, model.get_weights()


@parity(tolerance=(2e-4, 2e-5))
def test_weights_of_samples_and_classes(keras):
    model = model_for(
        keras, "class numbers", "sgd", weighted_metrics=["sparse_categorical_accuracy"]
    )
    weights = RNG.uniform(size=90).astype(np.float32) * 0 + np.linspace(0, 2, 90, dtype="float32")
    one = model.fit(X, CLASSES, epochs=2, shuffle=False, verbose=0, sample_weight=weights)
    two = model.fit(X, CLASSES, epochs=1, shuffle=False, verbose=0,
                    class_weight={0: 1.0, 1: 0.5, 2: 3.0})  # fmt: skip
    found = model.evaluate(X, CLASSES, sample_weight=weights, verbose=0)
    return one.history, two.history, found, model.get_weights()


@parity(tolerance=(2e-4, 2e-5))
def test_validation_split_and_frequency(keras):
    model = model_for(keras, "numbers", "sgd")
    history = model.fit(X, NUMBERS, epochs=4, shuffle=False, verbose=0,
                        validation_split=0.25, validation_freq=2)  # fmt: skip
    again = model.fit(X, NUMBERS, initial_epoch=4, epochs=6, shuffle=False, verbose=0)
    return history.history, again.history, again.epoch


@parity(tolerance=(2e-4, 2e-5))
def test_a_training_step_of_ones_own(keras):
    class Mine(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(2)

        def call(self, x):
            return self.dense(x)

        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            return 3.0 * super().compute_loss(x, y, y_pred, sample_weight)

    model = Mine()
    model(X)
    fill(model)
    model.compile("sgd", "mse", metrics=["mae"])
    return model.fit(X, NUMBERS, epochs=2, shuffle=False, verbose=0).history, model.get_weights()


def test_what_a_step_of_ones_own_returns_is_logged():
    # not beside Keras: with JAX behind it a `test_step` takes the model's state as well
    class Mine(ours.Model):
        def call(self, x):
            return x

        def test_step(self, data):
            x, y = data
            return {"largest": tf.reduce_max(tf.abs(y - x))}

    model = Mine()
    model.compile("sgd", "mse")
    found = model.evaluate(X[:60, :2], NUMBERS[:60], verbose=0, return_dict=True)
    last = np.abs(NUMBERS[32:60] - X[32:60, :2])  # the second batch of 32
    assert found == {"largest": pytest.approx(last.max())}


@parity
def test_what_callbacks_are_told(keras):
    class Notes(keras.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.told = []

    def teller(name):
        def tell(self, *args, logs=None):
            self.told.append((name, list(args[:1]), sorted(logs or {})))

        if "batch" in name or "epoch" in name:
            return lambda self, number, logs=None: tell(self, number, logs=logs)
        return lambda self, logs=None: tell(self, logs=logs)

    for kind in ("train", "test", "predict"):
        for when in ("begin", "end"):
            for name in (f"on_{kind}_{when}", f"on_{kind}_batch_{when}", f"on_epoch_{when}"):
                setattr(Notes, name, teller(name))
    notes = Notes()
    model = model_for(keras, "numbers")
    model.fit(X, NUMBERS, epochs=2, batch_size=40, verbose=0, callbacks=[notes],
              validation_data=(X[:5], NUMBERS[:5]))  # fmt: skip
    model.evaluate(X, NUMBERS, verbose=0, callbacks=[notes])
    model.predict(X, verbose=0, callbacks=[notes])
    return notes.told, notes.model is model, {**notes.params, "verbose": 0}


@parity
def test_training_can_be_stopped(keras):
    class Enough(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = epoch == 1

    model = model_for(keras, "numbers")
    history = model.fit(X, NUMBERS, epochs=9, verbose=0, callbacks=[Enough()])
    return history.epoch, model.history is history


@parity(tolerance=(2e-4, 2e-5))
def test_run_eagerly(keras):
    model = model_for(keras, "class numbers", "sgd", run_eagerly=True)
    return model.fit(X[:64], CLASSES[:64], shuffle=False, verbose=0).history


@parity
def test_dropout_trains_and_predicts_without(keras):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dropout(0.5, seed=1)])
    return model.predict(X, verbose=0)


@parity(raises="ValueError", says="same time")
def test_weights_of_samples_and_of_classes_at_once(keras):
    model = model_for(keras, "class numbers")
    model.fit(X, CLASSES, sample_weight=np.ones(90), class_weight={0: 2.0}, verbose=0)


@parity(tolerance=(2e-4, 2e-5))
def test_a_part_of_the_arrays_in_each_epoch(keras):
    model = model_for(keras, "numbers", "sgd")
    history = model.fit(X[:80], NUMBERS[:80], epochs=2, batch_size=20, steps_per_epoch=2,
                        shuffle=False, verbose=0)  # fmt: skip
    return history.history, model.get_weights(), model.evaluate(X, NUMBERS, steps=2, verbose=0)


@parity(tolerance=(2e-4, 2e-5))
def test_epochs_to_validate_after(keras):
    model = model_for(keras, "numbers", "sgd")
    return model.fit(X, NUMBERS, epochs=3, shuffle=False, verbose=0,
                     validation_data=(X, NUMBERS), validation_freq=[1, 3]).history  # fmt: skip


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("sizes", [{}, {"validation_batch_size": 2}, {"batch_size": 3}])
def test_validation_on_some_batches_takes_the_first_in_each_epoch(keras, sizes):
    model = model_for(keras, "numbers", "sgd")
    some = {"validation_data": (X[:8], NUMBERS[:8]), "validation_steps": 2, **sizes}
    return model.fit(X, NUMBERS, epochs=3, shuffle=False, verbose=0, **some).history


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("parts", [2, 3])
def test_validation_data_as_a_list(keras, parts):
    model = model_for(keras, "numbers", "sgd")
    data = [X[70:], NUMBERS[70:], np.linspace(0, 2, 20, dtype="float32")][:parts]
    return model.fit(X, NUMBERS, shuffle=False, verbose=0, validation_data=data).history


@parity(raises="ValueError", says="4 parts")
def test_validation_data_of_too_many_parts(keras):
    model_for(keras, "numbers").fit(X, NUMBERS, verbose=0, validation_data=[X, X, X, X])
