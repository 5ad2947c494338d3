"""AUC: how well predictions tell two classes apart, whatever the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import as_floats
from kerasish.keras.losses.loss import EPSILON
from kerasish.keras.metrics.confusion import ConfusionMetric, check_thresholds, share
from kerasish.ops.elementwise import (
    clip_by_value,
    divide_no_nan,
    log,
    maximum,
    minimum,
    sigmoid,
)
from kerasish.ops.reductions import reduce_sum
from kerasish.ops.selection import where

_CURVES = ("ROC", "PR")
_METHODS = ("interpolation", "minoring", "majoring")
_COUNTED = ("true_positives", "false_positives", "true_negatives", "false_negatives")


class AUC(ConfusionMetric):
    """The area under a curve that the threshold draws as it moves from 0 to 1.

    The area is summed up between neighbouring thresholds, so it is an approximation. Under the
    ROC curve it is how often an example of class 1 gets the larger prediction of the two
    (Hanley and McNeil 1982): 1 for a perfect order, 0.5 for chance.

    Args:
        num_thresholds: how many thresholds, evenly spread from 0 to 1.
        curve: "ROC", recall over the rate of false positives, or "PR", precision over recall.
        summation_method: what the curve is between two thresholds: "interpolation" a straight
            line (for "PR" after Davis and Goadrich 2006), "minoring" the lower of the two values,
            "majoring" the higher.
        name, dtype: see `Metric`.
        thresholds: instead of `num_thresholds`: those between 0 and 1, in any order.
        from_logits: whether predictions are logits, whose sigmoid is the probability.

    Raises:
        ValueError: fewer than two thresholds, or one outside 0 to 1; a curve or method that
            there is not.

    Example:
        >>> metric = keras.metrics.AUC(num_thresholds=3)
        >>> float(metric([0, 0, 1, 1], [0.0, 0.5, 0.3, 0.9]))
        0.75
    """

    _direction = "up"
    config_if_changed = frozenset({"thresholds"})

    @points_at_caller
    def __init__(
        self,
        num_thresholds: int = 200,
        curve: str = "ROC",
        summation_method: str = "interpolation",
        name: str | None = None,
        dtype: Any = None,
        thresholds: Sequence[float] | None = None,
        from_logits: bool = False,
    ):
        self.curve = _one_of("AUC curve", str(curve).upper(), _CURVES)
        method = str(summation_method).lower()
        self.summation_method = _one_of("AUC summation method", method, _METHODS)
        if thresholds is not None:
            between = sorted(thresholds)
            check_thresholds(between)
        elif num_thresholds > 1:
            between = [place / (num_thresholds - 1) for place in range(1, num_thresholds - 1)]
        else:
            raise ValueError(
                "Argument `num_thresholds` must be an integer > 1. "
                f"Received: num_thresholds={num_thresholds}"
            )
        limits = [-EPSILON, *between, 1.0 + EPSILON]  # below and above every prediction
        super().__init__(limits, None, None, _COUNTED, name, dtype)
        self.num_thresholds = len(limits)
        if thresholds is not None:
            self._given = between
        self.from_logits = from_logits

    @points_at_caller
    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        y_pred = as_floats(y_pred, self.dtype)
        y_pred = sigmoid(y_pred) if self.from_logits else clip_by_value(y_pred, 0.0, 1.0)
        super().update_state(y_true, y_pred, sample_weight)

    def result(self) -> Tensor:
        recall = share(self.true_positives, self.false_negatives)
        if self.curve == "ROC":
            return self._area(share(self.false_positives, self.true_negatives), recall)
        if self.summation_method == "interpolation":
            return self._interpolated_precision()
        return self._area(recall, share(self.true_positives, self.false_positives))

    def _area(self, x: Tensor, y: Tensor) -> Tensor:
        """Between neighbours: widths times heights; x falls as thresholds rise."""
        if self.summation_method == "interpolation":
            heights = (y[:-1] + y[1:]) / 2.0
        else:
            choose = minimum if self.summation_method == "minoring" else maximum
            heights = choose(y[:-1], y[1:])
        return reduce_sum((x[:-1] - x[1:]) * heights)

    def _interpolated_precision(self) -> Tensor:
        """The area under the precision-recall curve (Davis and Goadrich 2006, section 4).

        Between two thresholds true positives T and predicted positives P fall together in a
        straight line, T = s P + c; the integral of T / P over T has a logarithm in it.
        """
        found = self.true_positives.value
        predicted = found + self.false_positives
        low, high = predicted[1:], predicted[:-1]
        fewer = found[:-1] - found[1:]
        slope = divide_no_nan(fewer, high - low)
        offset = found[1:] - slope * low
        ratio = where((low > 0.0) & (high > 0.0), divide_no_nan(high, low), 1.0)
        positives = found[1:] + self.false_negatives[1:]
        return reduce_sum(divide_no_nan(slope * (fewer + offset * log(ratio)), positives))


def _one_of(kind: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(
            f"Invalid {kind} value: {value!r}. Expected one of {', '.join(map(repr, known))}."
        )
    return value
