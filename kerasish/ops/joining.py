"""Tensors joined into one, taken apart, repeated and padded."""

from __future__ import annotations

import builtins

import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.op import Array, Arrays, freeze, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller

JOIN = "All tensors need the same shape; with `concat` they may differ along `axis` alone."


@points_at_caller
def concat(values, axis, name="concat") -> Tensor:
    """Tensors one after the other along an axis that they have.

    Args:
        values: a list of tensors whose shapes differ along `axis` alone.
        axis: along which axis.
    """
    values = values if isinstance(values, list | tuple) else [values]
    return _concat(values, axis)


@op(dtypes=dtypes.ANY, hint=JOIN)
def _concat(values: Arrays, axis: int):
    return jnp.concatenate(values, axis)


@op(dtypes=dtypes.ANY, hint=JOIN)
def stack(values: Arrays, axis: int = 0):
    """Tensors of one shape side by side along a new axis."""
    return jnp.stack(values, axis)


@points_at_caller
def unstack(value, num=None, axis=0, name="unstack") -> list[Tensor]:
    """The parts along an axis, each without that axis."""
    parts = _unstack(value, axis)
    if num is not None and num != len(parts):
        raise errors.ShapeMismatchError(
            f"Expected {num} parts along axis {axis}, but there are {len(parts)}."
        )
    return list(parts)


@op(dtypes=dtypes.ANY)
def _unstack(value: Array, axis: int):
    return tuple(jnp.moveaxis(value, axis, 0))


@points_at_caller
def split(value, num_or_size_splits, axis=0, num=None, name="split") -> list[Tensor]:
    """A tensor in pieces along an axis.

    Args:
        value: shape (..., n, ...).
        num_or_size_splits: how many pieces of equal length, or a list of their lengths; one of
            these may be -1, which stands for the rest.
        axis: along which axis.

    Raises:
        InvalidArgumentError: the pieces do not make up the whole.
    """
    tensor = Tensor.convert(value)
    length = tensor.array.shape[axis]
    sizes = freeze(num_or_size_splits)
    if not isinstance(sizes, tuple):
        if sizes < 1 or length % sizes:
            raise errors.ShapeMismatchError(
                f"Number of ways to split should evenly divide the split dimension: axis {axis} "
                f"of length {length} cannot be split into {sizes} pieces. Give their lengths, "
                f"for example [{length - length // 2}, {length // 2}]."
            )
        sizes = (length // sizes,) * sizes
    if -1 in sizes:
        rest = length - builtins.sum(s for s in sizes if s != -1)
        sizes = tuple(rest if s == -1 else s for s in sizes)
    if builtins.sum(sizes) != length:
        raise errors.ShapeMismatchError(
            f"The pieces {list(sizes)} add up to {builtins.sum(sizes)}, but axis {axis} has "
            f"length {length}."
        )
    return list(_split(tensor, sizes, axis))


@op(dtypes=dtypes.ANY)
def _split(value: Array, sizes: tuple[int, ...], axis: int):
    return tuple(jnp.split(value, np.cumsum(sizes)[:-1].tolist(), axis))


@op(dtypes=dtypes.ANY, hint="`multiples` has one number for each axis of the input.")
def tile(input: Array, multiples):
    """A tensor repeated as a whole, `multiples[i]` times along axis i."""
    if len(multiples) != input.ndim:
        raise errors.ShapeMismatchError(
            f"Expected multiples argument to be a vector of length {input.ndim} but got length "
            f"{len(multiples)}: one number for each axis of the input of shape {input.shape}."
        )
    return jnp.tile(input, multiples)


@op(dtypes=dtypes.ANY, hint="`repeats` is one number, or one for each part along the axis.")
def repeat(input: Array, repeats, axis=None):
    """Each element, or each part along `axis`, repeated in place."""
    repeats = np.array(repeats)
    return jnp.repeat(input, repeats, axis, total_repeat_length=_total(input, repeats, axis))


def _total(input, repeats, axis) -> int:
    length = input.size if axis is None else input.shape[axis]
    return int(np.broadcast_to(repeats, (length,)).sum())


_PAD_MODES = {"CONSTANT": "constant", "REFLECT": "reflect", "SYMMETRIC": "symmetric"}


@op(dtypes=dtypes.ANY, hint="`paddings` has a pair (before, after) for each axis.")
def pad(tensor: Array, paddings, mode: str = "CONSTANT", constant_values=0):
    """With elements added around.

    Args:
        tensor: with n axes.
        paddings: shape (n, 2): how many to add before and after along each axis.
        mode: "CONSTANT", "REFLECT" (mirrored, without the edge) or "SYMMETRIC" (with it).
        constant_values: what is added in mode "CONSTANT".
    """
    if mode.upper() not in _PAD_MODES:
        raise ValueError(
            f"Value of argument `mode` expected to be one of {', '.join(_PAD_MODES)}, "
            f"but {mode!r} came."
        )
    if np.shape(paddings) != (tensor.ndim, 2):
        raise errors.ShapeMismatchError(
            f"The paddings have shape {np.shape(paddings)}, but a tensor of shape {tensor.shape} "
            f"needs {(tensor.ndim, 2)}: a pair (before, after) for each axis."
        )
    room = {"REFLECT": 1, "SYMMETRIC": 0}.get(mode.upper())
    for length, pair in zip(tensor.shape, paddings):
        if room is not None and builtins.max(pair) > length - room:
            raise errors.ShapeMismatchError(
                f"paddings must be no greater than {length - room} to mirror an axis of length "
                f"{length}, but {pair} came."
            )
    given = {"constant_values": constant_values} if mode.upper() == "CONSTANT" else {}
    return jnp.pad(tensor, paddings, _PAD_MODES[mode.upper()], **given)


@op(dtypes=dtypes.ANY)
def reverse(tensor: Array, axis):
    """With the order of the elements turned round along the axes given."""
    return jnp.flip(tensor, axis)


@op(dtypes=dtypes.ANY, hint="`shift` has one number for each axis given.")
def roll(input: Array, shift, axis):
    """Moved along an axis; what leaves at one end comes in at the other."""
    return jnp.roll(input, shift, axis)


@points_at_caller
def meshgrid(*args, indexing="xy", name="meshgrid") -> list[Tensor]:
    """The coordinates of all points of a grid.

    Args:
        *args: for each axis the coordinates along it, shape (n_i,).
        indexing: "xy", so that the first axis of the results is y, or "ij".

    Returns:
        for each argument a tensor of shape (n_1, n_0, n_2, …), or (n_0, n_1, …) with "ij".
    """
    if indexing not in ("xy", "ij"):
        raise ValueError(f"Argument `indexing` must be either 'xy' or 'ij', got: {indexing}")
    return list(_meshgrid(list(args), indexing))


@op(dtypes=dtypes.ANY)
def _meshgrid(values: Arrays, indexing: str):
    return tuple(jnp.meshgrid(*values, indexing=indexing))
