"""Labels and predictions brought into a form in which they can be compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from kerasish.core import dtypes
from kerasish.core.errors import ShapeMismatchError
from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.ops.array import expand_dims, squeeze
from kerasish.ops.creation import cast


def as_floats(value: Any, dtype: Any) -> Tensor:
    """`value` as a tensor of that float dtype.

    Raises:
        TypeError: text.
    """
    kind = dtypes.as_dtype(dtype)
    tensor = Tensor.convert(value, hint=kind)
    if tensor.dtype is kind:
        return tensor
    if tensor.dtype == "string":
        raise TypeError(
            f"Labels and predictions are numbers, but {describe(tensor)} came. "
            "Number the classes first, for example with numpy.unique(labels, return_inverse=True)."
        )
    return cast(tensor, kind)


def same_rank(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The two with as many axes: a last axis of length 1 is added to (n,) or taken away."""
    if x.ndim == y.ndim + 1 and x.shape[-1] == 1:
        return (x, expand_dims(y, -1)) if y.ndim == 1 else (squeeze(x, axis=-1), y)
    if y.ndim == x.ndim + 1 and y.shape[-1] == 1:
        return (expand_dims(x, -1), y) if x.ndim == 1 else (x, squeeze(y, axis=-1))
    return x, y


def matched(y_true: Any, y_pred: Any) -> tuple[Tensor, Tensor]:
    """Targets and predictions of one dtype and rank, whose shapes can be compared.

    Raises:
        ShapeMismatchError: they cannot.
    """
    y_pred = Tensor.convert(y_pred)
    y_true, y_pred = same_rank(as_floats(y_true, y_pred.dtype), y_pred)
    try:
        np.broadcast_shapes(y_true.array.shape, y_pred.array.shape)
    except ValueError:
        raise ShapeMismatchError(
            f"Targets of shape {y_true.shape} cannot be compared with predictions of shape "
            f"{y_pred.shape}. Expected one number for each that the last layer gives: let its "
            "`units` be as many as the targets of an example."
        ) from None
    return y_true, y_pred


def check_same_shape(y_true: Tensor, y_pred: Tensor, expected: str) -> None:
    """Check that there is a prediction for each label.

    Raises:
        ValueError: the shapes differ; the message says what was `expected`.
    """
    if y_true.shape != y_pred.shape:
        raise ValueError(
            "Arguments `target` and `output` must have the same shape. Received: "
            f"target.shape={y_true.shape}, output.shape={y_pred.shape}. Expected {expected}."
        )


def smoothed(y_true: Any, y_pred: Any, amount: float, classes: int) -> tuple[Tensor, Tensor]:
    """Both as floats, with `amount` of each label spread evenly over the classes."""
    y_pred = Tensor.convert(y_pred)
    y_true = as_floats(y_true, y_pred.dtype)
    if amount:
        y_true = y_true * (1.0 - amount) + amount / classes
    return y_true, y_pred
