"""Operations that make one number of many, along an axis or along all of them."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.op import Array, Mask, op
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import INEXACT

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
