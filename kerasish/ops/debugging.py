"""Assertions about tensors: nothing happens if they hold, else an error says why not."""

from __future__ import annotations

from collections.abc import Callable

import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.op import describe
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller


def _check(x, y, sign: str, holds: Callable, message: str | None) -> None:
    """Refuse tensors for which `x sign y` does not hold everywhere, broadcast.

    Inside a traced function the values are not known, and nothing is checked.
    """
    x = Tensor.convert(x, hint=getattr(y, "dtype", None))
    y = Tensor.convert(y, hint=x.dtype)
    if x.is_symbolic or y.is_symbolic:
        return
    try:
        kept = holds(*np.broadcast_arrays(x.numpy(), y.numpy()))
    except ValueError:
        raise errors.ShapeMismatchError(
            f"Incompatible shapes: {x.shape} and {y.shape} do not broadcast."
        ) from None
    if not np.all(kept):
        raise errors.InvalidArgumentError(
            f"{message or ''}\nCondition x {sign} y did not hold for all elements:\n"
            f"x (shape={x.shape} dtype={x.dtype.name}) = {x.numpy()}\n"
            f"y (shape={y.shape} dtype={y.dtype.name}) = {y.numpy()}"
        )


@points_at_caller
def assert_equal(x, y, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless `x == y` for all elements, broadcast."""
    _check(x, y, "==", np.equal, message)


@points_at_caller
def assert_none_equal(x, y, summarize=None, message=None, name=None) -> None:
    """Raise InvalidArgumentError unless `x != y` for all elements, broadcast."""
    _check(x, y, "!=", np.not_equal, message)


@points_at_caller
def assert_less(x, y, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless `x < y` for all elements, broadcast."""
    _check(x, y, "<", np.less, message)


@points_at_caller
def assert_less_equal(x, y, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless `x <= y` for all elements, broadcast."""
    _check(x, y, "<=", np.less_equal, message)


@points_at_caller
def assert_greater(x, y, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless `x > y` for all elements, broadcast."""
    _check(x, y, ">", np.greater, message)


@points_at_caller
def assert_greater_equal(x, y, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless `x >= y` for all elements, broadcast."""
    _check(x, y, ">=", np.greater_equal, message)


@points_at_caller
def assert_positive(x, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless all elements are greater than 0."""
    _check(x, 0, ">", np.greater, message)


@points_at_caller
def assert_negative(x, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless all elements are less than 0."""
    _check(x, 0, "<", np.less, message)


@points_at_caller
def assert_non_negative(x, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless all elements are 0 or greater."""
    _check(x, 0, ">=", np.greater_equal, message)


@points_at_caller
def assert_non_positive(x, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless all elements are 0 or less."""
    _check(x, 0, "<=", np.less_equal, message)


@points_at_caller
def assert_near(x, y, rtol=None, atol=None, message=None, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError unless `abs(x - y) <= atol + rtol * abs(y)` everywhere.

    Both tolerances are 10 times the dtype's precision by default.
    """
    x = Tensor.convert(x, hint=getattr(y, "dtype", None))
    y = Tensor.convert(y, hint=x.dtype)
    if x.is_symbolic or y.is_symbolic:
        return
    default = 10 * float(jnp.finfo(x.array.dtype).eps)
    rtol, atol = default if rtol is None else rtol, default if atol is None else atol
    if not np.all(np.abs(x.numpy() - y.numpy()) <= atol + rtol * np.abs(y.numpy())):
        raise errors.InvalidArgumentError(
            f"{message or ''}\nx and y not equal to tolerance rtol = {rtol}, atol = {atol}\n"
            f"x (shape={x.shape} dtype={x.dtype.name}) = {x.numpy()}\n"
            f"y (shape={y.shape} dtype={y.dtype.name}) = {y.numpy()}"
        )


@points_at_caller
def assert_rank(x, rank, message=None, name=None) -> None:
    """Raise ValueError unless `x` has just `rank` axes."""
    _check_rank(x, lambda found: found == int(rank), f"rank {int(rank)}", message)


@points_at_caller
def assert_rank_at_least(x, rank, message=None, name=None) -> None:
    """Raise ValueError unless `x` has `rank` axes or more."""
    _check_rank(x, lambda found: found >= int(rank), f"rank at least {int(rank)}", message)


@points_at_caller
def assert_rank_in(x, ranks, message=None, name=None) -> None:
    """Raise ValueError unless the number of axes of `x` is one of `ranks`."""
    allowed = [int(rank) for rank in ranks]
    _check_rank(x, lambda found: found in allowed, f"rank in {allowed}", message)


@points_at_caller
def assert_scalar(tensor, name=None, message=None) -> None:
    """Raise ValueError unless `tensor` is a single number, without axes."""
    _check_rank(tensor, lambda found: found == 0, "rank 0", message)


def _check_rank(x, holds: Callable[[int], bool], wanted: str, message: str | None) -> None:
    x = Tensor.convert(x)
    if not holds(x.array.ndim):
        raise ValueError(
            f"{message or ''} Tensor must have {wanted}. Received rank {x.array.ndim}, "
            f"shape {x.shape}."
        )


@points_at_caller
def assert_type(tensor, tf_type, message=None, name=None) -> None:
    """Raise TypeError unless `tensor` has this dtype."""
    tensor = Tensor.convert(tensor)
    if tensor.dtype != dtypes.as_dtype(tf_type):
        raise TypeError(
            f"{message or ''} Expected {dtypes.as_dtype(tf_type)!r}, but {describe(tensor)} came."
        )


@points_at_caller
def assert_integer(x, message=None, name=None) -> None:
    """Raise TypeError unless `x` is of an integer type."""
    x = Tensor.convert(x)
    if not x.dtype.is_integer:
        raise TypeError(f"{message or ''} Expected an integer type, but {describe(x)} came.")


@points_at_caller
def assert_all_finite(x, message, name=None) -> Tensor:
    """`x`; raise InvalidArgumentError if an element is infinite or NaN."""
    x = Tensor.convert(x)
    if not x.is_symbolic:
        found = [
            word
            for word, test in (("NaN", np.isnan), ("Inf", np.isinf))
            if test(x.numpy().astype(float)).any()
        ]
        if found:
            raise errors.InvalidArgumentError(
                f"{message} : Tensor had {' and '.join(found)} values"
            )
    return x


@points_at_caller
def check_numerics(tensor, message, name=None) -> Tensor:
    """`tensor`; raise InvalidArgumentError if an element is infinite or NaN."""
    return assert_all_finite(tensor, message)


@points_at_caller
def assert_shapes(shapes, data=None, summarize=None, message=None, name=None) -> None:
    """Raise ValueError unless tensors have the shapes given.

    Args:
        shapes: a list of pairs (tensor, shape); a shape holds lengths, None for any, and names
            such as "N" that stand for one length throughout.
    """
    known: dict[str, int] = {}
    pairs = shapes.items() if isinstance(shapes, dict) else shapes
    for tensor, wanted in pairs:
        found = Tensor.convert(tensor).array.shape
        symbols = tuple(wanted)
        fits = len(found) == len(symbols)
        for length, symbol in zip(found, symbols, strict=False):
            if isinstance(symbol, str):
                fits = fits and known.setdefault(symbol, length) == length
            elif symbol is not None:
                fits = fits and symbol == length
        if not fits:
            raise ValueError(
                f"{message or ''} A tensor of shape {TensorShape(found)} came where {symbols} was "
                f"expected, with {known}."
            )


@points_at_caller
def Assert(condition, data, summarize=None, name=None) -> None:
    """Raise InvalidArgumentError with the values of `data` unless the condition is true."""
    condition = Tensor.convert(condition)
    if not condition.is_symbolic and not condition:
        shown = "\n".join(str(np.asarray(value)) for value in data)
        raise errors.InvalidArgumentError(
            f"Expected 'tf.Tensor(False, shape=(), dtype=bool)' to "
            f"be true. Summarized data: {shown}"
        )


def is_numeric_tensor(tensor) -> bool:
    """Whether `tensor` is a tensor of numbers."""
    return isinstance(tensor, Tensor) and tensor.dtype.is_numeric
