"""Pictures with class numbers, and what a model says of them: read, checked, and made ready."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kerasish.core.tensor import Tensor

SUM_TOLERANCE = 0.01  # how far the probabilities of a picture may add up beside 1


class Pictures:
    """Pictures as a model takes them, and as one looks at them.

    Args:
        x: shape (n, height, width), (n, height, width, 1), (n, height, width, 3), or (n, pixels)
            with a square number of pixels. The least number is paper, the largest is ink.
        owner: who asks, for messages.
        name: of the argument.

    Attributes:
        values: the array as it came.
        shape: height and width, and 3 for pictures in colour.
        paper: the least number.
        ink: the largest.

    Raises:
        ValueError: other shapes, no pictures, or all of them blank.
    """

    def __init__(self, x: Any, owner: str, name: str) -> None:
        self.values = np.asarray(x)
        self.shape = _picture_shape(self.values.shape, owner, name)
        if self.values.dtype.kind not in "iufb":
            raise ValueError(f"{owner} got {name} of dtype {self.values.dtype}. Give numbers.")
        self.paper, self.ink = float(self.values.min()), float(self.values.max())
        if not self.paper < self.ink < np.inf:
            raise ValueError(
                f"{owner} got {name} with numbers from {self.paper:g} to {self.ink:g}. It takes "
                "the least for paper and the largest for ink, so they have to differ and be finite."
            )

    def __len__(self) -> int:
        return len(self.values)

    def as_bytes(self, places: Any) -> bytes:
        """Some of them, one byte for each number: 0 is paper, 255 is ink."""
        some = self.values[np.asarray(places, int)].astype("float32")
        scaled = (some - self.paper) * (255 / (self.ink - self.paper))
        return scaled.round().astype(np.uint8).tobytes()

    def from_bytes(self, page: np.ndarray) -> np.ndarray:
        """A batch of one picture in the form and scale of `values`.

        Args:
            page: shape (height, width), 0 is paper, 255 is ink.
        """
        scaled = self.paper + page.astype("float32") * ((self.ink - self.paper) / 255)
        kind = "float32" if self.values.dtype.kind == "f" else self.values.dtype
        return scaled.reshape(1, *self.values.shape[1:]).astype(kind)


def _picture_shape(shape: tuple[int, ...], owner: str, name: str) -> tuple[int, ...]:
    rank = len(shape)
    side = math.isqrt(shape[1]) if rank == 2 else 0
    if shape and shape[0] and (rank == 3 or (rank == 4 and shape[3] in (1, 3))):
        return shape[1:3] if rank == 3 or shape[3] == 1 else shape[1:]
    if shape and shape[0] and side and side * side == shape[1]:
        return side, side
    advice = f" One picture is a stack of one: {name}[np.newaxis]." if rank == 2 else ""
    raise ValueError(
        f"{owner} got {name} of shape {shape}. Give pictures of shape (n, height, width), "
        f"(n, height, width, 1) or (n, height * width), such as (n, 28, 28).{advice}"
    )


def read_labels(y: Any, count: int, owner: str, name: str) -> np.ndarray:
    """The class number of each picture, shape (n,), int64.

    Args:
        y: class numbers of shape (n,) or (n, 1), or one-hot rows of shape (n, classes).
        count: how many pictures there are.
        owner: who asks, for messages.
        name: of the argument.

    Raises:
        ValueError: another shape, or other numbers.
    """
    labels = np.asarray(y)
    is_onehot = labels.ndim == 2 and labels.shape[1] > 1
    if is_onehot and (np.isin(labels, (0, 1)).all() and (labels.sum(axis=1) == 1).all()):
        labels = labels.argmax(axis=1)
    if labels.shape not in ((count,), (count, 1)):
        raise ValueError(
            f"{owner} got {name} of shape {np.shape(y)} for {count} pictures. Give a class number "
            f"for each, shape ({count},), or a one-hot row."
        )
    labels = labels.reshape(-1)
    if (labels < 0).any() or (labels != np.floor(labels)).any():
        raise ValueError(
            f"{owner} got {name} with {labels[(labels < 0) | (labels % 1 != 0)][0]}. Class numbers "
            "are whole and begin at 0."
        )
    return labels.astype(np.int64)


def check_probabilities(found: np.ndarray, count: int, classes: int, owner: str) -> None:
    """Check that a model gives probabilities of classes.

    Args:
        found: what it gave for `count` pictures.
        count: how many pictures there were.
        classes: how many classes the labels need at least.
        owner: who asks, for messages.

    Raises:
        ValueError: another shape, numbers that are no probabilities, or too few classes.
    """
    if found.ndim != 2 or len(found) != count or found.shape[1] < 2:
        raise ValueError(
            f"{owner} got answers of shape {found.shape} for {count} pictures. It needs a "
            "probability for each class: end the model with Dense(10, activation='softmax')."
        )
    if found.shape[1] < classes:
        raise ValueError(
            f"{owner} got answers about {found.shape[1]} classes, but the labels go up to "
            f"{classes - 1}. Give the last layer {classes} units."
        )
    if not np.isfinite(found).all():
        raise ValueError(
            f"{owner} got answers that are nan or infinite: the training has diverged. Build the "
            "model anew and train it with a smaller learning rate."
        )
    sums = found.sum(axis=1)
    off = np.abs(sums - 1) > SUM_TOLERANCE
    if off.any() or found.min() < -SUM_TOLERANCE:
        row = int(off.argmax()) if off.any() else int(found.min(axis=1).argmin())
        numbers = ", ".join(f"{number:.3g}" for number in found[row][:4])
        raise ValueError(
            f"{owner} got answers that are no probabilities: {numbers}, … add up to "
            f"{sums[row]:.3g}. The model has no softmax: end it with activation='softmax', or give "
            "keras.Sequential([model, keras.layers.Softmax()])."
        )


def answers_of(model: Any, x: np.ndarray, owner: str) -> np.ndarray:
    """What a model says of pictures.

    Raises:
        ValueError: it does not take them.
    """
    try:
        found = model.predict(x, verbose=0)
    except Exception as error:
        raise ValueError(
            f"{owner}: the model does not take pictures of shape {x.shape[1:]}. "
            f"{type(error).__name__}: {error}"
        ) from error
    return np.asarray(found.array if isinstance(found, Tensor) else found, np.float64)


def guesses_blindly(found: np.ndarray, labels: np.ndarray) -> float | None:
    """The accuracy, if it is what one gets by guessing; else None.

    Args:
        found: probabilities, shape (n, classes).
        labels: shape (n,).
    """
    accuracy = float(np.mean(found.argmax(axis=1) == labels))
    commonest = np.bincount(labels).max() / len(labels)
    return accuracy if accuracy <= max(1.5 / found.shape[1], 1.05 * commonest) else None
