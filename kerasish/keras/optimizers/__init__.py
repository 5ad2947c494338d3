"""Optimizers: from gradients to new weights."""

from __future__ import annotations

from typing import Any

from kerasish._missing import missing as _missing
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.lookup import Registry
from kerasish.keras.optimizers import schedules
from kerasish.keras.optimizers.adagrad import Adagrad
from kerasish.keras.optimizers.adam import Adam, AdamW
from kerasish.keras.optimizers.base import Optimizer
from kerasish.keras.optimizers.rmsprop import RMSprop
from kerasish.keras.optimizers.sgd import SGD
from kerasish.keras.saving.serialization import serialize_keras_object

_registry = Registry("optimizer", classes=(SGD, RMSprop, Adam, AdamW, Adagrad), any_case=True)


@points_at_caller
def get(identifier: Any) -> Optimizer | None:
    """The optimizer that `identifier` means: a name, an object or the config of one.

    Raises:
        ValueError: nothing goes by that name, or it is no optimizer.
    """
    found = identifier
    if isinstance(identifier, str | dict):
        found = _registry.get(identifier)
    if found is not None and not isinstance(found, Optimizer):
        raise ValueError(
            f"Could not interpret optimizer identifier: {identifier!r}. Give a name, such as "
            "'adam', or an object, such as keras.optimizers.Adam(learning_rate=0.01)."
        )
    return found


serialize, deserialize = serialize_keras_object, _registry.deserialize

__all__ = [
    "Adagrad",
    "Adam",
    "AdamW",
    "Optimizer",
    "RMSprop",
    "SGD",
    "deserialize",
    "get",
    "schedules",
    "serialize",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
