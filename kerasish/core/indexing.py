"""Indexing as TensorFlow does it: `x[0]`, `x[1:3, ::-1]`, `x[..., tf.newaxis]`.

A specification is split into what is compiled (how many elements, which step, where axes come
and go) and what is passed as numbers (where to begin), so `x[0]` and `x[1]` share one program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import errors

VALID = (
    "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar "
    "tf.int32/tf.int64 tensors are valid indices"
)


@dataclass(frozen=True)
class Window:
    """What to take along each axis of the input, and how the result is shaped.

    Attributes:
        sizes: elements taken along each axis, before steps of 1 are skipped over.
        steps: every how many elements one is kept; negative to go backwards.
        shape: the shape of the result: axes indexed by a number gone, new axes there.
    """

    sizes: tuple[int, ...]
    steps: tuple[int, ...]
    shape: tuple[int, ...]


def parse(spec: Any, shape: tuple[int, ...]) -> tuple[Window, list]:
    """The window that `x[spec]` means for an `x` of `shape`, and where it begins on each axis.

    Raises:
        TypeError: something that is no index.
        InvalidArgumentError: more indices than axes, or an index out of bounds.
    """
    parts = list(spec) if isinstance(spec, tuple) else [spec]
    count = sum(part is not None and part is not Ellipsis for part in parts)
    if count > len(shape):
        raise errors.InvalidArgumentError(
            f"Index out of range using input dim {len(shape)}; input has only {len(shape)} dims: "
            f"{count} indices came for a tensor of shape {shape}."
        )
    if sum(part is Ellipsis for part in parts) > 1:
        raise errors.InvalidArgumentError("Multiple ellipses in slice spec not allowed")
    if Ellipsis not in [part for part in parts if part is Ellipsis]:
        parts.append(Ellipsis)
    starts, sizes, steps, result = [], [], [], []
    axis = 0
    for part in parts:
        if part is None:
            result.append(1)
            continue
        if part is Ellipsis:
            for length in shape[axis : axis + len(shape) - count]:
                starts.append(0), sizes.append(length), steps.append(1), result.append(length)
            axis += len(shape) - count
            continue
        length = shape[axis]
        if isinstance(part, slice):
            start, size, step, kept = _slice(part, length)
            result.append(kept)
        else:
            start, size, step = _position(part, axis, length), 1, 1
        starts.append(start), sizes.append(size), steps.append(step)
        axis += 1
    return Window(tuple(sizes), tuple(steps), tuple(result)), starts


def _position(index: Any, axis: int, length: int):
    if isinstance(index, jax.core.Tracer):
        return jnp.where(index < 0, index + length, index)
    place = _integer(index)
    if not -length <= place < length:
        raise errors.ShapeMismatchError(
            f"slice index {place} of dimension {axis} out of bounds: "
            f"the axis has length {length}, so {-length} to {length - 1} are valid."
        )
    return place % length


def _integer(index: Any) -> int:
    if isinstance(index, bool | np.bool_) or not hasattr(index, "__index__"):
        raise TypeError(f"{VALID}, got {index!r}{_instead(index)}")
    try:
        return index.__index__()
    except TypeError:
        raise TypeError(f"{VALID}, got {index!r}{_instead(index)}") from None


def _instead(index: Any) -> str:
    """What to write for something that is no index."""
    if isinstance(index, float) or np.ndim(index) == 0 and hasattr(index, "dtype"):
        return ". Make it a whole number: int(i), or n // 2 instead of n / 2."
    if isinstance(index, list | np.ndarray) or hasattr(index, "shape"):
        return ". To pick several elements write tf.gather(x, indices)."
    return "."


def _slice(part: slice, length: int) -> tuple[int, int, int, int]:
    start, stop, step = (None if v is None else _integer(v) for v in _fields(part))
    if step == 0:
        raise errors.InvalidArgumentError("slice step cannot be zero: write x[::1] or x[::2].")
    start, stop, step = slice(start, stop, step).indices(length)
    kept = len(range(start, stop, step))
    size = (kept - 1) * abs(step) + 1 if kept else 0
    first = start if step > 0 else start - size + 1
    return (first if kept else 0), size, step, kept


def _fields(part: slice):
    return part.start, part.stop, part.step


def take(array: jax.Array, starts: jax.Array, window: Window) -> jax.Array:
    """The part of `array` that a window beginning at `starts` covers."""
    part = jax.lax.dynamic_slice(array, list(starts), window.sizes) if window.sizes else array
    if any(step != 1 for step in window.steps):
        part = part[tuple(slice(None, None, step) for step in window.steps)]
    return part.reshape(window.shape)
