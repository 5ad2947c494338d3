"""Metrics: numbers that are gathered over many batches, such as the accuracy."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from kerasish._missing import missing as _missing
from kerasish.keras.lookup import Registry
from kerasish.keras.losses import (
    KLD,
    MAE,
    MAPE,
    MSE,
    MSLE,
    binary_crossentropy,
    categorical_crossentropy,
    hinge,
    huber,
    kl_divergence,
    kld,
    kullback_leibler_divergence,
    log_cosh,
    logcosh,
    mae,
    mape,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    mean_squared_logarithmic_error,
    mse,
    msle,
    sparse_categorical_crossentropy,
)
from kerasish.keras.metrics.accuracy import (
    Accuracy,
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
    binary_accuracy,
    categorical_accuracy,
    sparse_categorical_accuracy,
    sparse_top_k_categorical_accuracy,
    top_k_categorical_accuracy,
)
from kerasish.keras.metrics.auc import AUC
from kerasish.keras.metrics.confusion import Precision, Recall
from kerasish.keras.metrics.errors import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    RootMeanSquaredError,
    SparseCategoricalCrossentropy,
)
from kerasish.keras.metrics.metric import Metric
from kerasish.keras.metrics.reductions import Mean, MeanMetricWrapper, Sum
from kerasish.keras.saving.serialization import serialize_keras_object

_registry = Registry(
    "metric",
    classes=(
        *(Sum, Mean, Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy),
        *(TopKCategoricalAccuracy, SparseTopKCategoricalAccuracy, Precision, Recall, AUC),
        *(MeanSquaredError, RootMeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError),
        *(MeanSquaredLogarithmicError, BinaryCrossentropy, CategoricalCrossentropy),
        SparseCategoricalCrossentropy,
    ),
    others={
        **{"mse": MeanSquaredError, "MSE": MeanSquaredError},
        **{"mae": MeanAbsoluteError, "MAE": MeanAbsoluteError},
        **{"mape": MeanAbsolutePercentageError, "MAPE": MeanAbsolutePercentageError},
        **{"msle": MeanSquaredLogarithmicError, "MSLE": MeanSquaredLogarithmicError},
        **{"bce": BinaryCrossentropy, "BCE": BinaryCrossentropy},
    },
)


def get(identifier: Any) -> Callable | None:
    """The metric that `identifier` means: a name, a class, an object, a function.

    Raises:
        ValueError: nothing goes by that name.
    """
    if inspect.isclass(identifier) and issubclass(identifier, Metric):
        return identifier()
    return _registry.get(identifier)


find = _registry.find  # the class where `get` makes an object of one
serialize, deserialize = serialize_keras_object, _registry.deserialize

__all__ = [
    "AUC",
    "Accuracy",
    "BinaryAccuracy",
    "BinaryCrossentropy",
    "CategoricalAccuracy",
    "CategoricalCrossentropy",
    "KLD",
    "MAE",
    "MAPE",
    "MSE",
    "MSLE",
    "Mean",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanMetricWrapper",
    "MeanSquaredError",
    "MeanSquaredLogarithmicError",
    "Metric",
    "Precision",
    "Recall",
    "RootMeanSquaredError",
    "SparseCategoricalAccuracy",
    "SparseCategoricalCrossentropy",
    "SparseTopKCategoricalAccuracy",
    "Sum",
    "TopKCategoricalAccuracy",
    "binary_accuracy",
    "binary_crossentropy",
    "categorical_accuracy",
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
    "sparse_categorical_accuracy",
    "sparse_categorical_crossentropy",
    "sparse_top_k_categorical_accuracy",
    "top_k_categorical_accuracy",
]

__getattr__ = _missing(
    __name__,
    otherwise="A function of (y_true, y_pred) that gives a number for each example is a metric, "
    "too; or write a class of keras.metrics.Metric.",
)


def __dir__() -> list[str]:
    return __all__
