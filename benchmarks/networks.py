"""The networks that are trained, one program for Keras and kerasish: `keras` is either."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

BATCH, CLASSES = 32, 10


@dataclass(frozen=True)
class Network:
    """A network and what it is trained on.

    Attributes:
        shape: of one example.
        examples: how many there are.
        layers: a function of `keras` to its layers, the last one `Dense(10, "softmax")`.
    """

    shape: tuple[int, ...]
    examples: int
    layers: Callable[[Any], list]

    def data(self) -> tuple[np.ndarray, np.ndarray]:
        """Random numbers: float32 in [0, 1] of shape (examples, *shape), and labels.

        A tenth is drawn and repeated, since drawing all of them may take longer than an epoch.
        """
        rng = np.random.default_rng(0)
        part = rng.integers(0, 256, (self.examples // 10, *self.shape), dtype=np.uint8)
        x = np.tile(part.astype("float32") / 255, (10, *[1] * len(self.shape)))
        return x, rng.integers(0, CLASSES, self.examples, dtype=np.uint8)

    def make(self, keras):
        """The network, compiled."""
        model = keras.Sequential(self.layers(keras))
        model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model


NETWORKS = {
    "perceptron": Network(
        (784,),
        60_000,
        lambda keras: [
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ],
    ),
    "convnet": Network(
        (28, 28, 1),
        6_000,
        lambda keras: [
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ],
    ),
    "lstm": Network(
        (64, 8),
        6_000,
        lambda keras: [
            keras.layers.LSTM(32),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ],
    ),
}


def second_epoch(keras, name: str) -> Callable[[], float]:
    """A function that trains for two epochs and says how long the second took."""
    network = NETWORKS[name]
    model = network.make(keras)
    x, y = network.data()

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
    """Train the perceptron for one epoch."""
    network = NETWORKS["perceptron"]
    network.make(keras).fit(*network.data(), batch_size=BATCH, epochs=1, verbose=0)


def evaluate(keras) -> Callable[[], float]:
    """The perceptron's loss and accuracy on all examples."""
    network = NETWORKS["perceptron"]
    model, (x, y) = network.make(keras), network.data()
    return lambda: _seconds(lambda: model.evaluate(x, y, batch_size=BATCH, verbose=0))


def predict(keras) -> Callable[[], float]:
    """The perceptron's outputs for all examples."""
    network = NETWORKS["perceptron"]
    model, (x, _) = network.make(keras), network.data()
    return lambda: _seconds(lambda: model.predict(x, batch_size=BATCH, verbose=0))


def call(keras, examples: int, calls: int = 100) -> Callable[[], float]:
    """One `model(x)` of the perceptron on a batch, from NumPy to NumPy."""
    network = NETWORKS["perceptron"]
    model, x = network.make(keras), network.data()[0][:examples]

    def run() -> None:
        for _ in range(calls):
            np.asarray(model(x))

    return lambda: _seconds(run) / calls


def from_generator(keras) -> Callable[[int], None]:
    """A function that trains a small network on so many samples of a generator, in batches."""
    rows = 1000
    row = np.random.default_rng(0).random((rows, 32), dtype=np.float32)

    def batches(count: int):
        for i in range(count):
            x = np.roll(row, i, axis=0)
            yield x, x[:, :1]

    layers = [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile("sgd", "mse")

    def train(examples: int) -> None:
        count = examples // rows
        model.fit(batches(count), steps_per_epoch=count, epochs=1, verbose=0)

    train(10 * rows)  # compiles
    return train


def _seconds(task: Callable) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began
