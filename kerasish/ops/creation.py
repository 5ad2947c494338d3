"""Tensors made from values, or filled with a pattern; and those made to have another dtype."""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.context import context
from kerasish.core.convert import to_array
from kerasish.core.op import Array, freeze, op
from kerasish.core.ranges import SymbolicRange
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.core.variable import own_copy


@points_at_caller
def constant(value: Any, dtype=None, shape=None, name="Const") -> Tensor:
    """A tensor with a copy of `value`.

    Args:
        value: a number, text, nested lists of them, or an array.
        dtype: float32 for Python floats and int32 for Python integers by default.
        shape: the shape of the result; a single number is repeated to fill it.

    Raises:
        TypeError: the value does not become `dtype`, or does not fill `shape`.
        ValueError: a list whose rows have different lengths.
    """
    tensor = convert_to_tensor(value, dtype)
    if shape is None:
        return tensor
    sizes = static_shape(shape)
    count = tensor.array.size
    if count != math.prod(sizes) and count != 1:
        raise TypeError(
            f"Eager execution of tf.constant with unsupported shape. Tensor {tensor} has {count} "
            f"elements, but got `shape` {sizes} with {math.prod(sizes)} elements."
        )
    array = tensor.array
    return Tensor(array.reshape(sizes) if count == math.prod(sizes) else _repeated(array, sizes))


def _repeated(array, sizes: tuple[int, ...]):
    whole = np.empty(sizes, array.dtype)
    whole[...] = np.asarray(array).reshape(())
    return own_copy(whole)


@points_at_caller
def convert_to_tensor(value: Any, dtype=None, dtype_hint=None, name=None) -> Tensor:
    """A tensor of `value`: itself if it is one, else a copy.

    Args:
        value: a tensor, a variable, a number, text, nested lists of them, or an array.
        dtype: what it must be.
        dtype_hint: what it becomes if that loses nothing.

    Raises:
        TypeError: the value does not become `dtype`.
        ValueError: a tensor of another dtype than `dtype`, or rows of different lengths.
    """
    dtype = None if dtype is None else dtypes.as_dtype(dtype)
    hint = None if dtype_hint is None else dtypes.as_dtype(dtype_hint)
    if isinstance(value, int | float | np.ndarray | np.generic):
        return _owned(to_array(value, dtype, hint))
    tensor = Tensor.convert(value, dtype, hint)
    return _owned(tensor.array) if isinstance(tensor.array, np.ndarray) else tensor


def _owned(array) -> Tensor:
    """A tensor with its own copy of a NumPy array.

    In a function being traced it stays with NumPy: its numbers are known there, so it can be a
    shape.
    """
    if context.trace is not None:
        return Tensor(array.copy() if isinstance(array, np.ndarray) else array)
    return Tensor(own_copy(array))


def static_shape(shape: Any) -> tuple[int, ...]:
    """A shape given as a number, a list, a TensorShape or a tensor of integers.

    Raises:
        TypeError: something in it is no whole number.
        InvalidArgumentError: a negative length.
    """
    if isinstance(shape, TensorShape):
        shape = shape.as_list()
    sizes = freeze(shape)
    sizes = sizes if isinstance(sizes, tuple) else (sizes,)
    for length in sizes:
        if isinstance(length, bool) or not isinstance(length, int | np.integer):
            raise TypeError(
                f"A shape is made of whole numbers, but {length!r} ({type(length).__name__}) is in "
                f"{shape!r}. Write for example shape=(2, 3)."
            )
        if length < 0:
            raise errors.ShapeMismatchError(
                f"Dimension {length} must be >= 0: the shape {sizes} has a negative length."
            )
    return tuple(int(length) for length in sizes)


# -- filled -------------------------------------------------------------------------------------


