"""Operations that make one number of many, along an axis or along all of them."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.op import AnyArray, Array, Index, Mask, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import INEXACT
from kerasish.ops.selection import check_range

AXES = "`axis` counts from 0, or from -1 for the last; leave it out to reduce all axes."


@op(hint=AXES)
def reduce_sum(input_tensor: Array, axis=None, keepdims: bool = False):
    """The sum of the elements.

    Args:
        input_tensor: numbers of any shape.
        axis: which axis or axes to sum over; all by default.
        keepdims: keep these axes, with length 1.
    """
    return jnp.sum(input_tensor, _whole(axis), dtype=input_tensor.dtype, keepdims=bool(keepdims))


@op(hint=AXES)
def reduce_mean(input_tensor: Array, axis=None, keepdims: bool = False):
    """The mean of the elements; that of integers is an integer, rounded towards 0."""
    x = input_tensor
    if jnp.issubdtype(x.dtype, jnp.integer):
        total = jnp.sum(x, _whole(axis), dtype=x.dtype, keepdims=bool(keepdims))
        count = x.size // max(total.size, 1)
        return jax.lax.div(total, jnp.full_like(total, count))
    return jnp.mean(x, _whole(axis), keepdims=bool(keepdims))


@op(hint=AXES)
def reduce_prod(input_tensor: Array, axis=None, keepdims: bool = False):
    """The product of the elements."""
    return jnp.prod(input_tensor, _whole(axis), dtype=input_tensor.dtype, keepdims=bool(keepdims))


@op(dtypes=dtypes.REALS, hint=AXES)
def reduce_max(input_tensor: Array, axis=None, keepdims: bool = False):
    """The greatest element; of no elements the least value of the type."""
    return _extreme(jnp.max, input_tensor, axis, keepdims, "min")


@op(dtypes=dtypes.REALS, hint=AXES)
def reduce_min(input_tensor: Array, axis=None, keepdims: bool = False):
    """The least element; of no elements the greatest value of the type."""
    return _extreme(jnp.min, input_tensor, axis, keepdims, "max")


def _whole(axis):
    """`axis` if it is a number or a list of numbers.

    Raises:
        TypeError: it is something else.
    """
    for number in axis if isinstance(axis, tuple) else (axis,):
        if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
            raise TypeError(
                f"Cannot convert {number!r} to an axis: `axis` is a whole number or a list of them."
            )
    return axis


def _extreme(reduce, x, axis, keepdims, first: str):
    """The greatest or the least element; of no elements the first of the type's values."""
    if x.size:
        first = None
    elif jnp.issubdtype(x.dtype, jnp.floating):
        first = {"min": -np.inf, "max": np.inf}[first]
    else:
        first = getattr(jnp.iinfo(x.dtype), first)
    return reduce(x, _whole(axis), keepdims=bool(keepdims), initial=first)


@op(hint=AXES)
def reduce_all(input_tensor: Mask, axis=None, keepdims: bool = False):
    """Whether all elements are True."""
    return jnp.all(input_tensor, _whole(axis), keepdims=bool(keepdims))


@op(hint=AXES)
def reduce_any(input_tensor: Mask, axis=None, keepdims: bool = False):
    """Whether at least one element is True."""
    return jnp.any(input_tensor, _whole(axis), keepdims=bool(keepdims))


@op(dtypes=INEXACT, hint=AXES)
def reduce_variance(input_tensor: Array, axis=None, keepdims: bool = False):
    """The mean of the squared differences from the mean."""
    return jnp.var(input_tensor, _whole(axis), keepdims=bool(keepdims))


@op(dtypes=INEXACT, hint=AXES)
def reduce_std(input_tensor: Array, axis=None, keepdims: bool = False):
    """The standard deviation: the square root of the variance."""
    return jnp.std(input_tensor, _whole(axis), keepdims=bool(keepdims))


@op(dtypes=dtypes.FLOATS, hint=AXES)
def reduce_logsumexp(input_tensor: Array, axis=None, keepdims: bool = False):
    """`log(sum(exp(x)))`, without overflow for large `x`."""
    return jax.nn.logsumexp(input_tensor, _whole(axis), keepdims=bool(keepdims))


