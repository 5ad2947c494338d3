"""The form of tensors: their shape, their axes, and how several are joined into one."""

from __future__ import annotations

import builtins

import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors, indexing
from kerasish.core.op import AnyArray, Array, Arrays, Index, freeze, op
from kerasish.core.operators import strided_slice as window_slice
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import convert_to_tensor, identity, static_shape

# -- shapes -------------------------------------------------------------------------------------


@points_at_caller
def shape(input, out_type=None, name=None) -> Tensor:
    """The shape as a tensor of integers, int32 unless told otherwise: shape (rank,)."""
    kind = dtypes.as_dtype(out_type or dtypes.int32).as_numpy_dtype
    return Tensor(np.array(Tensor.convert(input).array.shape, kind))


@points_at_caller
def size(input, out_type=None, name=None) -> Tensor:
    """How many elements a tensor has, int32 unless told otherwise: shape ()."""
    kind = dtypes.as_dtype(out_type or dtypes.int32).as_numpy_dtype
    return Tensor(np.array(Tensor.convert(input).array.size, kind))


@points_at_caller
def rank(input, name=None) -> Tensor:
    """How many axes a tensor has: shape ()."""
    return Tensor(np.array(Tensor.convert(input).array.ndim, np.int32))


@points_at_caller
def reshape(tensor, shape, name=None) -> Tensor:
    """The same elements in another shape, in the same order.

    Args:
        tensor: of any shape.
        shape: with as many elements; one length may be -1, which stands for the rest.

    Raises:
        InvalidArgumentError: another number of elements.
    """
    tensor = Tensor.convert(tensor)
    sizes = freeze(shape.as_list() if isinstance(shape, TensorShape) else shape)
    sizes = sizes if isinstance(sizes, tuple) else (sizes,)
    _check_reshape(tensor.array.shape, sizes)
    if tensor.dtype == "string":
        return Tensor(tensor.array.reshape(sizes))
    return _reshape(tensor, sizes)


def _check_reshape(shape: tuple[int, ...], wanted: tuple) -> None:
    for length in wanted:
        if isinstance(length, bool) or not isinstance(length, int):
            raise errors.DtypeMismatchError(
                f"`reshape` takes whole numbers as the shape, but {length!r} is in {wanted}."
            )
    if wanted.count(-1) > 1:
        raise errors.InvalidArgumentError(
            f"Only one input size may be -1, but the shape {wanted} has {wanted.count(-1)}."
        )
    if min(wanted, default=0) < -1:
        raise errors.InvalidArgumentError(f"A shape has no negative lengths but one -1: {wanted}.")
    count = int(np.prod(shape))
    known = int(np.prod([length for length in wanted if length != -1]))
    if -1 in wanted and (known == 0 or count % known):
        raise errors.InvalidArgumentError(
            f"Input to reshape is a tensor with {count} values, but the requested shape {wanted} "
            f"requires a multiple of {known}: the input has shape {shape}."
        )
    if -1 not in wanted and count != known:
        raise errors.InvalidArgumentError(
            f"Input to reshape is a tensor with {count} values, but the requested shape has "
            f"{known}: {shape} cannot become {wanted}. Use -1 for one length to have it worked out."
        )


@op(dtypes=dtypes.ANY)
def _reshape(tensor: Array, shape: tuple[int, ...]):
    return jnp.reshape(tensor, shape)


@points_at_caller
def ensure_shape(x, shape, name=None) -> Tensor:
    """`x`, after a check that it has this shape; None stands for any length.

    Raises:
        InvalidArgumentError: it has not.
    """
    tensor = Tensor.convert(x)
    if not TensorShape(shape).is_compatible_with(tensor.shape):
        raise errors.ShapeMismatchError(
            f"Shape of tensor {tensor.shape} is not compatible with expected shape "
            f"{TensorShape(shape)}."
        )
    return tensor


@op(dtypes=dtypes.ANY, hint="Only axes of length 1 can be taken away.")
def squeeze(input: Array, axis=None):
    """Without the axes of length 1, or without those given."""
    return jnp.squeeze(input, axis)


@op(dtypes=dtypes.ANY, hint="`axis` says where the new axis goes: from 0 to the number of axes.")
def expand_dims(input: Array, axis: int):
    """With a new axis of length 1 at place `axis`."""
    return jnp.expand_dims(input, axis)


@op(dtypes=dtypes.ANY, hint="`perm` names each axis once, in the new order.")
def transpose(a: Array, perm=None, conjugate: bool = False):
    """With the axes in another order: that of `perm`, or reversed."""
    a = jnp.conj(a) if conjugate else a
    return jnp.transpose(a, perm)


