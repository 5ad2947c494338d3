"""`keras.backend`: names, and the constants of the arithmetic."""

import gc as _gc

from kerasish._missing import missing as _missing
from kerasish.keras.distribution import set_distribution as _set_distribution
from kerasish.keras.losses.loss import EPSILON as _EPSILON
from kerasish.keras.naming import clear_names as _clear_names

__all__ = ["backend", "clear_session", "epsilon", "floatx"]


def backend() -> str:
    """The library that computes."""
    return "jax"


def clear_session(free_memory: bool = True) -> None:
    """Number layers from the start again: the next Dense is called `dense`; one device computes.

    Args:
        free_memory: whether to let Python look for models that nothing uses any more.
    """
    _clear_names()
    _set_distribution(None)
    if free_memory:
        _gc.collect()


def epsilon() -> float:
    """The small number that keeps logarithms and quotients finite."""
    return _EPSILON


def floatx() -> str:
    """The dtype of weights, unless a layer is told another."""
    return "float32"


__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