@op(hint=AXES)
def reduce_euclidean_norm(input_tensor: Array, axis=None, keepdims: bool = False):
    """The square root of the sum of the squares."""
    squares = jnp.sum(input_tensor * input_tensor, _whole(axis), keepdims=bool(keepdims))
    return jnp.sqrt(squares).astype(input_tensor.dtype)


@points_at_caller
def count_nonzero(input, axis=None, keepdims=None, dtype=dtypes.int64, name=None):
    """How many elements are not 0 (or True)."""
    return cast(_count_nonzero(input, axis, keepdims), dtype)


@op(dtypes=dtypes.ANY, hint=AXES)
def _count_nonzero(input: Array, axis, keepdims: bool):
    return jnp.count_nonzero(input, _whole(axis), keepdims=bool(keepdims))


@op(dtypes=dtypes.NUMBERS | dtypes.BOOLS, hint=AXES)
def argmax(input: Array, axis=None, output_type=dtypes.int64):
    """Where the greatest element along an axis is, the first one if there are several.

    Args:
        input: numbers of any shape.
        axis: along which axis; the first by default.
        output_type: tf.int64 or tf.int32.
    """
    return jnp.argmax(input, _whole(axis) or 0).astype(dtypes.as_dtype(output_type).as_numpy_dtype)


@op(dtypes=dtypes.NUMBERS | dtypes.BOOLS, hint=AXES)
def argmin(input: Array, axis=None, output_type=dtypes.int64):
    """Where the least element along an axis is, the first one if there are several."""
    return jnp.argmin(input, _whole(axis) or 0).astype(dtypes.as_dtype(output_type).as_numpy_dtype)


# -- running totals -----------------------------------------------------------------------------


@op(hint=AXES)
def cumsum(x: Array, axis=0, exclusive: bool = False, reverse: bool = False):
    """The running sum.

    Args:
        x: numbers of any shape.
        axis: along which axis.
        exclusive: leave the element itself out: begin with 0.
        reverse: run from the end.
    """
    return _running(jnp.cumsum, x, axis, exclusive, reverse, 0)


@op(hint=AXES)
def cumprod(x: Array, axis=0, exclusive: bool = False, reverse: bool = False):
    """The running product; see `cumsum`."""
    return _running(jnp.cumprod, x, axis, exclusive, reverse, 1)


@op(dtypes=dtypes.FLOATS, hint=AXES)
def cumulative_logsumexp(x: Array, axis=0, exclusive: bool = False, reverse: bool = False):
    """The running `log(sum(exp(x)))`; see `cumsum`."""
    if not -x.ndim <= axis < x.ndim:
        raise errors.ShapeMismatchError(
            f"`cumulative_logsumexp` along axis {axis} of a tensor of shape {x.shape}. {AXES}"
        )

    def run(x, axis, dtype):
        return jax.lax.cumlogsumexp(x, axis % x.ndim)

    return _running(run, x, axis, exclusive, reverse, -jnp.inf)


def _running(run, x, axis: int, exclusive: bool, reverse: bool, first):
    x = jnp.flip(x, axis) if reverse else x
    if exclusive:
        pad = [(0, 0)] * x.ndim
        pad[axis] = (1, 0)
        x = jax.lax.slice_in_dim(
            jnp.pad(x, pad, constant_values=first), 0, x.shape[axis], axis=axis
        )
    x = run(x, axis, dtype=x.dtype)
    return jnp.flip(x, axis) if reverse else x


# -- by group -----------------------------------------------------------------------------------


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
def is_non_decreasing(x: Array):
    """Whether no element is less than the one before it."""
    return jnp.all(jnp.diff(x.ravel()) >= 0)


@op(dtypes=dtypes.REALS)
def is_strictly_increasing(x: Array):
    """Whether each element is greater than the one before it."""
    return jnp.all(jnp.diff(x.ravel()) > 0)


@op(dtypes=dtypes.REALS)
def _zero_where_empty(found: Array, segment_ids: Index):
    sizes = jax.ops.segment_sum(jnp.ones_like(segment_ids), segment_ids, found.shape[0])
    return jnp.where(sizes.reshape(-1, *[1] * (found.ndim - 1)) > 0, found, 0)


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
