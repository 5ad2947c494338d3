"""The operations behind Python's operators."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, indexing
from kerasish.core.errors import InvalidArgumentError, ShapeMismatchError
from kerasish.core.op import Array, Arrays, Index, Op, op
from kerasish.core.tracebacks import points_at_caller

BROADCAST = (
    "Shapes are compared from the last axis: two lengths fit if they are equal or one of them is 1."
)


@op(hint=BROADCAST)
def add(x: Array, y: Array):
    """`x + y`, element by element, broadcast."""
    return jnp.add(x, y)


@op(hint=BROADCAST)
def subtract(x: Array, y: Array):
    """`x - y`, element by element, broadcast."""
    return jnp.subtract(x, y)


@op(hint=BROADCAST)
def multiply(x: Array, y: Array):
    """`x * y`, element by element, broadcast."""
    return jnp.multiply(x, y)


@op(hint=BROADCAST)
def truediv(x: Array, y: Array):
    """`x / y`, element by element; integers are turned into floats first."""
    return jnp.true_divide(as_float(x), as_float(y))


def as_float(x):
    """Integers as the floats that hold them: float32 up to 16 bits, float64 from 32 bits on."""
    if not jnp.issubdtype(x.dtype, jnp.integer):
        return x
    return x.astype(jnp.float32 if x.dtype.itemsize <= 2 else jnp.float64)


@points_at_caller
def floordiv(x, y, name=None):
    """`x // y`, rounded towards minus infinity.

    Raises:
        InvalidArgumentError: integers divided by 0.
    """
    result = floordiv_(x, y)
    _check_integers(result, y, np.equal, "Integer division by zero: there is a 0 in `y`.")
    return result


@op(hint=BROADCAST, dtypes=dtypes.REALS, differentiable=False)
def floordiv_(x: Array, y: Array):
    """`floordiv`, unchecked."""
    return jnp.floor_divide(x, y)


@points_at_caller
def floormod(x, y, name=None):
    """`x % y`, with the sign of `y`.

    Raises:
        InvalidArgumentError: integers divided by 0.
    """
    result = floormod_(x, y)
    _check_integers(result, y, np.equal, "Integer division by zero: there is a 0 in `y`.")
    return result


@op(hint=BROADCAST, dtypes=dtypes.REALS)
def floormod_(x: Array, y: Array):
    """`floormod`, unchecked."""
    return jnp.mod(x, y)


@points_at_caller
def pow(x, y, name=None):
    """`x ** y`, element by element, broadcast.

    Raises:
        InvalidArgumentError: integers to a negative power.
    """
    result = pow_(x, y)
    _check_integers(
        result,
        y,
        np.less,
        "Integers to negative integer powers are not allowed: the result would be a fraction. "
        "Write 2.0 instead of 2, or tf.cast(x, tf.float32).",
    )
    return result


@op(hint=BROADCAST, dtypes=dtypes.SIGNED)
def pow_(x: Array, y: Array):
    """`pow`, unchecked."""
    if not jnp.issubdtype(x.dtype, jnp.floating):
        return jnp.power(x, y)
    # The derivative by y has a logarithm in it: it is taken where x > 0 alone, as TensorFlow does.
    positive = x > 0
    rest = jnp.power(jnp.where(positive, 1, x), jax.lax.stop_gradient(y))
    return jnp.where(positive, jnp.power(jnp.where(positive, x, 1), y), rest)


def _check_integers(result, y, wrong, message: str) -> None:
    """Refuse integers `y` of which one is `wrong` (compared with 0), if their values are known."""
    if result.array.dtype not in dtypes.INTEGERS or result.is_symbolic:
        return
    if np.any(wrong(np.asarray(y), 0)):
        raise InvalidArgumentError(message)


@op(hint="Axes before the last two are a batch, and broadcast.")
def matmul(
    a: Array,
    b: Array,
    transpose_a: bool = False,
    transpose_b: bool = False,
):
    """The matrix product of the last two axes; axes before them are a batch, broadcast.

    Args:
        a: shape (..., n, k).
        b: shape (..., k, m).
        transpose_a: swap the last two axes of `a` first.
        transpose_b: swap the last two axes of `b` first.

    Returns:
        shape (..., n, m).
    """
    for name, x in (("a", a), ("b", b)):
        if x.ndim < 2:
            raise ShapeMismatchError(
                f"`matmul` multiplies matrices, but `{name}` has shape {x.shape}: it needs two "
                f"axes at least. Give it one, for example {name}[:, tf.newaxis] for a column, "
                "or use tf.tensordot(a, b, axes=1)."
            )
    a = jnp.swapaxes(a, -1, -2) if transpose_a else a
    b = jnp.swapaxes(b, -1, -2) if transpose_b else b
    if a.shape[-1] != b.shape[-2]:
        raise ShapeMismatchError(
            f"`matmul` cannot multiply a matrix of shape {a.shape} by one of shape {b.shape}: the "
            "last axis of `a` must be as long as the second to last of `b`, (n, k) @ (k, m). "
            "Transpose one, or look for the axis that you did not expect."
        )
    return jnp.matmul(a, b)


@op(dtypes=dtypes.SIGNED)
def negative(x: Array):
    """`-x`."""
    return jnp.negative(x)


@op(dtypes=dtypes.SIGNED)
def abs(x: Array):
    """The distance from zero; the gradient at 0 is 0."""
    return jnp.abs(jnp.where(x == 0, 0, x))


@op(dtypes=dtypes.INTEGERS, differentiable=False)
def as_doubles(x: Array):
    """Integers as floats of 64 bits."""
    return x.astype(jnp.float64)


@op(hint=BROADCAST, dtypes=dtypes.REALS)
def less(x: Array, y: Array):
    """Whether `x < y`, element by element."""
    return jnp.less(x, y)


@op(hint=BROADCAST, dtypes=dtypes.REALS)
def less_equal(x: Array, y: Array):
    """Whether `x <= y`, element by element."""
    return jnp.less_equal(x, y)


@op(hint=BROADCAST, dtypes=dtypes.REALS)
def greater(x: Array, y: Array):
    """Whether `x > y`, element by element."""
    return jnp.greater(x, y)


@op(hint=BROADCAST, dtypes=dtypes.REALS)
def greater_equal(x: Array, y: Array):
    """Whether `x >= y`, element by element."""
    return jnp.greater_equal(x, y)


@op(hint=BROADCAST, dtypes=dtypes.ANY)
def equal_numbers(x: Array, y: Array):
    """Whether `x == y`, element by element; both numbers or both booleans."""
    return jnp.equal(x, y)


@points_at_caller
def equal(x, y, name=None):
    """Whether `x == y`, element by element, broadcast; text compares with text."""
    convert = Op.tensor_type.convert
    x = convert(x, hint=getattr(y, "dtype", None))
    y = convert(y, hint=x.dtype)
    if x.dtype == y.dtype == "string":
        return convert(np.asarray(x.array == y.array, bool))
    return equal_numbers(x, y)


@points_at_caller
def not_equal(x, y, name=None):
    """Whether `x != y`, element by element, broadcast; text compares with text."""
    return logical_not(equal(x, y))


@op(hint=BROADCAST, dtypes=dtypes.BOOLS)
def logical_and(x: Array, y: Array):
    """Whether both are True."""
    return jnp.logical_and(x, y)


@op(hint=BROADCAST, dtypes=dtypes.BOOLS)
def logical_or(x: Array, y: Array):
    """Whether at least one is True."""
    return jnp.logical_or(x, y)


@op(hint=BROADCAST, dtypes=dtypes.BOOLS)
def logical_xor(x: Array, y: Array):
    """Whether just one is True."""
    return jnp.logical_xor(x, y)


@op(hint=BROADCAST, dtypes=dtypes.INTEGERS)
def bitwise_and(x: Array, y: Array):
    """The bits that are 1 in both."""
    return jnp.bitwise_and(x, y)


@op(hint=BROADCAST, dtypes=dtypes.INTEGERS)
def bitwise_or(x: Array, y: Array):
    """The bits that are 1 in at least one."""
    return jnp.bitwise_or(x, y)


@op(hint=BROADCAST, dtypes=dtypes.INTEGERS)
def bitwise_xor(x: Array, y: Array):
    """The bits that are 1 in just one."""
    return jnp.bitwise_xor(x, y)


@op(dtypes=dtypes.INTEGERS)
def bitwise_not(x: Array):
    """The bits turned around."""
    return jnp.bitwise_not(x)


@op(dtypes=dtypes.BOOLS)
def logical_not(x: Array):
    """True for False, False for True."""
    return jnp.logical_not(x)


@op(dtypes=dtypes.ANY)
def stack_first(values: Arrays):
    """Tensors of one shape side by side along a new first axis."""
    return jnp.stack(values)


@op(dtypes=dtypes.ANY)
def strided_slice(x: Array, starts: Index, window: indexing.Window):
    """The part of `x` that a window beginning at `starts` covers."""
    return indexing.take(x, starts, window)


@op(dtypes=dtypes.ANY)
def gather_nd(params: Array, indices: Index, batch_dims: int = 0):
    """The elements of `params` at `indices`: shape (..., k), k of the first axes each."""

    def pick(params, indices):
        return params[tuple(jnp.moveaxis(indices, -1, 0))]

    for _ in range(batch_dims):
        pick = jax.vmap(pick)
    return pick(params, indices)
