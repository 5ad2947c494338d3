"""Losses: how far predictions are from the truth, one number to make small.

A loss function gives one number for each example; a loss object reduces them to one for the batch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kerasish._missing import missing as _missing
from kerasish.keras.lookup import Registry
from kerasish.keras.losses.crossentropy import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    KLDivergence,
    SparseCategoricalCrossentropy,
    binary_crossentropy,
    categorical_crossentropy,
    kl_divergence,
    sparse_categorical_crossentropy,
)
from kerasish.keras.losses.loss import Loss
from kerasish.keras.losses.loss import LossFunctionWrapper as LossFunctionWrapper
from kerasish.keras.losses.margins import Hinge, hinge
from kerasish.keras.losses.regression import (
    Huber,
    LogCosh,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    huber,
    log_cosh,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    mean_squared_logarithmic_error,
)
from kerasish.keras.saving.serialization import serialize_keras_object

MSE = mse = mean_squared_error
MAE = mae = mean_absolute_error
MAPE = mape = mean_absolute_percentage_error
MSLE = msle = mean_squared_logarithmic_error
KLD = kld = kullback_leibler_divergence = kl_divergence
logcosh = log_cosh

_CLASSES = (
    *(MeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError),
    *(MeanSquaredLogarithmicError, Huber, LogCosh, Hinge, KLDivergence),
    *(BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy),
)
_registry = Registry(
    "loss",
    functions=(
        *(mean_squared_error, mean_absolute_error, mean_absolute_percentage_error),
        *(mean_squared_logarithmic_error, huber, log_cosh, hinge, kl_divergence),
        *(binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy),
    ),
    others={
        **{"mse": mse, "MSE": mse, "mae": mae, "MAE": mae, "bce": binary_crossentropy},
        **{"mape": mape, "MAPE": mape, "msle": msle, "MSLE": msle, "BCE": binary_crossentropy},
        **{"kld": kld, "KLD": kld},
        **{kind.__name__: kind for kind in _CLASSES},
    },
)


def get(identifier: Any) -> Callable | None:
    """The loss that `identifier` means: a name, a class, an object, a function.

    Raises:
        ValueError: nothing goes by that name.
    """
    return _registry.get(identifier)


serialize, deserialize = serialize_keras_object, _registry.deserialize

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "Hinge",
    "Huber",
    "KLD",
    "KLDivergence",
    "LogCosh",
    "Loss",
    "MAE",
    "MAPE",
    "MSE",
    "MSLE",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredError",
    "MeanSquaredLogarithmicError",
    "SparseCategoricalCrossentropy",
    "binary_crossentropy",
    "categorical_crossentropy",
    "deserialize",
    "get",
    "hinge",
    "huber",
    "kl_divergence",
    "kld",
    "kullback_leibler_divergence",
    "log_cosh",
    "logcosh",
    "mae",
    "mape",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_error",
    "mean_squared_logarithmic_error",
    "mse",
    "msle",
    "serialize",
    "sparse_categorical_crossentropy",
]

__getattr__ = _missing(
    __name__,
    otherwise="A function of (y_true, y_pred) that gives a number for each example is a loss, too.",
)


def __dir__() -> list[str]:
    return __all__
