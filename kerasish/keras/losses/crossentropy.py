"""Losses for probabilities: how much a distribution is surprised by the truth."""

from __future__ import annotations

from typing import Any

from kerasish.core import dtypes
from kerasish.core.operators import not_equal
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import as_floats, check_same_shape, matched, same_rank, smoothed
from kerasish.keras.losses.loss import EPSILON, LossFunctionWrapper
from kerasish.ops.array import squeeze
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import clip_by_value, divide_no_nan, log
from kerasish.ops.nn import log_sigmoid, log_softmax
from kerasish.ops.reductions import reduce_mean, reduce_sum
from kerasish.ops.selection import one_hot, where


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
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    ignore_class: int | None = None,
    axis: int = -1,
) -> Tensor:
    """Cross-entropy of several classes, with labels as class numbers: -log(p[label]).

    Args:
        y_true: class numbers from 0, shape (n, ...) or (n, ..., 1).
        y_pred: probabilities p, or logits, shape (n, ..., classes).
        from_logits: whether `y_pred` are logits, numbers whose softmax is p.
        ignore_class: a label whose examples have no loss, such as -1 for "not labelled".
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
            "categorical_crossentropy. Predictions with too many axes come of a forgotten Flatten."
        )
    labels = y_true if y_true.dtype.is_integer else cast(y_true, dtypes.int32)
    chosen = one_hot(labels, y_pred.shape[axis], axis=axis, dtype=y_pred.dtype)
    losses = -reduce_sum(chosen * _log_probabilities(y_pred, from_logits, axis), axis=axis)
    if ignore_class is None:
        return losses
    return where(not_equal(labels, ignore_class), losses, 0.0)


@points_at_caller
def kl_divergence(y_true: Any, y_pred: Any) -> Tensor:
    """Kullback and Leibler's divergence of two distributions: Σ y log(y / p).

    Args:
        y_true: probabilities y, shape (n, ..., classes).
        y_pred: probabilities p, of the same shape. Both are kept between 1e-7 and 1.

    Returns:
        shape (n, ...).
    """
    y_true, y_pred = (clip_by_value(each, EPSILON, 1.0) for each in matched(y_true, y_pred))
    return reduce_sum(y_true * log(y_true / y_pred), axis=-1)


def _log_probabilities(y_pred: Tensor, from_logits: bool, axis: int) -> Tensor:
    if from_logits:
        return log_softmax(y_pred, axis=axis)
    p = y_pred / reduce_sum(y_pred, axis=axis, keepdims=True)
    return log(clip_by_value(p, EPSILON, 1.0 - EPSILON))


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

    config_if_changed = frozenset({"dtype", "axis"})  # Keras forgets it

    @points_at_caller
    def __init__(
        self,
        from_logits: bool = False,
        ignore_class: int | None = None,
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
            ignore_class=ignore_class,
            axis=axis,
        )
        self.ignore_class = ignore_class

    @points_at_caller
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        if self.ignore_class is not None:
            sample_weight = self._weights_of_classes(y_true, y_pred, sample_weight)
        return super().__call__(y_true, y_pred, sample_weight)

    def _weights_of_classes(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Tensor:
        """`sample_weight` with 0 where the class is ignored; means are over the other examples."""
        y_true, y_pred = as_floats(y_true, self.dtype), as_floats(y_pred, self.dtype)
        if y_true.ndim == y_pred.ndim:
            y_true = squeeze(y_true, axis=-1)
        kept = cast(not_equal(y_true, float(self.ignore_class)), y_true.dtype)
        if self.reduction in ("mean", "sum_over_batch_size"):
            kept *= divide_no_nan(float(y_true.shape.num_elements()), reduce_sum(kept))
        if sample_weight is None:
            return kept
        kept, weight = same_rank(kept, as_floats(sample_weight, self.dtype))
        return kept * weight


class KLDivergence(LossFunctionWrapper):
    """How far two distributions are apart; see `kl_divergence` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str = "kl_divergence",
        dtype: Any = None,
    ):
        super().__init__(kl_divergence, reduction, name, dtype)