@points_at_caller
def zeros(shape, dtype=dtypes.float32, name=None) -> Tensor:
    """A tensor of zeros (of False, or of empty text).

    Args:
        shape: of the result; a list or a tensor of integers.
        dtype: of the result.
    """
    return _filled(0, static_shape(shape), dtypes.as_dtype(dtype))


@points_at_caller
def ones(shape, dtype=dtypes.float32, name=None) -> Tensor:
    """A tensor of ones (of True).

    Args:
        shape: of the result; a list or a tensor of integers.
        dtype: of the result.
    """
    return _filled(1, static_shape(shape), dtypes.as_dtype(dtype))


def _filled(number: int, shape: tuple[int, ...], dtype: dtypes.DType) -> Tensor:
    if dtype == "string":
        if number:
            raise TypeError("Text cannot be 1: use tf.fill(shape, 'a').")
        return Tensor(np.full(shape, b"", object))
    if context.trace is not None:
        return Tensor(jnp.full(shape, number, dtype.as_numpy_dtype))
    # JAX would compile a program for each new shape
    return Tensor(own_copy(np.full(shape, number, dtype.as_numpy_dtype)))


@points_at_caller
def zeros_like(input, dtype=None, name=None, layout=None) -> Tensor:
    """Zeros in the shape of `input`, and of its dtype unless another is given."""
    like = Tensor.convert(input)
    return _filled(0, like.array.shape, like.dtype if dtype is None else dtypes.as_dtype(dtype))


@points_at_caller
def ones_like(input, dtype=None, name=None, layout=None) -> Tensor:
    """Ones in the shape of `input`, and of its dtype unless another is given."""
    like = Tensor.convert(input)
    return _filled(1, like.array.shape, like.dtype if dtype is None else dtypes.as_dtype(dtype))


@points_at_caller
def fill(dims, value, name=None, layout=None) -> Tensor:
    """A tensor of shape `dims` with `value` everywhere."""
    value = Tensor.convert(value)
    shape = static_shape(dims)
    if value.array.ndim:
        raise errors.ShapeMismatchError(
            f"`fill` repeats one number, but a value of shape {value.shape} came. "
            "For a whole tensor use tf.tile or tf.broadcast_to."
        )
    if value.dtype == "string":
        return Tensor(_repeated(value.array, shape))
    return _fill(value, shape)


@op(dtypes=dtypes.ANY)
def _fill(value: Array, dims: tuple[int, ...]):
    return jnp.broadcast_to(value, dims)


@points_at_caller
def eye(num_rows, num_columns=None, batch_shape=None, dtype=dtypes.float32, name=None) -> Tensor:
    """The identity matrix: ones on the diagonal, zeros elsewhere.

    Args:
        num_rows: rows of the result.
        num_columns: its columns; as many as rows by default.
        batch_shape: axes before these two, along which the matrix is repeated.
        dtype: of the result.
    """
    rows, columns = static_shape((num_rows, num_rows if num_columns is None else num_columns))
    batch = () if batch_shape is None else static_shape(batch_shape)
    matrix = np.eye(rows, columns, dtype=dtypes.as_dtype(dtype).as_numpy_dtype)
    return _owned(np.broadcast_to(matrix, (*batch, rows, columns)))


# -- sequences ----------------------------------------------------------------------------------

_RANGE_ORDER = ("int32", "int64", "float16", "bfloat16", "float32", "float64")


