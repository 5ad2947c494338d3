"""Callbacks beside Keras: when training ends, rates, files, printed text, mistakes."""

import numpy as np
import pytest

from beside_keras import fill, ours, parity

RNG = np.random.default_rng(8)
X = RNG.normal(size=(40, 4)).astype(np.float32)
Y = RNG.normal(size=(40, 2)).astype(np.float32)
CLASSES = (X[:, 0] > 0).astype(int)


def model_for(keras, rate=0.05, metrics=("mae",), loss="mse"):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="tanh")])
    fill(model)
    model.compile(keras.optimizers.SGD(rate), loss, metrics=list(metrics))
    return model


def fit(model, callbacks, epochs=8, **options):
    options = {"shuffle": False, "verbose": 0, "batch_size": 20} | options
    return model.fit(X, Y, epochs=epochs, callbacks=callbacks, **options)


class Scripted:
    """Puts numbers of one's own into the logs, before the callbacks after it see them."""

    def __new__(cls, keras, name, values):
        class Script(keras.callbacks.Callback):
            def on_epoch_end(self, epoch, logs=None):
                logs[name] = values[epoch]

        return Script()


STOPPING = {
    "at once": ({"monitor": "loss"}, [5.0, 6.0, 4.0]),
    "patience": ({"monitor": "loss", "patience": 2}, [5.0, 6.0, 5.5, 4.0]),
    "min_delta": ({"monitor": "loss", "min_delta": 0.5, "patience": 1}, [5.0, 4.8, 4.7, 3.0]),
    "negative min_delta": ({"monitor": "loss", "min_delta": -0.5}, [5.0, 4.8, 4.7, 3.0]),
    "max": ({"monitor": "loss", "mode": "max", "patience": 1}, [5.0, 6.0, 5.5, 5.6, 9.0]),
    "restore": (
        {"monitor": "loss", "patience": 2, "restore_best_weights": True},
        [5.0, 3.0, 4.0, 4.0, 4.0],
    ),
    "baseline": ({"monitor": "loss", "baseline": 1.0, "patience": 2}, [5.0, 4.0, 3.0, 2.0, 0.5]),
    "baseline beaten": (
        {"monitor": "loss", "baseline": 4.5, "patience": 2, "restore_best_weights": True},
        [5.0, 4.0, 4.1, 4.2, 0.5],
    ),
    "later": ({"monitor": "loss", "start_from_epoch": 3}, [1.0, 2.0, 3.0, 4.0, 3.0, 5.0, 1.0, 1.0]),
    "a metric": ({"monitor": "mae", "patience": 1}, [5.0, 6.0, 5.5, 4.0]),
    "of validation": ({"monitor": "val_mae"}, [5.0, 6.0, 5.5, 4.0]),
    "never": ({"monitor": "loss", "restore_best_weights": True}, [5.0, 4.0, 3.0, 2.0]),
    "nan": ({"monitor": "loss", "restore_best_weights": True}, [float("nan")] * 4),
}


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("case", STOPPING)
def test_early_stopping(keras, case):
    options, values = STOPPING[case]
    stop = keras.callbacks.EarlyStopping(verbose=1, **options)
    script = Scripted(keras, options["monitor"], values)
    model = model_for(keras)
    history = fit(model, [script, stop], epochs=len(values))
    told = stop.stopped_epoch, stop.best_epoch, stop.wait, stop.best is None
    return history.epoch, told, model.get_weights()


@parity
def test_an_early_stopping_used_again(keras):
    stop = keras.callbacks.EarlyStopping("loss")
    model = model_for(keras)
    first = fit(model, [Scripted(keras, "loss", [2.0, 3.0, 4.0]), stop]).epoch
    return first, fit(model, [Scripted(keras, "loss", [9.0, 8.0, 10.0]), stop]).epoch


@parity
@pytest.mark.parametrize("metric", ["accuracy", "sparse_categorical_accuracy"])
def test_larger_is_better_for_an_accuracy(keras, metric):
    model = model_for(keras, metrics=[metric], loss="sparse_categorical_crossentropy")
    script = Scripted(keras, f"val_{metric}", [0.5, 0.7, 0.6, 0.9])
    stop = keras.callbacks.EarlyStopping(f"val_{metric}")
    return model.fit(X, CLASSES, epochs=4, verbose=0, callbacks=[script, stop]).epoch, stop.best


@parity(warns=True)
def test_a_number_that_is_not_in_the_logs(keras):
    return fit(model_for(keras), [keras.callbacks.EarlyStopping()], epochs=2).epoch


@parity(warns=True)
def test_an_unknown_mode(keras):
    return keras.callbacks.EarlyStopping(mode="least").mode


@parity(raises="ValueError", says="mode='max' or mode='min'")
@pytest.mark.parametrize("name", ["EarlyStopping", "ReduceLROnPlateau"])
def test_a_number_of_unknown_direction(keras, name):
    fit(model_for(keras), [getattr(keras.callbacks, name)("speed")])


