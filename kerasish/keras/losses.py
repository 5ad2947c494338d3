"""Losses: how far predictions are from the truth, one number to make small.

A loss function gives one number for each example; a loss object reduces them to one for the batch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kerasish._missing import missing as _missing
from kerasish.core import dtypes
from kerasish.core.operators import abs
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import as_floats, check_same_shape, matched, same_rank, smoothed
from kerasish.keras.lookup import Registry
from kerasish.keras.naming import auto_name
from kerasish.ops.array import squeeze
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import clip_by_value, divide_no_nan, log, square
from kerasish.ops.nn import log_sigmoid, log_softmax
from kerasish.ops.reductions import reduce_mean, reduce_sum
from kerasish.ops.selection import one_hot

EPSILON = 1e-7  # keeps logarithms finite: keras.backend.epsilon()

_REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None)


class Loss:
    """A loss that reduces to one number. Subclasses define `call(y_true, y_pred)`.

    Args:
        name: shown in logs.
        reduction: `"sum_over_batch_size"` (or `"mean"`) divides the sum of all losses by how many
            they are, `"mean_with_sample_weight"` by the sum of the weights, `"sum"` only adds,
            `"none"` or None leaves one loss an example.
        dtype: what `y_true` and `y_pred` are converted to, float32 by default.

    Raises:
        ValueError: a reduction that there is not.
    """

    def __init__(
        self,
        name: str | None = None,
        reduction: str | None = "sum_over_batch_size",
        dtype: Any = None,
    ):
        if reduction not in _REDUCTIONS:
            raise ValueError(
                "Invalid value for argument `reduction`. Expected one of "
                f"{', '.join(map(repr, _REDUCTIONS))}. Received: reduction={reduction!r}"
            )
        self.name = name or auto_name(type(self).__name__)
        self.reduction = reduction
        self.dtype = "float32" if dtype is None else dtypes.as_dtype(dtype).name

    @points_at_caller
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """The loss of a batch.

        Args:
            y_true: the truth, one example a row.
            y_pred: the predictions, one example a row.
            sample_weight: how much each example counts, shape (n,) or that of the losses.

        Returns:
            shape (), or that of the losses where they are not reduced.
        """
        losses = self.call(as_floats(y_true, self.dtype), as_floats(y_pred, self.dtype))
        losses = as_floats(losses, self.dtype)
        weight = None
        if sample_weight is not None:
            losses, weight = same_rank(losses, as_floats(sample_weight, self.dtype))
            losses = losses * weight
        return self._reduced(losses, weight)

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        """One loss for each example; to be defined by subclasses."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say how to compute the loss. "
            "Define call(self, y_true, y_pred)."
        )

    def _reduced(self, losses: Tensor, weight: Tensor | None) -> Tensor:
        if self.reduction in ("none", None) or losses.shape in ((), (0,)):
            return losses
        total = reduce_sum(losses)
        if self.reduction == "sum":
            return total
        if self.reduction == "mean_with_sample_weight" and weight is not None:
            return divide_no_nan(total, reduce_sum(weight))
        return total / max(losses.shape.num_elements(), 1)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, reduction={self.reduction}>"


class LossFunctionWrapper(Loss):
    """A loss made of a function.

    Args:
        fn: a function of (y_true, y_pred) to one loss for each example.
        reduction, name, dtype: see `Loss`.
        **arguments: handed on to `fn`.
    """

    def __init__(
        self,
        fn: Callable,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
        **arguments: Any,
    ):
        super().__init__(name, reduction, dtype)
        self.fn = fn
        self._arguments = arguments

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        return self.fn(*same_rank(y_true, y_pred), **self._arguments)


# -- functions ------------------------------------------------------------------------------


@points_at_caller
def mean_squared_error(y_true: Any, y_pred: Any) -> Tensor:
    """The mean over the last axis of (y_true - y_pred)².

    Args:
        y_true, y_pred: shape (n, ..., d).

    Returns:
        shape (n, ...).
    """
    y_true, y_pred = matched(y_true, y_pred)
    return reduce_mean(square(y_true - y_pred), axis=-1)


@points_at_caller
def mean_absolute_error(y_true: Any, y_pred: Any) -> Tensor:
    """The mean over the last axis of |y_true - y_pred|; shapes as in `mean_squared_error`."""
    y_true, y_pred = matched(y_true, y_pred)
    return reduce_mean(abs(y_true - y_pred), axis=-1)


@points_at_caller
def binary_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Tensor:
    """Cross-entropy of two classes: the mean of -y log(p) - (1 - y) log(1 - p).

    Args:
        y_true: 0 or 1, or probabilities between; shape (n, ..., d).
        y_pred: probabilities p of class 1, of the same shape; or logits, that is log(p / (1 - p)).
        from_logits: whether `y_pred` are logits.
        label_smoothing: how far 0 and 1 in `y_true` are moved towards 0.5, from 0 to 1.
        axis: the axis to average over.

    Returns:
        shape (n, ...).

    Raises:
        ValueError: the shapes differ.
    """
    y_true, y_pred = smoothed(y_true, y_pred, label_smoothing, classes=2)
    check_same_shape(y_true, y_pred, "one probability for each label, as Dense(1) gives")
    if from_logits:
        losses = -y_true * log_sigmoid(y_pred) - (1.0 - y_true) * log_sigmoid(-y_pred)
    else:
        p = clip_by_value(y_pred, EPSILON, 1.0 - EPSILON)
        losses = -(y_true * log(p) + (1.0 - y_true) * log(1.0 - p))
    return reduce_mean(losses, axis=axis)


