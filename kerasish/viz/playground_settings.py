"""What can be set in the Playground: data, features, network and training."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

CLASSES = ("circle", "xor", "gauss", "spiral")
REGRESSIONS = ("plane", "multi-gauss")
ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear")
REGULARIZATIONS = ("none", "L1", "L2")
MOST_LAYERS, MOST_UNITS, MOST_ROWS = 6, 8, 30  # rows of a batch

# The name of each feature is the code that computes it.
FEATURES: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1**2": lambda x1, x2: x1**2,
    "x2**2": lambda x1, x2: x2**2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "np.sin(x1)": lambda x1, x2: np.sin(x1),
    "np.sin(x2)": lambda x1, x2: np.sin(x2),
}


def columns(points: np.ndarray, names: Iterable[str]) -> np.ndarray:
    """Features of points.

    Args:
        points: shape (n, 2).
        names: of `FEATURES`.

    Returns:
        shape (n, number of names), in the dtype of the points.
    """
    x1, x2 = points[:, 0], points[:, 1]
    return np.stack([FEATURES[name](x1, x2) for name in names], axis=1)


@dataclass(frozen=True)
class Settings:
    """What a run in the Playground begins with; by default as the TensorFlow Playground does.

    Args:
        data: "circle", "xor", "gauss" or "spiral" to classify; "plane" or "multi-gauss" for
            regression.
        noise: from 0 to 0.5; see `keras.datasets.playground.load_data`.
        train_ratio: the part of the 500 points to train with, from 0.1 to 0.9.
        batch_size: points in a step, from 1 to 30.
        features: what the network is given; one or more names of `FEATURES`, in their order.
        hidden: the units of each hidden layer: at most six numbers from 1 to 8.
        activation: of the hidden layers: "relu", "tanh", "sigmoid" or "linear".
        learning_rate: of SGD, above 0.
        regularization: of all kernels: "none", "L1" or "L2".
        regularization_rate: what the regularizer is given, such as `L2(0.01)`; 0 or above.
        seed: for the points, the first weights and the order of the points.

    Raises:
        ValueError: a value that is not among these.
    """

    data: str = "circle"
    noise: float = 0.0
    train_ratio: float = 0.5
    batch_size: int = 10
    features: tuple[str, ...] = ("x1", "x2")
    hidden: tuple[int, ...] = (4, 2)
    activation: str = "tanh"
    learning_rate: float = 0.03
    regularization: str = "none"
    regularization_rate: float = 0.01
    seed: int = 1

    def __post_init__(self) -> None:
        for name in NAMES:
            object.__setattr__(self, name, checked(name, getattr(self, name)))

    @property
    def is_regression(self) -> bool:
        """Whether labels are numbers, not classes."""
        return self.data in REGRESSIONS

    @property
    def architecture(self) -> tuple:
        """What the compiled step depends on; all else can change without compiling anew."""
        output = "linear" if self.is_regression else "sigmoid"
        return len(self.features), self.hidden, self.activation, self.regularization, output


NAMES = tuple(field.name for field in fields(Settings))


def checked(name: str, value: Any) -> Any:
    """The value of a setting in the form that `Settings` keeps.

    Raises:
        ValueError: it cannot be set to that.
    """
    kept, expected = _CHECKS[name](value)
    if kept is None:
        raise ValueError(f"`{name}` is {expected}. Received: {name}={value!r}")
    return kept


def _one_of(*names: str) -> Callable:
    expected = f"one of {', '.join(map(repr, names))}"
    return lambda value: (value if value in names else None, expected)


def _number(low: float, high: float, expected: str, kind: type = float) -> Callable:
    def check(value: Any) -> tuple[Any, str]:
        is_number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        fits = is_number and math.isfinite(value) and low <= value <= high and kind(value) == value
        return (kind(value) if fits else None), expected

    return check


def _features(value: Any) -> tuple[tuple | None, str]:
    expected = f"one or more of {', '.join(map(repr, FEATURES))}"
    if isinstance(value, str) or not isinstance(value, Iterable):
        return None, f"a tuple of {expected}"
    given = tuple(value)
    if not given or not set(given) <= set(FEATURES):
        return None, expected
    return tuple(name for name in FEATURES if name in given), expected


def _hidden(value: Any) -> tuple[tuple | None, str]:
    expected = (
        f"a tuple with the units of each hidden layer: at most {MOST_LAYERS} whole numbers from 1 "
        f"to {MOST_UNITS}, such as (4, 2)"
    )
    if isinstance(value, str) or not isinstance(value, Iterable):
        return None, f"{expected}; one layer of 4 units is (4,)"
    check = _number(1, MOST_UNITS, "", int)
    units = tuple(check(number)[0] for number in value)
    fits = len(units) <= MOST_LAYERS and None not in units
    return (units if fits else None), expected


_CHECKS: dict[str, Callable[[Any], tuple[Any, str]]] = {
    "data": _one_of(*CLASSES, *REGRESSIONS),
    "noise": _number(0, 0.5, "from 0 to 0.5; for 25 % write noise=0.25"),
    "train_ratio": _number(0.1, 0.9, "from 0.1 to 0.9; for half of the points write 0.5"),
    "batch_size": _number(1, MOST_ROWS, f"a whole number from 1 to {MOST_ROWS}", int),
    "features": _features,
    "hidden": _hidden,
    "activation": _one_of(*ACTIVATIONS),
    "learning_rate": _number(1e-9, 1e9, "a number above 0, such as 0.03"),
    "regularization": _one_of(*REGULARIZATIONS),
    "regularization_rate": _number(0, 1e9, "a number from 0, such as 0.01"),
    "seed": _number(0, 2**32 - 1, "a whole number from 0 to 2**32 - 1", int),
}
