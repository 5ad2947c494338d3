"""The perceptron of chapter 7, one program for Keras and kerasish: `keras` is either."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

EXAMPLES, PIXELS, CLASSES = 60_000, 784, 10
BATCH = 32


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Random numbers of MNIST's size: float32 in [0, 1] of shape (60000, 784), and labels.

    A tenth is drawn and repeated, since drawing all of them would take longer than an epoch.
    """
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (EXAMPLES // 10, PIXELS), dtype=np.uint8).astype("float32")
    return np.tile(pixels / 255, (10, 1)), rng.integers(0, CLASSES, EXAMPLES, dtype=np.uint8)


def make_model(keras):
    """784 pixels, 128 units, 10 probabilities, compiled."""
    model = keras.Sequential(
        [
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def second_epoch(keras) -> Callable[[], float]:
    """A function that trains for two epochs and says how long the second took."""
    model = make_model(keras)
    x, y = digits()

    class Clock(keras.callbacks.Callback):
        began = ended = 0.0

        def on_epoch_begin(self, epoch, logs=None):
            self.began = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            self.ended = time.perf_counter()

    def measure() -> float:
        clock = Clock()
        model.fit(x, y, batch_size=BATCH, epochs=2, verbose=0, callbacks=[clock])
        return clock.ended - clock.began

    return measure


def first_epoch(keras) -> None:
    """Train for one epoch."""
    model = make_model(keras)
    model.fit(*digits(), batch_size=BATCH, epochs=1, verbose=0)
