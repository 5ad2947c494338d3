"""Regularizers: what large weights, or large outputs, add to the loss."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from kerasish._missing import missing as _missing
from kerasish.core.operators import abs
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.lookup import Registry
from kerasish.keras.naming import with_arguments
from kerasish.keras.saving.config import Configured
from kerasish.keras.saving.serialization import serialize_keras_object
from kerasish.ops.elementwise import square
from kerasish.ops.reductions import reduce_sum


class Regularizer(Configured):
    """A function of a tensor to one number. Subclasses define `__call__(x)`."""

    config_is_own = True

    def __call__(self, x: Any) -> Any:
        """The penalty.

        Args:
            x: a weight or an output, of any shape.

        Returns:
            shape (), in the dtype of `x`.
        """
        return 0.0

    def __repr__(self) -> str:
        return with_arguments(self)


class L1(Regularizer):
    """`l1 * Σ|x|`: draws weights to zero (Tibshirani 1996).

    Args:
        l1: the factor, not negative.

    Raises:
        ValueError: a factor that is no number, or below zero.
    """

    @points_at_caller
    def __init__(self, l1: float = 0.01):
        self.l1 = _factor(0.01 if l1 is None else l1, "l1")

    def __call__(self, x: Any) -> Tensor:
        return self.l1 * reduce_sum(abs(x))


class L2(Regularizer):
    """`l2 * Σx²`: keeps weights small (Hoerl and Kennard 1970).

    Args:
        l2: the factor, not negative.

    Raises:
        ValueError: a factor that is no number, or below zero.
    """

    @points_at_caller
    def __init__(self, l2: float = 0.01):
        self.l2 = _factor(0.01 if l2 is None else l2, "l2")

    def __call__(self, x: Any) -> Tensor:
        return self.l2 * reduce_sum(square(x))


class L1L2(Regularizer):
    """`l1 * Σ|x| + l2 * Σx²` (Zou and Hastie 2005).

    Args:
        l1, l2: the factors, not negative.

    Raises:
        ValueError: a factor that is no number, or below zero.
    """

    @points_at_caller
    def __init__(self, l1: float = 0.0, l2: float = 0.0):
        self.l1 = _factor(0.0 if l1 is None else l1, "l1")
        self.l2 = _factor(0.0 if l2 is None else l2, "l2")

    def __call__(self, x: Any) -> Tensor:
        return self.l1 * reduce_sum(abs(x)) + self.l2 * reduce_sum(square(x))


def _factor(value: Any, name: str) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ValueError(
            f"Invalid value for argument {name}: expected a non-negative float. "
            f"Received: {name}={value!r}. Try 0.01."
        )
    return float(value)


l1, l2, l1_l2 = L1, L2, L1L2

_registry = Registry("regularizer", classes=(L1, L2, L1L2))


@points_at_caller
def get(identifier: Any) -> Callable | None:
    """The regularizer that `identifier` means: a name, a class, an object, a function.

    Raises:
        ValueError: nothing goes by that name.
    """
    return _registry.get(identifier)


serialize, deserialize = serialize_keras_object, _registry.deserialize

__all__ = [
    "L1",
    "L1L2",
    "L2",
    "Regularizer",
    "deserialize",
    "get",
    "l1",
    "l1_l2",
    "l2",
    "serialize",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