@points_at_caller
def categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Tensor:
    """Cross-entropy of several classes, with labels as probabilities: -Σ y log(p).

    Args:
        y_true: one-hot labels or probabilities, shape (n, ..., classes).
        y_pred: probabilities p, or logits, of the same shape.
        from_logits: whether `y_pred` are logits, numbers whose softmax is p.
        label_smoothing: how much of each label is spread evenly over the classes, from 0 to 1.
        axis: the axis of the classes.

    Returns:
        shape (n, ...).

    Raises:
        ValueError: the shapes differ.
    """
    y_pred = Tensor.convert(y_pred)
    classes = Tensor.convert(y_true).shape[-1] if label_smoothing else 1
    y_true, y_pred = smoothed(y_true, y_pred, label_smoothing, classes)
    check_same_shape(
        y_true,
        y_pred,
        "one-hot labels. For labels that are class numbers, such as 3, take "
        "sparse_categorical_crossentropy, or make them one-hot with keras.utils.to_categorical",
    )
    return -reduce_sum(y_true * _log_probabilities(y_pred, from_logits, axis), axis=axis)


@points_at_caller
def sparse_categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, axis: int = -1
) -> Tensor:
    """Cross-entropy of several classes, with labels as class numbers: -log(p[label]).

    Args:
        y_true: class numbers from 0, shape (n, ...) or (n, ..., 1).
        y_pred: probabilities p, or logits, shape (n, ..., classes).
        from_logits: whether `y_pred` are logits, numbers whose softmax is p.
        axis: the axis of the classes.

    Returns:
        shape (n, ...); 0 where the label is no class.

    Raises:
        ValueError: the shapes do not go together.
    """
    y_true, y_pred = Tensor.convert(y_true), Tensor.convert(y_pred)
    if y_true.ndim == y_pred.ndim and y_true.shape[axis] == 1:
        y_true = squeeze(y_true, axis=axis)
    if y_true.shape != y_pred.shape[:-1]:
        raise ValueError(
            "Arguments `target` and `output` must have the same shape up until the last "
            f"dimension: target.shape={y_true.shape}, output.shape={y_pred.shape}. Labels are "
            "class numbers, one for each example; for one-hot labels take "
            "categorical_crossentropy."
        )
    labels = y_true if y_true.dtype.is_integer else cast(y_true, dtypes.int32)
    chosen = one_hot(labels, y_pred.shape[axis], axis=axis, dtype=y_pred.dtype)
    return -reduce_sum(chosen * _log_probabilities(y_pred, from_logits, axis), axis=axis)


def _log_probabilities(y_pred: Tensor, from_logits: bool, axis: int) -> Tensor:
    if from_logits:
        return log_softmax(y_pred, axis=axis)
    p = y_pred / reduce_sum(y_pred, axis=axis, keepdims=True)
    return log(clip_by_value(p, EPSILON, 1.0 - EPSILON))


# -- objects --------------------------------------------------------------------------------


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


class BinaryCrossentropy(LossFunctionWrapper):
    """Cross-entropy of two classes; see `binary_crossentropy` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str = "binary_crossentropy",
        dtype: Any = None,
    ):
        super().__init__(
            binary_crossentropy,
            reduction,
            name,
            dtype,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )


class CategoricalCrossentropy(LossFunctionWrapper):
    """Cross-entropy with one-hot labels; see `categorical_crossentropy` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str = "categorical_crossentropy",
        dtype: Any = None,
    ):
        super().__init__(
            categorical_crossentropy,
            reduction,
            name,
            dtype,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )


class SparseCategoricalCrossentropy(LossFunctionWrapper):
    """Cross-entropy with class numbers; see `sparse_categorical_crossentropy` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        from_logits: bool = False,
        reduction: str | None = "sum_over_batch_size",
        axis: int = -1,
        name: str = "sparse_categorical_crossentropy",
        dtype: Any = None,
    ):
        super().__init__(
            sparse_categorical_crossentropy,
            reduction,
            name,
            dtype,
            from_logits=from_logits,
            axis=axis,
        )


_CLASSES = (
    *(MeanSquaredError, MeanAbsoluteError, BinaryCrossentropy),
    *(CategoricalCrossentropy, SparseCategoricalCrossentropy),
)
_registry = Registry(
    "loss",
    functions=(
        *(mean_squared_error, mean_absolute_error, binary_crossentropy),
        *(categorical_crossentropy, sparse_categorical_crossentropy),
    ),
    others={
        **{"mse": mean_squared_error, "MSE": mean_squared_error},
        **{"mae": mean_absolute_error, "MAE": mean_absolute_error},
        **{"bce": binary_crossentropy, "BCE": binary_crossentropy},
        **{kind.__name__: kind for kind in _CLASSES},
    },
)


def get(identifier: Any) -> Callable | None:
    """The loss that `identifier` means: a name, a class, an object, a function.

    Raises:
        ValueError: nothing goes by that name.
    """
    return _registry.get(identifier)


__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SparseCategoricalCrossentropy",
    "binary_crossentropy",
    "categorical_crossentropy",
    "get",
    "mean_absolute_error",
    "mean_squared_error",
    "sparse_categorical_crossentropy",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