PLATEAU = {
    "by ten": ({"patience": 1}, [5.0, 5.0, 5.0, 5.0]),
    "patience": ({"patience": 2, "factor": 0.5}, [5.0, 4.0, 4.0, 4.0, 4.0, 4.0]),
    "min_delta": ({"patience": 1, "min_delta": 1.0, "factor": 0.5}, [5.0, 4.5, 4.2, 1.0]),
    "cooldown": ({"patience": 1, "cooldown": 2, "factor": 0.5}, [5.0] * 8),
    "min_lr": ({"patience": 1, "factor": 0.5, "min_lr": 0.02}, [5.0] * 5),
    "max": ({"patience": 1, "mode": "max", "factor": 0.25}, [5.0, 6.0, 5.0, 7.0]),
}


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("case", PLATEAU)
def test_reduce_lr_on_plateau(keras, case):
    options, values = PLATEAU[case]
    reduce = keras.callbacks.ReduceLROnPlateau("mae", verbose=1, **options)
    model = model_for(keras)
    history = fit(model, [Scripted(keras, "mae", values), reduce], epochs=len(values))
    return history.history, model.get_weights(), np.asarray(model.optimizer.learning_rate)


@parity(warns=True)
def test_a_plateau_of_what_is_not_in_the_logs(keras):
    return fit(model_for(keras), [keras.callbacks.ReduceLROnPlateau()], epochs=1).epoch


@parity(raises="ValueError", says="Try 0.5")
def test_a_factor_of_one(keras):
    keras.callbacks.ReduceLROnPlateau(factor=1.0)


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize(
    "schedule",
    [
        lambda epoch, rate: rate * 0.5,
        lambda epoch: 0.1 / (epoch + 1),
        lambda epoch, rate: np.float32(0.25) if epoch else rate,
    ],
    ids=["both", "epoch alone", "numpy"],
)
def test_learning_rate_scheduler(keras, schedule):
    model = model_for(keras)
    history = fit(model, [keras.callbacks.LearningRateScheduler(schedule, verbose=1)], epochs=3)
    return history.history, model.get_weights()


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("verbose", [1, 2])
def test_a_rate_in_the_progress_bar(keras, verbose):
    scheduler = keras.callbacks.LearningRateScheduler(lambda epoch: 0.5)
    fit(model_for(keras), [scheduler], epochs=2, verbose=verbose)


@parity(raises="ValueError", says="float")
def test_a_schedule_that_gives_no_float(keras):
    fit(model_for(keras), [keras.callbacks.LearningRateScheduler(lambda epoch, rate: "0.1")])


@parity
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_terminate_on_nan(keras, bad):
    model = model_for(keras)
    x = X.copy()
    x[25] = bad
    history = model.fit(x, Y * x[:, :1], epochs=3, batch_size=10, shuffle=False, verbose=0,
                        callbacks=[keras.callbacks.TerminateOnNaN()])  # fmt: skip
    return history.epoch, len(history.history["loss"])


@parity(raises="RuntimeError", says="smaller learning rate")
def test_terminate_on_nan_at_once(keras):
    callback = keras.callbacks.TerminateOnNaN(raise_error=True)
    model_for(keras).fit(X * np.nan, Y, verbose=0, callbacks=[callback])


@parity
def test_lambda_callback(keras):
    told = []
    callback = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: told.append(("epoch begins", epoch)),
        on_epoch_end=lambda epoch, logs: told.append(("epoch ends", epoch, sorted(logs))),
        on_train_begin=lambda logs: told.append("begins"),
        on_train_end=lambda logs: told.append(("ends", sorted(logs))),
        on_train_batch_begin=lambda batch, logs: told.append(("batch begins", batch)),
        on_train_batch_end=lambda batch, logs: told.append(("batch ends", batch, sorted(logs))),
        on_test_end=lambda logs: told.append(("test ends", sorted(logs))),
    )
    fit(model_for(keras), [callback], epochs=2, validation_data=(X, Y), batch_size=15)
    return told


def rows_of(path):
    text = path.read_text()
    lines = [line.split(";" if ";" in text else ",") for line in text.splitlines()]
    return [[float(x) if x[0].isdigit() else x for x in line] for line in lines]


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("validated", [True, False])
def test_csv_logger(keras, validated, tmp_path):
    path = tmp_path / "log.csv"
    data = {"validation_data": (X[:9], Y[:9])} if validated else {}
    model = model_for(keras)
    fit(model, [keras.callbacks.CSVLogger(str(path))], epochs=3, **data)
    once = rows_of(path)
    fit(model, [keras.callbacks.CSVLogger(path, append=True)], epochs=2, **data)
    appended = rows_of(path)
    fit(model, [keras.callbacks.CSVLogger(path, separator=";")], epochs=1, **data)
    return once, appended, rows_of(path)


@parity
def test_csv_logger_with_several_numbers(keras, tmp_path):
    script = Scripted(keras, "both", [[1.0, 2.0], np.array([3, 4])])
    path = tmp_path / "log.csv"
    path.unlink(missing_ok=True)  # Keras wrote it before
    with_loss = Scripted(keras, "loss", [0.5, 0.25])
    model = model_for(keras, metrics=[])
    fit(model, [script, with_loss, keras.callbacks.CSVLogger(path, append=True)], epochs=2)
    return path.read_text()


def test_only_callbacks_that_look_at_batches_are_told_of_each():
    def wants(*callbacks):
        return ours.callbacks.CallbackList(callbacks).wants_every_batch

    kinds = ours.callbacks
    assert not wants(kinds.EarlyStopping(), kinds.ReduceLROnPlateau(), kinds.CSVLogger("log.csv"))
    assert not wants(kinds.LambdaCallback(on_epoch_end=lambda epoch, logs: None))
    assert wants(kinds.LambdaCallback(on_train_batch_end=lambda batch, logs: None))
    assert wants(kinds.TerminateOnNaN())
