"""Metrics of two classes: how often which one was predicted for which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import as_floats, check_same_shape, same_rank
from kerasish.keras.metrics.metric import Metric
from kerasish.keras.variable import Variable
from kerasish.ops.array import broadcast_to, expand_dims, reshape
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import divide_no_nan
from kerasish.ops.order import top_k as largest
from kerasish.ops.reductions import reduce_sum
from kerasish.ops.selection import one_hot, where

LOWEST = -1e10  # below every prediction


class ConfusionMetric(Metric):
    """Counts right and wrong predictions of two classes, for each of some thresholds.

    Args:
        thresholds: predictions above one mean class 1.
        top_k: instead of a threshold: how many classes with the largest predictions are predicted.
        class_id: the class to look at alone, where predictions have one number for each class.
        counted: which of `true_positives`, `false_positives`, `true_negatives` and
            `false_negatives` to count in variables of these names, shape (thresholds,).
        name, dtype: see `Metric`.
    """

    def __init__(
        self,
        thresholds: Sequence[float],
        top_k: int | None,
        class_id: int | None,
        counted: Sequence[str],
        name: str | None,
        dtype: Any,
    ):
        super().__init__(name=name, dtype=dtype)
        self.thresholds = list(thresholds)
        self.top_k, self.class_id = top_k, class_id
        self._given: list[float] | None = None  # the thresholds, where they were told
        self._counted = counted
        for kind in counted:
            setattr(self, kind, self.add_variable((len(self.thresholds),), "zeros", name=kind))

    def _config_value(self, name: str) -> Any:
        return self._given if name == "thresholds" else super()._config_value(name)

    @points_at_caller
    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take a batch in.

        Args:
            y_true: 0 or 1, shape (n, ...).
            y_pred: probabilities of class 1, of the same shape.
            sample_weight: how much each example counts, shape (n,) or that of `y_pred`.

        Raises:
            ValueError: the shapes differ.
        """
        y_true, y_pred = as_floats(y_true, self.dtype), as_floats(y_pred, self.dtype)
        y_true, y_pred = same_rank(y_true, y_pred)
        check_same_shape(
            y_true,
            y_pred,
            "one probability for each label: of class 1 as Dense(1, 'sigmoid') gives it, or one "
            "for each class of one-hot labels, which keras.utils.to_categorical makes",
        )
        weight = _weight_like(y_pred, sample_weight, self.dtype)
        if self.top_k is not None:
            y_pred = _only_largest(y_pred, self.top_k)
        if self.class_id is not None:
            y_true, y_pred = self._of_class(y_true), self._of_class(y_pred)
        weight = broadcast_to(weight, y_pred.shape)
        counts = _counts(y_true, y_pred, weight, self.thresholds)
        for kind in self._counted:
            getattr(self, kind).assign_add(counts[kind])

    def _of_class(self, values: Tensor) -> Tensor:
        if values.ndim < 2:
            raise ValueError(
                "When class_id is provided, y_pred must be a 2D array with shape (num_samples, "
                f"num_classes), found shape: {values.shape}. Leave class_id out for two classes."
            )
        return values[..., self.class_id, None]


def share(part: Variable, others: Variable) -> Tensor:
    """A count divided by the sum of it and another; 0 where there are none."""
    return divide_no_nan(part.value, part + others)


class _Share(ConfusionMetric):
    """True positives as a share of themselves and `_others`; see the subclasses."""

    _direction = "up"
    _others: str

    @points_at_caller
    def __init__(
        self,
        thresholds: float | Sequence[float] | None = None,
        top_k: int | None = None,
        class_id: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ):
        counted = ("true_positives", self._others)
        limits = _limits(thresholds, top_k)
        super().__init__(limits, top_k, class_id, counted, name, dtype)
        if thresholds is not None:
            self._given = limits

    def result(self) -> Tensor:
        shares = share(self.true_positives, getattr(self, self._others))
        return shares[0] if len(self.thresholds) == 1 else shares


class Precision(_Share):
    """How many of those predicted as class 1 are of class 1: TP / (TP + FP), 0 for none.

    Args:
        thresholds: 0.5 by default; take 0 for logits. With several there are as many results.
        top_k, class_id, name, dtype: see `ConfusionMetric`.

    Raises:
        ValueError: a threshold that is not from 0 to 1.

    Example:
        >>> metric = keras.metrics.Precision()
        >>> float(metric([0, 1, 1, 1], [1.0, 0.0, 1.0, 1.0])) * 3
        2.0
    """

    _others = "false_positives"


class Recall(_Share):
    """How many of class 1 are predicted as class 1: TP / (TP + FN), 0 for none.

    Args:
        thresholds: 0.5 by default; take 0 for logits. With several there are as many results.
        top_k, class_id, name, dtype: see `ConfusionMetric`.

    Raises:
        ValueError: a threshold that is not from 0 to 1.
    """

    _others = "false_negatives"


def _limits(thresholds: float | Sequence[float] | None, top_k: int | None) -> list[float]:
    if thresholds is None:
        return [0.5 if top_k is None else LOWEST]
    limits = [thresholds] if np.ndim(thresholds) == 0 else list(thresholds)
    check_thresholds(limits)
    return limits


def check_thresholds(thresholds: Sequence[float]) -> None:
    """Check that all are from 0 to 1.

    Raises:
        ValueError: some are not.
    """
    wrong = [each for each in thresholds if not 0 <= each <= 1]
    if wrong:
        raise ValueError(
            f"Threshold values must be in [0, 1]. Received: {wrong}. Predictions above a "
            "threshold mean class 1; write for example thresholds=0.5."
        )


def _weight_like(y_pred: Tensor, sample_weight: Any, dtype: str) -> Tensor:
    """Weights of examples with as many axes as the predictions."""
    weight = as_floats(1.0 if sample_weight is None else sample_weight, dtype)
    return expand_dims(weight, -1) if 0 < weight.ndim == y_pred.ndim - 1 else weight


def _only_largest(y_pred: Tensor, k: int) -> Tensor:
    """The k largest predictions of each row, the others as low as can be."""
    places = largest(y_pred, k).indices
    chosen = reduce_sum(one_hot(places, y_pred.shape[-1], dtype=y_pred.dtype), axis=-2)
    return where(chosen > 0.0, y_pred, LOWEST)


def _counts(
    y_true: Tensor, y_pred: Tensor, weight: Tensor, thresholds: Sequence[float]
) -> dict[str, Tensor]:
    """The weights of right and wrong predictions, summed up for each threshold."""
    y_true, y_pred, weight = (reshape(each, [1, -1]) for each in (y_true, y_pred, weight))
    limits = np.reshape(thresholds, [-1, 1]).astype(y_pred.dtype.as_numpy_dtype)
    truth, found = cast(y_true, "bool"), y_pred > limits

    def count(where_true: Tensor) -> Tensor:
        return reduce_sum(where(where_true, weight, 0.0), axis=1)

    return {
        "true_positives": count(truth & found),
        "false_positives": count(~truth & found),
        "true_negatives": count(~truth & ~found),
        "false_negatives": count(truth & ~found),
    }
