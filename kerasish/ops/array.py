"""The form of tensors: their shape, their axes, and how several are joined into one."""

from __future__ import annotations

import builtins

import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors, indexing
from kerasish.core.op import AnyArray, Array, Index, freeze, op
from kerasish.core.operators import strided_slice as window_slice
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import convert_to_tensor, identity, static_shape

# -- shapes -------------------------------------------------------------------------------------


@points_at_caller
def shape(input, out_type=None, name=None) -> Tensor:
    """The shape as a tensor of integers, int32 unless told otherwise: shape (rank,)."""
    lengths = Tensor.convert(input).array.shape
    return _whole(lengths, out_type or dtypes.int32)


@points_at_caller
def size(input, out_type=None, name=None) -> Tensor:
    """How many elements a tensor has, int32 unless told otherwise: shape ()."""
    return _whole(Tensor.convert(input).array.size, out_type or dtypes.int32)


def _whole(numbers, dtype) -> Tensor:
    """Lengths as a tensor: known numbers, but for axes whose length a signature leaves open."""
    kind = dtypes.as_dtype(dtype).as_numpy_dtype
    parts = numbers if isinstance(numbers, tuple) else (numbers,)
    known = all(isinstance(number, int) for number in parts)
    return Tensor((np if known else jnp).array(numbers, kind))


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
        raise errors.ShapeMismatchError(
            f"Only one input size may be -1, but the shape {wanted} has {wanted.count(-1)}."
        )
    if min(wanted, default=0) < -1:
        raise errors.ShapeMismatchError(f"A shape has no negative lengths but one -1: {wanted}.")
    count = int(np.prod(shape))
    known = int(np.prod([length for length in wanted if length != -1]))
    if -1 in wanted and (known == 0 or count % known):
        raise errors.ShapeMismatchError(
            f"Input to reshape is a tensor with {count} values, but the requested shape {wanted} "
            f"requires a multiple of {known}: the input has shape {shape}."
        )
    if -1 not in wanted and count != known:
        raise errors.ShapeMismatchError(
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
        raise errors.ShapeMismatchError(
            f"Incompatible shapes for broadcasting: {shape_x} and {shape_y}."
        ) from None
    return convert_to_tensor(list(found), kind)


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
        raise errors.ShapeMismatchError(
            f"`begin` and `size` need one number for each of the {len(shape)} axes of shape "
            f"{shape}, but {begin} and {size} came."
        )
    size = tuple(n - b if s == -1 else s for n, b, s in zip(shape, begin, size, strict=True))
    for axis, (length, first, count) in enumerate(zip(shape, begin, size, strict=True)):
        if not 0 <= first <= length or count < 0 or first + count > length:
            raise errors.ShapeMismatchError(
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
