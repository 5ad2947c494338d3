"""Elements in order: sorted, the greatest ones, the different ones."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.op import AnyArray, Array, Index, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import convert_to_tensor


def _descending(direction: str) -> bool:
    if direction not in ("ASCENDING", "DESCENDING"):
        raise ValueError(
            f"Argument `direction` should be one of 'ASCENDING' or 'DESCENDING', got {direction!r}."
        )
    return direction == "DESCENDING"


@op(dtypes=dtypes.REALS)
def sort(values: Array, axis: int = -1, direction: str = "ASCENDING"):
    """The elements along an axis in order, the least first, or with "DESCENDING" the greatest."""
    return jnp.sort(values, axis, descending=_descending(direction))


@op(dtypes=dtypes.REALS)
def argsort(values: Array, axis: int = -1, direction: str = "ASCENDING", stable: bool = False):
    """The numbers of the elements along an axis in the order of their values: int32."""
    return jnp.argsort(values, axis, descending=_descending(direction)).astype(jnp.int32)


class TopKV2(NamedTuple):
    """The greatest elements, and where they were."""

    values: Tensor
    indices: Tensor


@points_at_caller
def top_k(input, k=1, sorted=True, index_type=dtypes.int32, name=None) -> TopKV2:
    """The `k` greatest elements along the last axis, the greatest first.

    Returns:
        values and indices, each of shape (..., k).

    Raises:
        InvalidArgumentError: fewer than `k` elements.
    """
    tensor = Tensor.convert(input)
    if not tensor.array.ndim or tensor.array.shape[-1] < int(k):
        raise errors.ShapeMismatchError(
            f"input must have at least k={int(k)} columns, but it has shape {tensor.shape}."
        )
    return TopKV2(*_top_k(tensor, int(k), dtypes.as_dtype(index_type)))


@op(dtypes=dtypes.REALS)
def _top_k(input: Array, k: int, index_type):
    values, indices = jax.lax.top_k(input, k)
    return values, indices.astype(index_type.as_numpy_dtype)


@op(dtypes=dtypes.REALS, hint="All axes but the last must be as long in both.")
def searchsorted(sorted_sequence: Array, values: Array, side: str = "left", out_type=dtypes.int32):
    """Where in a sorted sequence each value would have to go.

    Args:
        sorted_sequence: shape (..., n), in order along the last axis.
        values: shape (..., m).
        side: "left", before equal elements, or "right", after them.
        out_type: tf.int32 or tf.int64.

    Returns:
        shape (..., m).
    """
    if sorted_sequence.shape[:-1] != values.shape[:-1]:
        raise errors.ShapeMismatchError(
            "`searchsorted` needs a row of values for each sorted row, but the shapes are "
            f"{sorted_sequence.shape} and {values.shape}."
        )
    find = lambda row, values: jnp.searchsorted(row, values, side)  # noqa: E731
    for _ in sorted_sequence.shape[:-1]:
        find = jax.vmap(find)
    return find(sorted_sequence, values).astype(dtypes.as_dtype(out_type).as_numpy_dtype)


@op
def invert_permutation(x: Index):
    """Where each of the numbers 0, …, n - 1 is in `x`: shape (n,)."""
    return jnp.zeros_like(x).at[x].set(jnp.arange(x.shape[0], dtype=x.dtype))


class Unique(NamedTuple):
    """The different elements, and for each element the number of its like."""

    y: Tensor
    idx: Tensor


class UniqueWithCounts(NamedTuple):
    """`Unique`, and how often each occurs."""

    y: Tensor
    idx: Tensor
    count: Tensor


@points_at_caller
def unique(x, out_idx=dtypes.int32, name=None) -> Unique:
    """The different elements in the order in which they first occur.

    Args:
        x: shape (n,).

    Returns:
        y of shape (m,), and idx of shape (n,), so that x = y[idx].
    """
    return Unique(*_unique(x, out_idx)[:2])


@points_at_caller
def unique_with_counts(x, out_idx=dtypes.int32, name=None) -> UniqueWithCounts:
    """`unique`, and how often each element occurs: shape (m,)."""
    return UniqueWithCounts(*_unique(x, out_idx))


def _unique(x, out_idx) -> list[Tensor]:
    values = Tensor.convert(x).numpy()
    if values.ndim != 1:
        raise errors.ShapeMismatchError(
            f"unique expects a 1D vector, but the shape is {values.shape}: "
            "use tf.reshape(x, [-1]) first."
        )
    found, first, inverse, counts = np.unique(
        values, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(first)
    kind = dtypes.as_dtype(out_idx).as_numpy_dtype
    place = np.argsort(order)[inverse]
    parts = found[order], place.astype(kind), counts[order].astype(kind)
    return [convert_to_tensor(part) for part in parts]


@op
def in_top_k(targets: Index, predictions: AnyArray, k: int):
    """Whether the target class is among the `k` greatest predictions of its row.

    Args:
        targets: shape (n,), class numbers.
        predictions: shape (n, classes).
        k: how many predictions count.
    """
    score = jnp.take_along_axis(predictions, targets[:, None], axis=1)
    return jnp.isfinite(score[:, 0]) & (jnp.sum(predictions > score, axis=1) < k)


@op(dtypes=dtypes.REALS)
def is_non_decreasing(x: Array):
    """Whether no element is less than the one before it."""
    return jnp.all(jnp.diff(x.ravel()) >= 0)


@op(dtypes=dtypes.REALS)
def is_strictly_increasing(x: Array):
    """Whether each element is greater than the one before it."""
    return jnp.all(jnp.diff(x.ravel()) > 0)