@points_at_caller
def broadcast_to(input, shape, name=None) -> Tensor:
    """Repeated along axes of length 1, and along new ones in front, to fill `shape`."""
    return _broadcast_to(input, static_shape(shape))


@op(dtypes=dtypes.ANY, hint="Lengths must be equal, counted from the last, or 1 in the input.")
def _broadcast_to(input: Array, shape: tuple[int, ...]):
    return jnp.broadcast_to(input, shape)


@points_at_caller
def broadcast_static_shape(shape_x, shape_y) -> TensorShape:
    """The shape of the result of an operation that broadcasts.

    Raises:
        ValueError: the shapes do not fit.
    """
    try:
        return TensorShape(np.broadcast_shapes(tuple(shape_x), tuple(shape_y)))
    except ValueError:
        raise ValueError(
            f"Incompatible shapes for broadcasting: {shape_x} and {shape_y}. Lengths must be "
            "equal, counted from the last axis, or 1."
        ) from None


@points_at_caller
def broadcast_dynamic_shape(shape_x, shape_y) -> Tensor:
    """`broadcast_static_shape` of and as a tensor of integers."""
    kind = getattr(shape_x, "dtype", dtypes.int32)
    try:
        found = np.broadcast_shapes(static_shape(shape_x), static_shape(shape_y))
    except ValueError:
        raise errors.InvalidArgumentError(
            f"Incompatible shapes for broadcasting: {shape_x} and {shape_y}."
        ) from None
    return convert_to_tensor(list(found), kind)


# -- joining and parting ------------------------------------------------------------------------

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
            raise errors.InvalidArgumentError(
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


# -- parts --------------------------------------------------------------------------------------


@points_at_caller
def slice(input_, begin, size, name=None) -> Tensor:
    """The part of `size` that begins at `begin`; -1 takes all that is left.

    Raises:
        InvalidArgumentError: the part reaches past the end.
    """
    tensor = Tensor.convert(input_)
    begin, size = freeze(begin), freeze(size)
    shape = tensor.array.shape
    if not len(begin) == len(size) == len(shape):
        raise errors.InvalidArgumentError(
            f"`begin` and `size` need one number for each of the {len(shape)} axes of shape "
            f"{shape}, but {begin} and {size} came."
        )
    size = tuple(n - b if s == -1 else s for n, b, s in zip(shape, begin, size, strict=True))
    for axis, (length, first, count) in enumerate(zip(shape, begin, size, strict=True)):
        if not 0 <= first <= length or count < 0 or first + count > length:
            raise errors.InvalidArgumentError(
                f"Expected begin[{axis}] + size[{axis}] in [0, {length}], but got {first} + "
                f"{count} for a tensor of shape {shape}."
            )
    window = indexing.Window(size, (1,) * len(size), size)
    return window_slice(tensor, np.array(begin, np.int32), window)


@points_at_caller
def strided_slice(input_, begin, end, strides=None, name=None) -> Tensor:
    """`input_[begin[0]:end[0]:strides[0], begin[1]:end[1]:strides[1], …]`."""
    begin, end = freeze(begin), freeze(end)
    strides = (1,) * len(begin) if strides is None else freeze(strides)
    parts = map(builtins.slice, begin, end, strides)
    return Tensor.convert(input_)[tuple(parts)]


@op
def _sequence_mask(lengths: AnyArray, maxlen: int, dtype):
    """Rows that are 1 for the first `lengths[i]` places."""
    return (jnp.arange(maxlen) < lengths[..., None]).astype(dtype.as_numpy_dtype)


@points_at_caller
def unravel_index(indices, dims, name=None) -> Tensor:
    """The places that numbers count in a tensor of shape `dims`, row by row.

    Returns:
        shape (len(dims), *indices.shape).
    """
    return _unravel_index(indices, static_shape(dims))


@op
def _unravel_index(indices: Index, dims: tuple[int, ...]):
    return jnp.stack(jnp.unravel_index(indices, dims)).astype(indices.dtype)


@points_at_caller
def identity_n(input, name=None) -> list[Tensor]:
    """Tensors of the same values, in a list."""
    return [identity(tensor) for tensor in input]


def sequence_mask(lengths, maxlen=None, dtype=dtypes.bool_, name=None) -> Tensor:
    """Rows that are True for the first `lengths[i]` places.

    Args:
        lengths: whole numbers.
        maxlen: the length of a row; the greatest of `lengths` by default.
        dtype: of the result.

    Returns:
        shape (*lengths.shape, maxlen).
    """
    lengths = Tensor.convert(lengths)
    longest = int(lengths.numpy().max(initial=0)) if maxlen is None else int(maxlen)
    return _sequence_mask(lengths, longest, dtypes.as_dtype(dtype))
