"""Accuracy: how often the right class is predicted."""

from __future__ import annotations

from typing import Any

from kerasish.core import dtypes
from kerasish.core.operators import equal
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import same_rank
from kerasish.keras.metrics.reductions import MeanMetricWrapper
from kerasish.ops.array import reshape, squeeze
from kerasish.ops.creation import cast
from kerasish.ops.order import in_top_k
from kerasish.ops.reductions import argmax


@points_at_caller
def accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where `y_true` and `y_pred` are equal, 0 elsewhere."""
    y_pred = Tensor.convert(y_pred)
    y_true, y_pred = same_rank(_cast(y_true, y_pred), y_pred)
    return cast(equal(y_true, y_pred), dtypes.float32)


@points_at_caller
def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Tensor:
    """1 where the prediction is above `threshold` and the label 1, or neither; 0 elsewhere.

    Args:
        y_true: 0 or 1, shape (n, ...).
        y_pred: probabilities of class 1, shape (n, ...).
        threshold: from where on class 1 is predicted.
    """
    y_true, y_pred = same_rank(Tensor.convert(y_true), Tensor.convert(y_pred))
    return cast(equal(y_true, _cast(y_pred > threshold, y_true)), dtypes.float32)


@points_at_caller
def categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where the class with the largest prediction is the label, 0 elsewhere.

    Args:
        y_true: one-hot labels, shape (n, ..., classes).
        y_pred: one number for each class, shape (n, ..., classes).

    Returns:
        shape (n, ...).
    """
    found = equal(argmax(y_true, axis=-1), argmax(y_pred, axis=-1))
    return cast(found, dtypes.float32)


@points_at_caller
def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where the class with the largest prediction is the label, 0 elsewhere.

    Args:
        y_true: class numbers, shape (n, ...) or (n, ..., 1).
        y_pred: one number for each class, shape (n, ..., classes).

    Returns:
        shape (n, ...).
    """
    y_true, y_pred = Tensor.convert(y_true), Tensor.convert(y_pred)
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        y_true = squeeze(y_true, axis=-1)
    chosen = _cast(argmax(y_pred, axis=-1), y_true)
    return cast(equal(y_true, chosen), dtypes.float32)


@points_at_caller
def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Tensor:
    """1 where the label is among the `k` classes with the largest predictions, 0 elsewhere.

    Args:
        y_true: one-hot labels, shape (n, ..., classes).
        y_pred: one number for each class, shape (n, ..., classes).
        k: how many classes count.

    Returns:
        shape (n, ...).
    """
    return sparse_top_k_categorical_accuracy(argmax(y_true, axis=-1), y_pred, k)


@points_at_caller
def sparse_top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Tensor:
    """1 where the label is among the `k` classes with the largest predictions, 0 elsewhere.

    Args:
        y_true: class numbers, shape (n, ...).
        y_pred: one number for each class, shape (n, ..., classes).
        k: how many classes count.

    Returns:
        shape (n, ...).
    """
    y_true, y_pred = cast(y_true, dtypes.int32), Tensor.convert(y_pred)
    rows = reshape(y_pred, [-1, y_pred.shape[-1]])
    found = in_top_k(reshape(y_true, [-1]), rows, k)
    return cast(reshape(found, y_true.shape), dtypes.float32)


def _cast(value: Any, like: Tensor) -> Tensor:
    tensor = Tensor.convert(value, hint=like.dtype)
    return tensor if tensor.dtype is like.dtype else cast(tensor, like.dtype)


class Accuracy(MeanMetricWrapper):
    """How often predictions equal labels; see `accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "accuracy", dtype: Any = None):
        super().__init__(accuracy, name, dtype)


class BinaryAccuracy(MeanMetricWrapper):
    """How often the right one of two classes is predicted; see `binary_accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "binary_accuracy", dtype: Any = None, threshold: float = 0.5):
        super().__init__(binary_accuracy, name, dtype, threshold=threshold)
        self.threshold = threshold


class CategoricalAccuracy(MeanMetricWrapper):
    """How often the right class is predicted, labels one-hot; see `categorical_accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "categorical_accuracy", dtype: Any = None):
        super().__init__(categorical_accuracy, name, dtype)


class SparseCategoricalAccuracy(MeanMetricWrapper):
    """How often the right class is predicted; see `sparse_categorical_accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "sparse_categorical_accuracy", dtype: Any = None):
        super().__init__(sparse_categorical_accuracy, name, dtype)


class TopKCategoricalAccuracy(MeanMetricWrapper):
    """How often the label, one-hot, is among the first k; see `top_k_categorical_accuracy`."""

    _direction = "up"

    @points_at_caller
    def __init__(self, k: int = 5, name: str = "top_k_categorical_accuracy", dtype: Any = None):
        super().__init__(top_k_categorical_accuracy, name, dtype, k=k)
        self.k = k


class SparseTopKCategoricalAccuracy(MeanMetricWrapper):
    """How often the label is among the first k; see `sparse_top_k_categorical_accuracy`."""

    _direction = "up"

    @points_at_caller
    def __init__(
        self, k: int = 5, name: str = "sparse_top_k_categorical_accuracy", dtype: Any = None
    ):
        super().__init__(sparse_top_k_categorical_accuracy, name, dtype, k=k)
        self.k = k
