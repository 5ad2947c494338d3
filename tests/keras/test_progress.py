"""What the progress bar draws, to the letter, with a clock of the test's own."""

import io
import sys
import time
from threading import get_ident

import numpy as np
import pytest

from beside_keras import ours, parity, real


class Clock:
    """A `time.time` that moves by the steps it is given, when its own thread looks."""

    def __init__(self, *steps):
        self._steps = list(steps)
        self._now = 1000.0
        self._thread = get_ident()

    def __call__(self):
        if self._steps and get_ident() == self._thread:
            self._now += self._steps.pop(0)
        return self._now


class Screen(io.StringIO):
    """A stdout that says whether it is a terminal."""

    def __init__(self, terminal):
        super().__init__()
        self._terminal = terminal

    def isatty(self):
        return self._terminal


def draw(bar, target, monkeypatch, *, verbose, terminal, steps, updates):
    """All that a bar writes: `updates` are (current, values, finish)."""
    screen = Screen(terminal)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(time, "time", Clock(*steps))
    bar = bar(target, verbose)
    for update in updates:
        bar.update(*update)
    monkeypatch.undo()
    return screen.getvalue()


class KerasBar:
    """Keras's bar, told as ProgbarLogger tells it."""

    def __init__(self, target, verbose):
        self._bar = real.utils.Progbar(target, verbose=verbose, stateless_metrics=set())

    def update(self, current, values, finish):
        self._bar.update(current, list(values.items()), finalize=finish)


LOGS = {"accuracy": 0.5, "loss": 2.345678}
SMALL = {"accuracy": 1.0, "loss": 1.2e-5, "shift": -0.0004}
PACES = {
    "us": [0.0001] * 50,
    "ms": [0.06] * 50,
    "s": [2.3] * 50,
    "minutes": [100.0] * 50,
    "hours": [5000.0] * 50,
    "at once": [0.0] * 50,
}


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("verbose", [0, 1, 2])
@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("target", [5, 1000, None])
def test_the_same_is_drawn(target, pace, verbose, terminal, monkeypatch):
    last = target or 4
    places = sorted({1, 2, last // 2, last - 1})
    updates = [(place, LOGS, False) for place in places]
    updates.append((last, SMALL, False))
    if target:
        updates.append((target, {**LOGS, "val_loss": 3.0}, True))
    drawn = [
        draw(
            bar,
            target,
            monkeypatch,
            verbose=verbose,
            terminal=terminal,
            steps=PACES[pace],
            updates=updates,
        )
        for bar in (KerasBar, ours.progress.ProgressBar)
    ]
    assert drawn[1] == drawn[0]


def test_an_epoch_that_is_told_of_many_steps_at_once(monkeypatch):
    updates = [(16, LOGS, False), (130, LOGS, False), (250, LOGS, True)]
    drawn = [
        draw(bar, 250, monkeypatch, verbose=1, terminal=True, steps=[0.3] * 9, updates=updates)
        for bar in (KerasBar, ours.progress.ProgressBar)
    ]
    assert drawn[1] == drawn[0]


def model_of(keras):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile("sgd", "mse", metrics=["mae"])
    return model


X, Y = np.ones((70, 2), np.float32), np.zeros((70, 1), np.float32)


@parity
def test_what_fit_evaluate_and_predict_print(keras):
    model = model_of(keras)
    for verbose in ("auto", 0, 1, 2):
        for epochs in (1, 2):
            model.fit(X, Y, epochs=epochs, verbose=verbose, validation_data=(X, Y))
        model.evaluate(X, Y, verbose=verbose)
        model.predict(X, verbose=verbose)
