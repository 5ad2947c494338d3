"""Losses for numbers: how far each prediction is from its target."""

from __future__ import annotations

import math
from typing import Any

from kerasish.core.operators import abs
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import matched
from kerasish.keras.losses.loss import EPSILON, LossFunctionWrapper
from kerasish.ops.elementwise import log, maximum, square
from kerasish.ops.nn import softplus
from kerasish.ops.reductions import reduce_mean
from kerasish.ops.selection import where


@points_at_caller
def mean_squared_error(y_true: Any, y_pred: Any) -> Tensor:
    """The mean over the last axis of (y_true - y_pred)².

    Args:
        y_true, y_pred: shape (n, ..., d).

    Returns:
        shape (n, ...).

    Raises:
        ShapeMismatchError: the shapes do not broadcast.
    """
    y_true, y_pred = matched(y_true, y_pred)
    return reduce_mean(square(y_true - y_pred), axis=-1)


@points_at_caller
def mean_absolute_error(y_true: Any, y_pred: Any) -> Tensor:
    """The mean over the last axis of |y_true - y_pred|; shapes as in `mean_squared_error`."""
    y_true, y_pred = matched(y_true, y_pred)
    return reduce_mean(abs(y_true - y_pred), axis=-1)


@points_at_caller
def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Tensor:
    """100 times the mean over the last axis of |y_true - y_pred| / |y_true|.

    Shapes as in `mean_squared_error`. A divisor below 1e-7 counts as 1e-7.
    """
    y_true, y_pred = matched(y_true, y_pred)
    return 100.0 * reduce_mean(abs(y_true - y_pred) / maximum(abs(y_true), EPSILON), axis=-1)


@points_at_caller
def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Tensor:
    """The mean over the last axis of (log(1 + y_true) - log(1 + y_pred))².

    Shapes as in `mean_squared_error`. Numbers below 1e-7 count as 1e-7.
    """
    y_true, y_pred = (log(maximum(each, EPSILON) + 1.0) for each in matched(y_true, y_pred))
    return reduce_mean(square(y_true - y_pred), axis=-1)


@points_at_caller
def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Tensor:
    """The mean over the last axis of e²/2 where |e| ≤ δ, and of δ|e| - δ²/2 beyond (Huber 1964).

    Args:
        y_true, y_pred: shape (n, ..., d); e is their difference.
        delta: δ, from where on the loss grows in a straight line, so that outliers weigh less.

    Returns:
        shape (n, ...).
    """
    y_true, y_pred = matched(y_true, y_pred)
    error = abs(y_true - y_pred)
    losses = where(error <= delta, 0.5 * square(error), delta * error - 0.5 * delta * delta)
    return reduce_mean(losses, axis=-1)


@points_at_caller
def log_cosh(y_true: Any, y_pred: Any) -> Tensor:
    """The mean over the last axis of log(cosh(y_pred - y_true)), about e²/2 near 0 and |e| far off.

    Shapes as in `mean_squared_error`.
    """
    y_true, y_pred = matched(y_true, y_pred)
    error = y_pred - y_true
    return reduce_mean(error + softplus(-2.0 * error) - math.log(2.0), axis=-1)


class MeanSquaredError(LossFunctionWrapper):
    """The mean of the squared errors; see `mean_squared_error` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str = "mean_squared_error",
        dtype: Any = None,
    ):
        super().__init__(mean_squared_error, reduction, name, dtype)


class MeanAbsoluteError(LossFunctionWrapper):
    """The mean of the absolute errors; see `mean_absolute_error` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str = "mean_absolute_error",
        dtype: Any = None,
    ):
        super().__init__(mean_absolute_error, reduction, name, dtype)


class MeanAbsolutePercentageError(LossFunctionWrapper):
    """The mean error in percent; see `mean_absolute_percentage_error` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str = "mean_absolute_percentage_error",
        dtype: Any = None,
    ):
        super().__init__(mean_absolute_percentage_error, reduction, name, dtype)


class MeanSquaredLogarithmicError(LossFunctionWrapper):
    """The squared error of logarithms; see `mean_squared_logarithmic_error` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str = "mean_squared_logarithmic_error",
        dtype: Any = None,
    ):
        super().__init__(mean_squared_logarithmic_error, reduction, name, dtype)


class Huber(LossFunctionWrapper):
    """Squared for small errors, straight for large ones; see `huber` and `Loss`."""

    config_if_changed = frozenset({"dtype", "delta"})  # Keras forgets it

    @points_at_caller
    def __init__(
        self,
        delta: float = 1.0,
        reduction: str | None = "sum_over_batch_size",
        name: str = "huber_loss",
        dtype: Any = None,
    ):
        super().__init__(huber, reduction, name, dtype, delta=delta)


class LogCosh(LossFunctionWrapper):
    """The logarithm of the hyperbolic cosine of the errors; see `log_cosh` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str = "log_cosh",
        dtype: Any = None,
    ):
        super().__init__(log_cosh, reduction, name, dtype)
