"""From Python and NumPy values to arrays: which dtype a value gets, and what cannot be a tensor."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes
from kerasish.core.dtypes import DType
from kerasish.core.shape import TensorShape

_INT32 = np.iinfo(np.int32)
_NOTHING = (
    " None comes from a function without `return`, and from tape.gradient(target, source) if "
    "the target was not computed from the source inside the tape: compute it there, and watch "
    "sources that are no variables with tape.watch(source)."
)


def to_array(value: Any, dtype: DType | None = None, hint: DType | None = None):
    """An array of `value`.

    Args:
        value: a number, text, a nested list of these, a NumPy or a JAX array.
        dtype: what it must become.
        hint: what it becomes if that loses nothing (a float does not become an integer).

    Returns:
        a NumPy array, or a `jax.Array` as it came.

    Raises:
        TypeError: the value does not fit the dtype, or is nothing that a tensor can hold.
        ValueError: a list whose rows have different lengths.
    """
    if isinstance(value, TensorShape):
        value = value.as_list()
    if dtype is None and hint is not None and fits(value, hint):
        dtype = hint
    if isinstance(value, jax.Array):
        return value if dtype is None else value.astype(dtype._numpy)
    if isinstance(value, np.ndarray | np.generic):
        return _from_numpy(np.asarray(value), dtype)
    return _from_python(value, dtype)


def fits(value: Any, dtype: DType) -> bool:
    """Whether `value` can become `dtype` without an explicit cast."""
    if isinstance(value, np.ndarray | np.generic | jax.Array):
        if value.dtype.kind in "OSU" or dtype == "string":
            return value.dtype.kind in "OSU" and dtype == "string"
        return np.can_cast(value.dtype, dtype._numpy, "same_kind") or (
            dtype.is_floating and value.dtype in dtypes.FLOATS
        )
    found = _leaf_types(value)
    if found <= {bool}:
        return dtype.is_bool
    if found <= {int, bool}:
        return dtype.is_numeric and bool not in found
    if found <= {int, float}:
        return dtype.is_floating or dtype.is_complex
    if found <= {int, float, complex}:
        return dtype.is_complex
    return bool(found) and found <= {str, bytes} and dtype == "string"


def _from_numpy(array: np.ndarray, dtype: DType | None) -> np.ndarray:
    if array.dtype.kind in "OSU":
        if dtype is not None and dtype != "string":
            raise TypeError(f"Cannot convert text to {dtype.name}.")
        return _text(array)
    if dtype is None:
        dtypes.from_numpy(array.dtype)  # raises for dates and the like
        return array
    if dtype == "string":
        raise TypeError(f"Cannot convert numbers of dtype {array.dtype} to text.")
    return array.astype(dtype._numpy, copy=False)


def _from_python(value: Any, dtype: DType | None) -> np.ndarray:
    found = _leaf_types(value)
    wrong = [kind for kind in found if kind not in (bool, int, float, complex, str, bytes)]
    if wrong:
        nothing = "" if wrong[0] is not type(None) else _NOTHING
        raise ValueError(
            f"Attempt to convert a value ({value!r}) with an unsupported type "
            f"({wrong[0]}) to a Tensor. A tensor holds numbers, booleans or text, "
            f"one of these or nested lists of them.{nothing}"
        )
    check_rectangular(value)
    if dtype is None:
        dtype = _default_dtype(value, found)
    elif found and not _allowed(found, dtype):
        raise TypeError(
            f"Cannot convert {_short(value)} to EagerTensor of dtype {dtype.name}. "
            f"Leave the dtype out, or convert the numbers: tf.cast(x, tf.{dtype.name})."
        )
    if dtype == "string":
        return _text(np.array(value, dtype=object))
    try:
        return np.array(value, dtype=dtype._numpy)
    except OverflowError:
        if max(map(abs, _extremes(value))) > np.iinfo(np.uint64).max:
            raise ValueError(
                "Can't convert Python sequence with out-of-range integer to Tensor: "
                f"{_short(value)} does not fit into 64 bits. Write it as a float, such as 1e30."
            ) from None
        return np.array(value).astype(dtype._numpy)


def _allowed(found: set[type], dtype: DType) -> bool:
    if found <= {str, bytes} or dtype == "string":
        return found <= {str, bytes} and dtype == "string"
    if dtype.is_bool or found <= {bool}:
        return dtype.is_bool and found <= {bool}
    if dtype.is_integer:
        return found <= {int}
    return complex not in found or dtype.is_complex


def _default_dtype(value: Any, found: set[type]) -> DType:
    if found & {str, bytes}:
        if found <= {str, bytes}:
            return dtypes.string
    elif complex in found:
        return dtypes.complex128
    elif float in found or not found:
        return dtypes.float32
    elif found == {bool}:
        return dtypes.bool_
    elif found == {int}:
        low, high = _extremes(value)
        return dtypes.int32 if _INT32.min <= low and high <= _INT32.max else dtypes.int64
    names = " and ".join(sorted(kind.__name__ for kind in found))
    raise ValueError(
        f"Can't convert Python sequence with mixed types to Tensor: {_short(value)} mixes {names}."
    )


def _leaf_types(value: Any) -> set[type]:
    if isinstance(value, list | tuple | range):
        return set().union(*map(_leaf_types, value)) if value else set()
    if isinstance(value, np.ndarray | np.generic):
        kind = value.dtype.kind
        if value.dtype in dtypes.FLOATS:
            return {float}
        return {{"i": int, "u": int, "b": bool, "c": complex}.get(kind, str)}
    for kind in (bool, int, float, complex, str, bytes):
        if isinstance(value, kind):
            return {kind}
    return {type(value)}


def _extremes(value: Any) -> tuple[int, int]:
    if isinstance(value, list | tuple | range):
        pairs = [_extremes(item) for item in value]
        return min(low for low, _ in pairs), max(high for _, high in pairs)
    if isinstance(value, np.ndarray):
        return int(value.min()), int(value.max())
    return int(value), int(value)


def check_rectangular(value: Any) -> tuple[int, ...]:
    """The shape of nested lists.

    Raises:
        ValueError: rows of different lengths, named in the message.
    """
    if not isinstance(value, list | tuple | range):
        return np.shape(value)
    shapes = [check_rectangular(item) for item in value]
    for place, shape in enumerate(shapes):
        if shape != shapes[0]:
            raise ValueError(
                "Can't convert non-rectangular Python sequence to Tensor: "
                f"element 0 has shape {shapes[0]}, but element {place} has shape {shape}. "
                "All rows must have the same length."
            )
    return (len(shapes), *(shapes[0] if shapes else ()))


def _text(array: np.ndarray) -> np.ndarray:
    """Text as TensorFlow keeps it: bytes, unicode encoded as UTF-8."""
    encoded = np.empty(array.shape, dtype=object)
    for place, item in np.ndenumerate(array):
        if not isinstance(item, str | bytes):
            raise ValueError(f"Cannot convert {item!r} ({type(item).__name__}) to text.")
        encoded[place] = item.encode() if isinstance(item, str) else bytes(item)
    return encoded


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
