"""Loss: what all losses have in common, which is how they are weighted and reduced to a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kerasish.core import dtypes
from kerasish.core.errors import ShapeMismatchError
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import as_floats, same_rank
from kerasish.keras.naming import auto_name
from kerasish.keras.saving.config import Configured
from kerasish.ops.elementwise import divide_no_nan
from kerasish.ops.reductions import reduce_sum

EPSILON = 1e-7  # keeps logarithms and quotients finite: keras.backend.epsilon()

_REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None)


class Loss(Configured):
    """A loss that reduces to one number. Subclasses define `call(y_true, y_pred)`.

    Args:
        name: shown in logs.
        reduction: `"sum_over_batch_size"` (or `"mean"`) divides the sum of all losses by how many
            they are, `"mean_with_sample_weight"` by the sum of the weights, `"sum"` only adds,
            `"none"` or None leaves one loss an example.
        dtype: what `y_true` and `y_pred` are converted to, float32 by default.

    Raises:
        ValueError: a reduction that there is not.
        TypeError: labels or predictions came, which belong in a call of the loss object.
    """

    config_if_changed = frozenset({"dtype"})

    def __init__(
        self,
        name: str | None = None,
        reduction: str | None = "sum_over_batch_size",
        dtype: Any = None,
    ):
        self._check_no_data(name, reduction)
        if reduction not in _REDUCTIONS:
            raise ValueError(
                "Invalid value for argument `reduction`. Expected one of "
                f"{', '.join(map(repr, _REDUCTIONS))}. Received: reduction={reduction!r}"
            )
        self.name = name or auto_name(type(self).__name__)
        self.reduction = reduction
        self.dtype = "float32" if dtype is None else dtypes.as_dtype(dtype).name

    def _config_value(self, name: str) -> Any:
        value = super()._config_value(name)
        return None if name == "dtype" and value == "float32" else value

    def _check_no_data(self, *settings: Any) -> None:
        """Check that the class was not called as if it were a function of labels."""
        if any(not isinstance(value, str) and np.ndim(value) for value in settings):
            kind = type(self).__name__
            raise TypeError(
                f"{kind}(...) makes a loss and takes its settings, but labels or predictions "
                f"came. Write {kind}()(y_true, y_pred): the first call makes the loss, the "
                "second computes it."
            )

    @points_at_caller
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """The loss of a batch.

        Args:
            y_true: the truth, one example a row.
            y_pred: the predictions, one example a row.
            sample_weight: how much each example counts, shape (n,), (n, 1) or any other that
                broadcasts with the losses.

        Returns:
            shape (), or that of the losses where they are not reduced.

        Raises:
            ShapeMismatchError: the weights do not broadcast with the losses.
        """
        losses = self.call(as_floats(y_true, self.dtype), as_floats(y_pred, self.dtype))
        losses = as_floats(losses, self.dtype)
        weight = None
        if sample_weight is not None:
            losses, weight = same_rank(losses, as_floats(sample_weight, self.dtype))
            _check_weight(losses, weight)
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
        self._check_no_data(*(value for key, value in arguments.items() if key != "axis"))
        super().__init__(name, reduction, dtype)
        self.fn = fn
        self._arguments = arguments

    def _config_value(self, name: str) -> Any:
        return self._arguments[name] if name in self._arguments else super()._config_value(name)

    def call(self, y_true: Tensor, y_pred: Tensor) -> Tensor:
        return self.fn(*same_rank(y_true, y_pred), **self._arguments)


def _check_weight(losses: Tensor, weight: Tensor) -> None:
    try:
        np.broadcast_shapes(losses.array.shape, weight.array.shape)
    except ValueError:
        raise ShapeMismatchError(
            f"`sample_weight` of shape {weight.shape} does not go with losses of shape "
            f"{losses.shape}. Expected one weight for each example, shape ({losses.shape[0]},)"
            + (f" or, one for each loss, {losses.shape}." if losses.ndim > 1 else ".")
        ) from None
