"""What a model makes of a drawn digit: probabilities, hidden units, and digits it resembles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

import kerasish as tf
from kerasish import keras
from kerasish.viz.classified import (
    Pictures,
    answers_of,
    check_probabilities,
    guesses_blindly,
    read_labels,
)
from kerasish.viz.handwriting import SIDE

ASKED = 500  # training digits that the model is tried on
NEAREST = 8
RELUS = ("relu", "relu6", "leaky_relu")


@dataclass(frozen=True)
class HiddenLayer:
    """A hidden layer and what its units say.

    Attributes:
        name: of the layer.
        values: one for each unit, shape (units,).
        threshold: above it a unit fires: 0 for relu, where others are half on.
    """

    name: str
    values: np.ndarray
    threshold: float

    @property
    def fires(self) -> np.ndarray:
        """Whether each unit fires, shape (units,)."""
        return self.values > self.threshold


@dataclass(frozen=True)
class Reading:
    """What a model makes of a digit.

    Attributes:
        probabilities: one for each class.
        layers: its hidden layers.
        nearest: the numbers of the training digits that are most like it, the nearest first.
    """

    probabilities: np.ndarray
    layers: list[HiddenLayer]
    nearest: np.ndarray


class DigitReader:
    """A model, and the digits that it learnt from.

    Args:
        model: takes pictures in the form of `x_train`, gives a probability for each class.
        x_train: shape (n, 28, 28), (n, 28, 28, 1) or (n, 784).
        y_train: their class numbers, shape (n,), or one-hot rows.

    Attributes:
        pictures: the training digits.
        labels: their classes.

    Raises:
        ValueError: pictures of another size, or a model that does not go with them.
    """

    def __init__(self, model: Any, x_train: Any, y_train: Any) -> None:
        self.pictures = Pictures(x_train, "DigitPad", "x_train")
        if self.pictures.shape != (SIDE, SIDE):
            raise ValueError(
                f"DigitPad got pictures of {self.pictures.shape} in x_train of shape "
                f"{np.shape(x_train)}. It draws as MNIST has them: 28 x 28 pixels, one colour."
            )
        self.labels = read_labels(y_train, len(self.pictures), "DigitPad", "y_train")
        some = self.pictures.values[:ASKED]
        found = answers_of(model, some, "DigitPad")
        check_probabilities(found, len(some), int(self.labels.max()) + 1, "DigitPad")
        self._watched = _watched(model)
        self._inner = _with_hidden(model, self._watched)
        self._flat = np.ascontiguousarray(
            self.pictures.values.reshape(len(self.pictures), -1), np.float32
        )
        self._norms = np.einsum("ij,ij->i", self._flat, self._flat)

    def guessing(self) -> float | None:
        """The model's accuracy on some training digits, if it is no better than guessing."""
        some = self.pictures.values[:ASKED]
        found = self._inner(tf.constant(some))[-1].numpy()
        return guesses_blindly(found, self.labels[:ASKED])

    def read(self, page: np.ndarray) -> Reading:
        """Have a picture read.

        Args:
            page: shape (28, 28), uint8: 0 is paper, 255 is ink.
        """
        digit = self.pictures.from_bytes(page)
        *hidden, probabilities = [tensor.numpy()[0] for tensor in self._inner(tf.constant(digit))]
        layers = [
            HiddenLayer(watched.name, values, watched.threshold)
            for watched, values in zip(self._watched, hidden)
        ]
        return Reading(probabilities.astype(float), layers, self._nearest(digit))

    def _nearest(self, digit: np.ndarray) -> np.ndarray:
        """By the distance of the pixels: |a - b|² = |a|² - 2 a·b + |b|²."""
        asked = digit.reshape(-1).astype(np.float32)
        distances = self._norms - 2 * (self._flat @ asked)
        count = min(NEAREST, len(distances))
        nearest = np.argpartition(distances, count - 1)[:count]
        return nearest[np.argsort(distances[nearest], kind="stable")]


@dataclass(frozen=True)
class _Watched:
    """A hidden `Dense` layer: its name, what it gives after its activation, when a unit fires."""

    name: str
    output: Any
    threshold: float


def _watched(model: Any) -> list[_Watched]:
    """The hidden `Dense` layers of a model made of layers; of another model none are known."""
    if getattr(model, "inputs", None) is None:
        return []
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    found = []
    for layer in dense[:-1]:
        after = model.layers[model.layers.index(layer) + 1]
        # An activation that is a layer of its own belongs to the layer before it.
        is_apart = isinstance(after, keras.layers.Activation | keras.layers.ReLU)
        last = after if is_apart else layer
        name = "relu" if isinstance(last, keras.layers.ReLU) else last.activation.__name__
        found.append(_Watched(layer.name, last.output, 0.0 if name in RELUS else 0.5))
    return found


def _with_hidden(model: Any, watched: list[_Watched]) -> Any:
    """A compiled function of pictures to what each watched layer gives, and the probabilities."""
    if not watched:
        return tf.function(lambda x: [model(x, training=False)])
    outputs = [each.output for each in watched]
    inner = keras.Model(model.inputs, [*outputs, model.outputs[0]], name="digit_reader")
    return tf.function(lambda x: inner(x, training=False))
