"""Sums and means over batches, of values and of functions of labels and predictions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kerasish.core.errors import ShapeMismatchError
from kerasish.core.tensor import Tensor
from kerasish.keras.labels import as_floats, same_rank
from kerasish.keras.metrics.metric import Metric
from kerasish.ops.array import broadcast_to
from kerasish.ops.elementwise import divide_no_nan
from kerasish.ops.reductions import reduce_mean, reduce_sum


class Sum(Metric):
    """The sum of all values."""

    def __init__(self, name: str = "sum", dtype: Any = None):
        super().__init__(dtype, name)
        self.total = self.add_variable(name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values, _ = _weighted(values, sample_weight, reduce_sum, self.dtype)
        self.total.assign_add(reduce_sum(values))

    def result(self) -> Tensor:
        return self.total.value


class Mean(Metric):
    """The weighted mean of all values."""

    def __init__(self, name: str = "mean", dtype: Any = None):
        super().__init__(dtype, name)
        self.total = self.add_variable(name="total")
        self.count = self.add_variable(name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Take values in.

        Args:
            values: shape (n, ...): axes after the first are averaged.
            sample_weight: how much each counts, shape (n,) or that of `values`.
        """
        values, weight = _weighted(values, sample_weight, reduce_mean, self.dtype)
        self.total.assign_add(reduce_sum(values))
        if weight is not None:
            count = reduce_sum(weight)
        else:
            count = float(values.shape[0]) if values.ndim else 1.0
        self.count.assign_add(count)

    def result(self) -> Tensor:
        return divide_no_nan(self.total, self.count)


class MeanMetricWrapper(Mean):
    """The mean of a function of (y_true, y_pred).

    Args:
        fn: gives one number for each example.
        name, dtype: see `Metric`.
        **arguments: handed on to `fn`.
    """

    def __init__(self, fn: Callable, name: str | None = None, dtype: Any = None, **arguments: Any):
        super().__init__(name, dtype)
        self._fn = fn
        self._arguments = arguments

    def _config_value(self, name: str) -> Any:
        if name == "fn":
            return self._fn
        return self._arguments[name] if name in self._arguments else super()._config_value(name)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        super().update_state(self._fn(y_true, y_pred, **self._arguments), sample_weight)


def _weighted(
    values: Any, sample_weight: Any, reduce: Callable, dtype: str
) -> tuple[Tensor, Tensor | None]:
    """One value for each example, times its weight; and the weights."""
    values = as_floats(values, dtype)
    weight = None
    if sample_weight is not None:
        values, weight = same_rank(values, as_floats(sample_weight, dtype))
        if values.ndim > weight.ndim:
            values = reduce(values, axis=list(range(weight.ndim, values.ndim)))
        axes = list(range(1, weight.ndim))
        _check_weight(values, weight)
        weight = broadcast_to(weight, values.shape)
        values = values * weight
        weight = reduce(weight, axis=axes) if axes else weight
    if values.ndim > 1:
        values = reduce(values, axis=list(range(1, values.ndim)))
    return values, weight


def _check_weight(values: Tensor, weight: Tensor) -> None:
    pairs = zip(weight.array.shape, values.array.shape)
    if weight.ndim > values.ndim or any(one not in (1, other) for one, other in pairs):
        raise ShapeMismatchError(
            f"`sample_weight` of shape {weight.shape} does not go with values of shape "
            f"{values.shape}: expected one weight for each example."
        )
