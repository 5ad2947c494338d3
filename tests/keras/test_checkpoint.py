"""ModelCheckpoint writes the files that Keras's writes, when it does, and says the same."""

import os
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

import keras as real
from beside_keras import parity
from kerasish import keras as ours

X = np.linspace(-1, 1, 24, dtype=np.float32).reshape(12, 2)
Y = X.sum(axis=1, keepdims=True)


@contextmanager
def inside(folder):
    """With a new folder as the current one, so that printed paths are the same."""
    before = os.getcwd()
    folder = Path(folder) / str(len(os.listdir(folder)))
    folder.mkdir()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def train(keras, *callbacks, epochs=3, **options):
    """A fit whose validation loss becomes worse after the second epoch."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=["mae"])
    rates = [0.1, 0.1, -0.9, 0.5]
    schedule = keras.callbacks.LearningRateScheduler(lambda epoch: rates[epoch])
    options = {"batch_size": 4, "verbose": 0, "shuffle": False, **options}
    model.fit(
        X, Y, epochs=epochs, validation_data=(X, Y + 1), callbacks=[schedule, *callbacks], **options
    )
    return model


def files():
    return sorted(str(path) for path in Path().rglob("*") if path.is_file())


@parity
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("{epoch:02d}-{val_loss:.2f}.keras", {}),
        ("best/{epoch}.keras", {"save_best_only": True}),
        ("one.keras", {"save_best_only": True, "monitor": "mae"}),
        ("{epoch}.keras", {"save_best_only": True, "monitor": "loss", "mode": "max"}),
        ("{epoch}.keras", {"save_best_only": True, "initial_value_threshold": 1e-9}),
    ],
)
def test_files_and_words(keras, tmp_path, name, options):
    with inside(tmp_path):
        callback = keras.callbacks.ModelCheckpoint(name, verbose=1, **options)
        train(keras, callback, verbose=2)
        return [files(), callback.best, callback.monitor]


@parity
def test_after_so_many_batches(keras, tmp_path):
    with inside(tmp_path):
        name = "{epoch}-{batch}-{loss:.3f}.keras"
        train(keras, keras.callbacks.ModelCheckpoint(name, verbose=1, save_freq=2))
        return files()


@parity
def test_the_file_has_the_weights_of_its_epoch(keras, tmp_path):
    with inside(tmp_path):
        ending = ".weights.h5" if keras is real else ".weights.safetensors"
        weights = keras.callbacks.ModelCheckpoint("{epoch}" + ending, save_weights_only=True)
        model = train(keras, weights, keras.callbacks.ModelCheckpoint("{epoch}.keras"))
        loaded = [keras.models.load_model(f"{epoch}.keras") for epoch in (1, 2, 3)]
        model.load_weights("2" + ending)
        return [[each.get_weights() for each in loaded], model.get_weights()]


@parity(warns=True)
def test_without_the_monitored_number_every_epoch_is_saved(keras, tmp_path):
    with inside(tmp_path):
        callback = keras.callbacks.ModelCheckpoint(
            "{epoch}.keras", monitor="val_f1", mode="max", save_best_only=True
        )
        train(keras, callback)
        return files()


@parity(warns=True)
def test_an_unknown_mode_is_auto(keras):
    return keras.callbacks.ModelCheckpoint("a.keras", mode="lowest").mode


@parity(raises="ValueError", says="epoch")
def test_an_unknown_save_freq(keras):
    keras.callbacks.ModelCheckpoint("a.keras", save_freq="batch")


@parity(raises="ValueError", says=r"must end in `\.keras`, as in 'model\.keras'")
def test_another_ending(keras):
    keras.callbacks.ModelCheckpoint("model.ckpt")


@parity(raises="ValueError", says=r"must end in `\.weights\.safetensors`")
def test_another_ending_of_weights(keras):
    keras.callbacks.ModelCheckpoint("model.keras", save_weights_only=True)


@parity(raises="KeyError", says="val_acc.*In the logs are: epoch, loss, mae, val_loss")
def test_a_name_that_is_not_in_the_logs(keras, tmp_path):
    with inside(tmp_path):
        train(keras, keras.callbacks.ModelCheckpoint("{val_acc}.keras"), epochs=1)


@parity(raises="ValueError", says="mode='max' or mode='min'")
def test_a_direction_that_is_not_known(keras, tmp_path):
    with inside(tmp_path):
        train(keras, keras.callbacks.ModelCheckpoint("a.keras", monitor="val_f1"), epochs=1)


@parity(raises="OSError", says="existing directory")
def test_a_folder_in_the_way(keras, tmp_path):
    with inside(tmp_path):
        os.mkdir("a.keras")
        train(keras, keras.callbacks.ModelCheckpoint("a.keras"), epochs=1)


def test_saving_by_epochs_costs_no_dispatch_a_batch():
    several = ours.callbacks.CallbackList([ours.callbacks.ModelCheckpoint("a.keras")])
    assert not several.wants_every_batch
    each = ours.callbacks.CallbackList([ours.callbacks.ModelCheckpoint("a.keras", save_freq=2)])
    assert each.wants_every_batch
