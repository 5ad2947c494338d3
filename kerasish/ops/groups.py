"""Sums, counts and extremes of the elements of each group."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes
from kerasish.core.op import Array, Index, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import cast
from kerasish.ops.selection import check_range


@points_at_caller
def bincount(arr, weights=None, minlength=None, maxlength=None, dtype=dtypes.int32, name=None):
    """How often each number 0, 1, 2, … occurs, or the sum of its weights.

    Args:
        arr: whole numbers.
        weights: of the shape of `arr`.
        minlength: how many entries the result has at least.
        maxlength: how many at most: numbers from there on are left out.
        dtype: of the result, if there are no weights.
    """
    values = np.asarray(arr).ravel()
    length = int(values.max(initial=-1)) + 1
    length = max(length, int(minlength or 0))
    length = length if maxlength is None else min(length, int(maxlength))
    counts = _bincount(values, length, weights)
    return counts if weights is not None else cast(counts, dtype)


@op
def _bincount(arr: Index, length: int, weights: Array = None):
    weights = jnp.ones(arr.shape, jnp.int32) if weights is None else weights.ravel()
    return jax.ops.segment_sum(weights, arr.ravel(), length)


@points_at_caller
def confusion_matrix(
    labels, predictions, num_classes=None, weights=None, dtype=dtypes.int32, name=None
):
    """How often class i (row) was predicted as class j (column).

    Args:
        labels: shape (n,), whole numbers.
        predictions: shape (n,), whole numbers.
        num_classes: rows of the result; as many as needed by default.
        weights: shape (n,), what each example counts.
        dtype: of the result.

    Returns:
        shape (num_classes, num_classes).
    """
    if num_classes is None:
        both = np.concatenate([np.ravel(np.asarray(labels)), np.ravel(np.asarray(predictions))])
        num_classes = int(both.max(initial=-1)) + 1
    for name, numbers in (("labels", labels), ("predictions", predictions)):
        check_range(name, Tensor.convert(numbers), int(num_classes))
    weights = None if weights is None else cast(weights, dtype)
    return cast(_confusion(labels, predictions, int(num_classes), weights), dtype)


@op
def _confusion(labels: Index, predictions: Index, classes: int, weights: Array = None):
    weights = jnp.ones(labels.shape, jnp.int32) if weights is None else weights
    matrix = jnp.zeros((classes, classes), weights.dtype)
    return matrix.at[labels.ravel(), predictions.ravel()].add(weights.ravel())


SEGMENTS = "One segment number is needed for each row of `data`."


@op(hint=SEGMENTS)
def unsorted_segment_sum(data: Array, segment_ids: Index, num_segments: int):
    """The sum of the rows of each segment.

    Args:
        data: shape (n, ...).
        segment_ids: shape (n,): to which segment each row belongs; negative ones are left out.
        num_segments: how many rows the result has.
    """
    return jax.ops.segment_sum(data, _numbers(segment_ids, num_segments), num_segments)


@op(hint=SEGMENTS)
def unsorted_segment_prod(data: Array, segment_ids: Index, num_segments: int):
    """The product of the rows of each segment; see `unsorted_segment_sum`."""
    member = segment_ids == jnp.arange(num_segments)[:, None]
    member = member.reshape(*member.shape, *[1] * (data.ndim - 1))
    return jnp.prod(jnp.where(member, data, 1), axis=1, dtype=data.dtype)


@op(dtypes=dtypes.REALS, hint=SEGMENTS)
def unsorted_segment_max(data: Array, segment_ids: Index, num_segments: int):
    """The greatest of each segment, elementwise; see `unsorted_segment_sum`."""
    found = jax.ops.segment_max(data, _numbers(segment_ids, num_segments), num_segments)
    lowest = dtypes.from_numpy(data.dtype).min
    return jnp.where(jnp.isinf(found) & (found < 0), lowest, found).astype(data.dtype)


@op(dtypes=dtypes.REALS, hint=SEGMENTS)
def unsorted_segment_min(data: Array, segment_ids: Index, num_segments: int):
    """The least of each segment, elementwise; see `unsorted_segment_sum`."""
    found = jax.ops.segment_min(data, _numbers(segment_ids, num_segments), num_segments)
    highest = dtypes.from_numpy(data.dtype).max
    return jnp.where(jnp.isinf(found) & (found > 0), highest, found).astype(data.dtype)


@op(dtypes=dtypes.FLOATS, hint=SEGMENTS)
def unsorted_segment_mean(data: Array, segment_ids: Index, num_segments: int):
    """The mean of the rows of each segment, 0 for an empty one; see `unsorted_segment_sum`."""
    ids = _numbers(segment_ids, num_segments)
    total = jax.ops.segment_sum(data, ids, num_segments)
    ones = jnp.ones(ids.shape + (1,) * (data.ndim - ids.ndim), data.dtype)
    return total / jnp.maximum(jax.ops.segment_sum(ones, ids, num_segments), 1)


def _numbers(segment_ids, count: int):
    """Segment numbers, negative ones replaced by one past the end, which is dropped."""
    return jnp.where(segment_ids < 0, count, segment_ids)


def _count(segment_ids) -> int:
    ids = np.asarray(segment_ids)
    return int(ids.max(initial=-1)) + 1


@points_at_caller
def segment_sum(data, segment_ids, name=None):
    """The sum of the rows of each segment; `segment_ids` of shape (n,), sorted."""
    return unsorted_segment_sum(data, segment_ids, _count(segment_ids))


@points_at_caller
def segment_prod(data, segment_ids, name=None):
    """The product of the rows of each segment; `segment_ids` of shape (n,), sorted."""
    return unsorted_segment_prod(data, segment_ids, _count(segment_ids))


@points_at_caller
def segment_mean(data, segment_ids, name=None):
    """The mean of the rows of each segment; `segment_ids` of shape (n,), sorted."""
    return unsorted_segment_mean(data, segment_ids, _count(segment_ids))


@points_at_caller
def segment_max(data, segment_ids, name=None):
    """The greatest of each segment, elementwise; `segment_ids` of shape (n,), sorted."""
    return _zero_where_empty(
        unsorted_segment_max(data, segment_ids, _count(segment_ids)), segment_ids
    )


@points_at_caller
def segment_min(data, segment_ids, name=None):
    """The least of each segment, elementwise; `segment_ids` of shape (n,), sorted."""
    return _zero_where_empty(
        unsorted_segment_min(data, segment_ids, _count(segment_ids)), segment_ids
    )


@points_at_caller
def histogram_fixed_width(values, value_range, nbins=100, dtype=dtypes.int32, name=None) -> Tensor:
    """How many values fall into each of `nbins` bins of equal width.

    Args:
        values: numbers of any shape; those outside the range count in the first or last bin.
        value_range: the lower and the upper end.
        nbins: how many bins.
        dtype: of the result, shape (nbins,).
    """
    return cast(_histogram(values, value_range, int(nbins)), dtype)


@op(dtypes=dtypes.REALS, differentiable=False)
def _histogram(values: Array, value_range: Array, nbins: int):
    low, high = value_range
    share = (values - low) / (high - low)
    bins = jnp.clip(jnp.floor(nbins * share), 0, nbins - 1).astype(jnp.int32)
    return jax.ops.segment_sum(jnp.ones(values.size, jnp.int32), bins.ravel(), nbins)


@op(dtypes=dtypes.REALS)
def _zero_where_empty(found: Array, segment_ids: Index):
    sizes = jax.ops.segment_sum(jnp.ones_like(segment_ids), segment_ids, found.shape[0])
    return jnp.where(sizes.reshape(-1, *[1] * (found.ndim - 1)) > 0, found, 0)