@points_at_caller
def range(start, limit=None, delta=1, dtype=None, name="range") -> Tensor:
    """The numbers start, start + delta, start + 2 * delta, … before `limit`.

    Args:
        start: the first number; with one argument alone, `range(limit)` begins at 0.
        limit: the bound, which does not belong to the numbers.
        delta: the step; negative to count down.
        dtype: of the result; the widest of the arguments' by default.

    Returns:
        shape (n,).

    Raises:
        InvalidArgumentError: a step of 0, or one that leads away from `limit`.
    """
    start, limit = (0, start) if limit is None else (start, limit)
    kind = None if dtype is None else dtypes.as_dtype(dtype)
    bounds = [Tensor.convert(v, hint=kind) for v in (start, limit, delta)]
    if kind is None:
        kind = max((b.dtype for b in bounds), key=lambda d: _RANGE_ORDER.index(d.name))
    if any(bound.is_symbolic for bound in bounds):
        return SymbolicRange(*(cast(bound, kind) for bound in bounds))
    first, last, step = (b.numpy().astype(kind.as_numpy_dtype) for b in bounds)
    if step == 0:
        raise errors.ShapeMismatchError("Requires delta != 0: a step of 0 never arrives.")
    if (last - first) * np.sign(step) < 0:
        sign, order = (">", "<=") if step > 0 else ("<", ">=")
        raise errors.ShapeMismatchError(
            f"Requires start {order} limit when delta {sign} 0, but got start={start}, "
            f"limit={limit}, delta={delta}."
        )
    if kind.is_integer:
        numbers = np.arange(first, last, step)
    else:
        count = math.ceil((float(last) - float(first)) / float(step))
        numbers = first + np.arange(count).astype(kind.as_numpy_dtype) * step
    return _owned(numbers.astype(kind.as_numpy_dtype))


@points_at_caller
def linspace(start, stop, num, name=None, axis=0) -> Tensor:
    """`num` numbers at equal distances from `start` to `stop`, both included.

    Args:
        start: the first number, or a tensor of first numbers.
        stop: the last, of the same shape.
        num: how many.
        axis: where the axis of length `num` comes to lie.

    Raises:
        InvalidArgumentError: `num` is negative.
    """
    count = int(num)
    if count < 0:
        raise errors.ShapeMismatchError(f"Requires num >= 0: {count} numbers were asked for.")
    return _linspace(start, stop, count, axis)


@op(dtypes=dtypes.REALS)
def _linspace(start: Array, stop: Array, num: int, axis: int):
    dtype = start.dtype if jnp.issubdtype(start.dtype, jnp.floating) else jnp.float64
    return jnp.linspace(start.astype(dtype), stop.astype(dtype), num, axis=axis, dtype=dtype)


# -- the same in another form -------------------------------------------------------------------


@points_at_caller
def cast(x, dtype, name=None) -> Tensor:
    """`x` as another dtype; floats that become integers lose what comes after the point.

    Raises:
        UnimplementedError: text.
    """
    kind = dtypes.as_dtype(dtype)
    tensor = x if type(x) is Tensor else Tensor.convert(x)
    if (tensor.dtype == "string") != (kind == "string"):
        raise errors.UnimplementedError(
            f"Cast {tensor.dtype.name} to {kind.name} is not supported. Convert in Python: "
            "float(x.numpy()) for text that is a number, str(x.numpy()) for a number."
        )
    return tensor if tensor.array.dtype == kind._numpy else _cast(tensor, kind)


@op(dtypes=dtypes.ANY)
def _cast(x: Array, dtype: dtypes.DType):
    if dtype.is_bool:
        return x != 0
    if jnp.issubdtype(x.dtype, jnp.complexfloating) and not dtype.is_complex:
        x = jnp.real(x)
    return x.astype(dtype.as_numpy_dtype)


@points_at_caller
def saturate_cast(value, dtype, name=None) -> Tensor:
    """`value` as another dtype; what does not fit becomes the nearest number that does."""
    return _saturate_cast(value, dtypes.as_dtype(dtype))


@op(dtypes=dtypes.REALS)
def _saturate_cast(value: Array, dtype: dtypes.DType):
    source = dtypes.from_numpy(value.dtype)
    low, high = max(source.min, dtype.min), min(source.max, dtype.max)
    return jnp.clip(value, low, high).astype(dtype.as_numpy_dtype)


@op(dtypes=dtypes.ANY)
def identity(input: Array):
    """A tensor of the same value."""
    return jnp.copy(input)
