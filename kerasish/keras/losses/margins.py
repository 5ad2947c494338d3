"""The hinge loss, with which support vector machines are trained."""

from __future__ import annotations

from typing import Any

from kerasish.core.operators import equal
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.labels import matched
from kerasish.keras.losses.loss import LossFunctionWrapper
from kerasish.ops.elementwise import maximum
from kerasish.ops.reductions import reduce_all, reduce_mean
from kerasish.ops.selection import where


@points_at_caller
def hinge(y_true: Any, y_pred: Any) -> Tensor:
    """The mean over the last axis of max(0, 1 - y_true y_pred).

    Args:
        y_true: -1 or 1, shape (n, ..., d); labels that are all 0 or 1 are taken as -1 and 1.
        y_pred: scores, of the same shape.

    Returns:
        shape (n, ...).
    """
    y_true, y_pred = matched(y_true, y_pred)
    bits = reduce_all(equal(y_true, 0.0) | equal(y_true, 1.0))
    signs = where(bits, 2.0 * y_true - 1.0, y_true)
    return reduce_mean(maximum(1.0 - signs * y_pred, 0.0), axis=-1)


class Hinge(LossFunctionWrapper):
    """How far predictions fall short of being 1 on the right side; see `hinge` and `Loss`."""

    @points_at_caller
    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str = "hinge",
        dtype: Any = None,
    ):
        super().__init__(hinge, reduction, name, dtype)
