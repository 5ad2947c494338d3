"""TrainingMonitor: a fit seen while it goes on, after it, and after an interrupt."""

import os
import signal

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from kerasish import keras
from kerasish.keras.callbacks import CallbackList
from kerasish.viz.training_monitor import MOST_ROWS, TrainingMonitor

PROGRAM = """
import time
from kerasish import keras
from kerasish.viz.training_monitor import TrainingMonitor

(x, y), _ = keras.datasets.playground.load_data("circle", noise=0.2, seed=1)
keras.utils.set_random_seed(1)
model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
monitor = TrainingMonitor()
settings = dict(validation_split=0.2, callbacks=[monitor], verbose=0)
slowly = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: time.sleep(0.05))
"""
CELL = "history = model.fit(x, y, epochs=30, **settings)"


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(PROGRAM, CELL) as opened:
        opened.widget().get_by_text("Done").wait_for()
        yield opened


def test_a_fit_that_is_done_can_be_read_epoch_by_epoch(notebook):
    view = notebook.widget()
    view.get_by_text("epoch 30 of 30 · learning rate 0.001").wait_for()
    last = notebook.value("history.history['val_loss'][-1]")
    assert view.get_by_role("row", name="loss").inner_text().split()[-1] == f"{last:.4g}"
    view.get_by_label("Look at epoch").focus()
    notebook.page.keyboard.press("ArrowLeft")
    before = notebook.value("history.history['loss'][-2]")
    assert view.get_by_role("row", name="loss").inner_text().split()[1] == f"{before:.3g}"
    notebook.page.keyboard.press("End")


def test_it_is_accessible_in_both_languages_and_on_a_phone(notebook):
    notebook.is_accessible()
    notebook.photograph("training_monitor")
    notebook.run("monitor.language = 'ko'")
    notebook.widget().get_by_text("에포크 30/30").wait_for()
    notebook.is_accessible()
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("training_monitor_ko")
    notebook.run("monitor.language = 'en'")


def test_it_moves_while_the_fit_goes_on_and_stays_after_an_interrupt(notebook):
    kernel = notebook.value("__import__('os').getpid()")
    program = "model.fit(x, y, epochs=2000, **{**settings, 'callbacks': [monitor, slowly]})"
    asked = notebook.kernel.execute(program)
    view = notebook.widget()
    view.get_by_text("Training", exact=True).first.wait_for()
    where = view.locator(".k-tm-numbers").first
    where.get_by_text("left").wait_for()
    before = where.inner_text()
    where.filter(has_not_text=before.split(" · ")[0]).wait_for()
    notebook.photograph("training_monitor_running")
    os.kill(kernel, signal.SIGINT)
    view.get_by_text("Interrupted").wait_for()
    while notebook.kernel.get_shell_msg(timeout=20)["parent_header"]["msg_id"] != asked:
        pass
    notebook.run("model.fit(x, y, epochs=2, **settings)")
    view.get_by_text("epoch 2 of 2").wait_for()


# -- without a browser -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def trained():
    """A monitor, the history of the same fit, and the model."""
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.01), loss="mse", metrics=["mae"])
    x = np.random.default_rng(1).normal(size=(64, 2)).astype(np.float32)
    monitor = TrainingMonitor(language="en")
    history = model.fit(
        x, x.sum(axis=1), epochs=3, validation_split=0.25, callbacks=[monitor], verbose=0
    )
    return monitor, history, model, x


def test_it_keeps_what_history_keeps(trained):
    monitor, history, *_ = trained
    assert monitor.history == history.history
    assert (monitor.state, monitor.epoch, monitor.epochs) == ("done", 3, 3)
    rows = np.frombuffer(monitor._rows, np.float32).reshape(3, 5)
    np.testing.assert_array_equal(rows[:, 0], [1, 2, 3])
    places = {name: place for place, name in enumerate(monitor._names, 1)}
    np.testing.assert_allclose(rows[:, places["val_loss"]], history.history["val_loss"])


def test_it_asks_for_no_dispatch_of_each_batch():
    assert not CallbackList([TrainingMonitor()]).wants_every_batch


def test_the_picture_has_training_beside_validation(trained):
    monitor, history, *_ = trained
    loss, mae = monitor.picture().axes
    assert (loss.get_title(), mae.get_title()) == ("loss", "mae")
    assert [line.get_label() for line in loss.lines] == ["validation", "training"]
    np.testing.assert_array_equal(loss.lines[1].get_ydata(), history.history["loss"])
    assert monitor.caption().startswith("TrainingMonitor: 3 of 3 epochs. At the end loss ")


def test_a_fit_that_goes_on_and_stops_early_says_so(trained):
    monitor, _, model, x = trained
    end = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: setattr(model, "stop_training", epoch == 6)
    )
    both = [monitor, end]
    model.fit(x, x.sum(axis=1), initial_epoch=4, epochs=20, callbacks=both, verbose=0)
    assert (monitor.state, monitor.epoch) == ("stopped", 7)
    assert np.frombuffer(monitor._rows, np.float32).reshape(3, -1)[0, 0] == 5


def test_however_long_the_fit_what_is_sent_is_bounded():
    monitor = TrainingMonitor()
    monitor.set_params({"epochs": 5000, "steps": 1})
    for epoch in range(5000):
        monitor.on_epoch_end(epoch, {"loss": float(epoch)})
    table = monitor._table()
    assert len(table) <= MOST_ROWS
    assert tuple(table[-1]) == (5000, 4999)


def test_an_interrupted_cell_leaves_its_picture(displayed, trained):
    monitor, _, model, x = trained
    shell = InteractiveShell.instance()

    def interrupt(epoch, logs):
        raise KeyboardInterrupt

    end = keras.callbacks.LambdaCallback(on_epoch_end=interrupt)
    shell.user_ns.update(model=model, x=x, y=x.sum(axis=1), callbacks=[monitor, end])
    shell.run_cell("model.fit(x, y, epochs=9, callbacks=callbacks, verbose=0)")
    assert (monitor.state, monitor.epoch) == ("interrupted", 1)
    assert "1 of 9 epochs" in displayed.outputs[-1].data["text/html"]
    assert "<img" in displayed.outputs[-1].data["text/html"]
