"""Elements picked by number, by mask or by order, and put back in their places."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors, operators
from kerasish.core.op import Array, Index, Mask, op
from kerasish.core.operators import BROADCAST
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import convert_to_tensor, static_shape

# -- by number ----------------------------------------------------------------------------------


@points_at_caller
def gather(params, indices, validate_indices=None, axis=None, batch_dims=0, name=None) -> Tensor:
    """The parts of `params` with the numbers `indices` along an axis.

    Args:
        params: what to pick from.
        indices: whole numbers, of any shape.
        axis: along which axis; the first after `batch_dims` by default.
        batch_dims: how many first axes of both belong together.

    Returns:
        shape params.shape[:axis] + indices.shape[batch_dims:] + params.shape[axis + 1:].

    Raises:
        InvalidArgumentError: a number that is not in range.
    """
    params, indices = Tensor.convert(params), Tensor.convert(indices)
    axis = batch_dims if axis is None else int(axis)
    axis = axis + params.array.ndim if axis < 0 else axis
    if not 0 <= axis < max(params.array.ndim, 1):
        raise errors.ShapeMismatchError(
            f"`gather` along axis {axis} needs a tensor with that axis, but `params` has shape "
            f"{params.shape}."
        )
    if params.array.ndim:
        check_range("indices", indices, params.array.shape[axis])
    if params.dtype == "string":
        return Tensor(np.take(params.array, indices.numpy(), axis))
    return _gather(params, indices, axis, int(batch_dims))


@op(dtypes=dtypes.ANY)
def _gather(params: Array, indices: Index, axis: int, batch_dims: int):
    pick = lambda params, indices: jnp.take(params, indices, axis - batch_dims, mode="clip")  # noqa: E731
    for _ in range(batch_dims):
        pick = jax.vmap(pick)
    return pick(params, indices)


def look_up(rows, indices) -> Tensor:
    """The rows with the numbers `indices`; inside a compiled program NaN where there is none.

    Args:
        rows: shape (n, d), floats.
        indices: whole numbers from 0 to n - 1, of any shape.

    Returns:
        shape (*indices.shape, d).

    Raises:
        InvalidArgumentError: a number that is not in range.
    """
    rows, indices = Tensor.convert(rows), Tensor.convert(indices)
    check_range("indices", indices, rows.array.shape[0])
    return _look_up(rows, indices)


@op(dtypes=dtypes.FLOATS)
def _look_up(rows: Array, indices: Index):
    places = jnp.where(indices < 0, len(rows), indices)  # JAX would count from the end
    return jnp.take(rows, places, axis=0, mode="fill", fill_value=jnp.nan)


def check_range(name: str, indices: Tensor, length: int) -> None:
    """Refuse numbers below 0 or from `length` on, if their values are known.

    Raises:
        InvalidArgumentError: names the first wrong one.
    """
    if indices.is_symbolic or indices.array.dtype not in dtypes.INTEGERS:
        return
    values = np.asarray(indices.array)
    wrong = np.argwhere((values < 0) | (values >= length))
    if len(wrong):
        place = tuple(wrong[0].tolist())
        raise errors.InvalidArgumentError(
            f"{name}{list(place)} = {values[place]} is not in [0, {length}): numbers from 0 to "
            f"{length - 1} were expected."
        )


@points_at_caller
def gather_nd(params, indices, batch_dims=0, name=None, bad_indices_policy="") -> Tensor:
    """The parts of `params` at the places `indices`.

    Args:
        params: what to pick from, n axes.
        indices: shape (..., k): k numbers for the first k axes of `params`.
        batch_dims: how many first axes of both belong together.

    Returns:
        shape indices.shape[:-1] + params.shape[k:].

    Raises:
        InvalidArgumentError: a place out of range.
    """
    params, indices = Tensor.convert(params), Tensor.convert(indices)
    _check_places(params.array.shape[batch_dims:], indices)
    return operators.gather_nd(params, indices, int(batch_dims))


def _check_places(shape: tuple[int, ...], indices: Tensor) -> None:
    if not indices.array.ndim or indices.array.shape[-1] > len(shape):
        raise errors.ShapeMismatchError(
            f"The last axis of `indices` holds one number for each axis picked from, but indices "
            f"of shape {indices.shape} came for a tensor with {len(shape)} axes."
        )
    if indices.is_symbolic or indices.array.dtype not in dtypes.INTEGERS:
        return
    places = np.asarray(indices.array).reshape(-1, indices.array.shape[-1])
    limits = shape[: places.shape[1]]
    for place in places[((places < 0) | (places >= limits)).any(axis=1)][:1]:
        raise errors.InvalidArgumentError(
            f"indices = {place.tolist()} does not index into a tensor of shape {shape}."
        )


SCATTER = "`updates` has the shape of `indices` without its last axis, and then that of a part."


@points_at_caller
def scatter_nd(indices, updates, shape, name=None) -> Tensor:
    """A tensor of zeros with `updates` added at the places `indices`.

    Args:
        indices: shape (..., k): k numbers for the first k axes.
        updates: shape indices.shape[:-1] + shape[k:].
        shape: of the result.
    """
    sizes = static_shape(shape)
    indices = Tensor.convert(indices)
    _check_places(sizes, indices)
    return _scatter_nd(indices, updates, sizes)


@op(dtypes=dtypes.NUMBERS, hint=SCATTER)
def _scatter_nd(indices: Index, updates: Array, shape: tuple[int, ...]):
    return jnp.zeros(shape, updates.dtype).at[_place(indices)].add(updates)


def _place(indices):
    return tuple(jnp.moveaxis(indices, -1, 0))


@points_at_caller
def tensor_scatter_nd_update(tensor, indices, updates, name=None) -> Tensor:
    """`tensor` with the parts at the places `indices` replaced by `updates`.

    Args:
        tensor: n axes.
        indices: shape (..., k): k numbers for the first k axes.
        updates: shape indices.shape[:-1] + tensor.shape[k:].
    """
    return _scatter(tensor, indices, updates, "set")


@points_at_caller
def tensor_scatter_nd_add(tensor, indices, updates, name=None) -> Tensor:
    """`tensor` with `updates` added at the places `indices`."""
    return _scatter(tensor, indices, updates, "add")


@points_at_caller
def tensor_scatter_nd_sub(tensor, indices, updates, name=None) -> Tensor:
    """`tensor` with `updates` subtracted at the places `indices`."""
    return _scatter(tensor, indices, updates, "subtract")


@points_at_caller
def tensor_scatter_nd_max(tensor, indices, updates, name=None) -> Tensor:
    """`tensor` with the greater of itself and `updates` at the places `indices`."""
    return _scatter(tensor, indices, updates, "max")


@points_at_caller
def tensor_scatter_nd_min(tensor, indices, updates, name=None) -> Tensor:
    """`tensor` with the lesser of itself and `updates` at the places `indices`."""
    return _scatter(tensor, indices, updates, "min")


def _scatter(tensor, indices, updates, how: str) -> Tensor:
    tensor, indices = Tensor.convert(tensor), Tensor.convert(indices)
    _check_places(tensor.array.shape, indices)
    return _tensor_scatter(tensor, indices, updates, how)


@op(dtypes=dtypes.ANY, hint=SCATTER)
def _tensor_scatter(tensor: Array, indices: Index, updates: Array, how: str):
    return getattr(tensor.at[_place(indices)], how)(updates)


@points_at_caller
def one_hot(
    indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None
) -> Tensor:
    """For each number a row of zeros with a 1 at that place.

    Args:
        indices: whole numbers; one that is not from 0 to depth - 1 gives zeros alone.
        depth: the length of a row.
        on_value, off_value: instead of 1 and 0.
        axis: where the axis of length `depth` comes to lie; last by default.
        dtype: of the result; that of the values, or float32.
    """
    if int(depth) < 0:
        raise errors.ShapeMismatchError(f"depth must be non-negative, got: {int(depth)}.")
    if dtype is None:
        given = [v for v in (on_value, off_value) if v is not None]
        kind = Tensor.convert(given[0]).dtype if given else dtypes.float32
    else:
        kind = dtypes.as_dtype(dtype)
    on, off = (
        convert_to_tensor(default if value is None else value, dtype_hint=kind)
        if kind.is_numeric or value is not None
        else Tensor.convert(bool(default))
        for value, default in ((on_value, 1), (off_value, 0))
    )
    if dtype is not None and on.dtype != kind:
        raise TypeError(
            f"`one_hot`: on_value has dtype {on.dtype.name}, but dtype={kind!r} was asked for."
        )
    return _one_hot(indices, on, off, int(depth), -1 if axis is None else axis)


@op(dtypes=dtypes.ANY)
def _one_hot(indices: Index, on_value: Array, off_value: Array, depth: int, axis: int):
    axis = axis if axis >= 0 else indices.ndim + 1 + axis
    places = jnp.arange(depth).reshape((depth,) + (1,) * (indices.ndim - axis))
    return jnp.where(jnp.expand_dims(indices, axis) == places, on_value, off_value)


# -- by mask ------------------------------------------------------------------------------------


@points_at_caller
def where(condition, x=None, y=None, name=None) -> Tensor:
    """`x` where the condition holds, `y` elsewhere; or the places where it holds.

    Args:
        condition: booleans.
        x, y: tensors that broadcast with it; both, or neither.

    Returns:
        of the broadcast shape; without `x` and `y`, int64 of shape (n, condition.ndim).
    """
    if x is None and y is None:
        condition = Tensor.convert(condition)
        if condition.dtype == "string":
            raise _where.wrong_dtype([condition])
        return Tensor(jnp.asarray(np.argwhere(condition.numpy()), jnp.int64))
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    return _where(condition, x, y)


@op(dtypes=dtypes.ANY, hint=BROADCAST)
def _where(condition: Mask, x: Array, y: Array):
    return jnp.where(condition, x, y)


@points_at_caller
def boolean_mask(tensor, mask, axis=None, name="boolean_mask") -> Tensor:
    """The elements, or parts, of `tensor` where `mask` is True, in a row.

    Args:
        tensor: n axes.
        mask: booleans, of the shape of the first axes of `tensor`, from `axis` on.
        axis: where the mask's axes begin; 0 by default.

    Raises:
        ValueError: the shapes do not fit, or the mask has no axes.
    """
    tensor, mask = Tensor.convert(tensor), Tensor.convert(mask)
    axis = 0 if axis is None else int(axis)
    axis = axis + tensor.array.ndim if axis < 0 else axis
    covered = tensor.array.shape[axis : axis + mask.array.ndim]
    if not mask.array.ndim:
        raise ValueError("mask cannot be scalar.")
    if covered != mask.array.shape:
        raise ValueError(
            f"Shapes {covered} and {mask.array.shape} are incompatible: the mask must have the "
            f"lengths of the axes that it covers, and the tensor has shape {tensor.shape}."
        )
    places = np.ravel_multi_index(np.nonzero(mask.numpy()), covered)
    return _pick(tensor, places, axis, mask.array.ndim)


@op(dtypes=dtypes.ANY)
def _pick(tensor: Array, places: Index, axis: int, count: int):
    shape = tensor.shape
    flat = tensor.reshape(*shape[:axis], -1, *shape[axis + count :])
    return jnp.take(flat, places, axis)
