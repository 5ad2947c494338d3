"""The sizes of vectors and matrices, and tensors scaled to a size."""

from __future__ import annotations

import builtins

import jax.numpy as jnp

from kerasish.core import dtypes
from kerasish.core.op import Array, Arrays, freeze, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.elementwise import INEXACT
from kerasish.ops.reductions import AXES


@points_at_caller
def norm(tensor, ord="euclidean", axis=None, keepdims=None, name=None) -> Tensor:
    """The norm of vectors or matrices.

    Args:
        tensor: of any shape.
        ord: "euclidean" (also "fro" for matrices), 1, 2, a positive number, or inf.
        axis: a number for vectors, a pair for matrices; all elements as one vector by default.
        keepdims: keep these axes, with length 1.
    """
    axis = freeze(axis)
    matrices = isinstance(axis, tuple) and len(axis) == 2
    if isinstance(axis, tuple) and not matrices:
        raise ValueError(f"'axis' must be None, an integer, or a pair of integers, got {axis}")
    known = ("euclidean", "fro", 1, 2, float("inf")) if matrices else ("euclidean", 1, 2)
    if ord not in known and (matrices or isinstance(ord, str) or ord <= 0):
        raise ValueError(
            f"'ord' must be a supported matrix norm in {list(known)}, got {ord}"
            if matrices
            else f"'ord' must be 'euclidean' or a positive number, got {ord!r}"
        )
    return _norm(tensor, ord, axis, bool(keepdims), matrices)


@op(dtypes=INEXACT, hint=AXES)
def _norm(tensor: Array, ord, axis, keepdims: bool, matrices: bool):
    if ord in ("euclidean", "fro") or (ord == 2 and not matrices):
        return jnp.sqrt(jnp.sum(jnp.real(tensor * jnp.conj(tensor)), axis, keepdims=keepdims))
    if matrices:
        return jnp.linalg.norm(tensor, ord, axis, keepdims)
    size = jnp.abs(tensor)
    if ord == 1:
        return jnp.sum(size, axis, keepdims=keepdims)
    if ord == float("inf"):
        return jnp.max(size, axis, keepdims=keepdims)
    return jnp.sum(size**ord, axis, keepdims=keepdims) ** (1 / ord)


@points_at_caller
def normalize(tensor, ord="euclidean", axis=None, name=None) -> tuple[Tensor, Tensor]:
    """`tensor` divided by its norm, and the norm; see `norm`."""
    size = norm(tensor, ord, axis, keepdims=True)
    return Tensor.convert(tensor) / size, size


@points_at_caller
def global_norm(t_list, name=None) -> Tensor:
    """The euclidean norm of all tensors of a list together; None is left out."""
    return _global_norm([t for t in t_list if t is not None])


@op(dtypes=INEXACT)
def _global_norm(t_list: Arrays):
    return jnp.sqrt(builtins.sum(jnp.sum(jnp.real(t * jnp.conj(t))) for t in t_list))


@points_at_caller
def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None) -> tuple[list, Tensor]:
    """Tensors scaled down together so that their global norm is at most `clip_norm`.

    Returns:
        the tensors (None stays None), and the global norm before.
    """
    size = global_norm(t_list) if use_norm is None else Tensor.convert(use_norm)
    return [None if t is None else _scale(t, size, clip_norm) for t in t_list], size


@op(dtypes=dtypes.FLOATS)
def _scale(t: Array, norm: Array, clip_norm: Array):
    scale = clip_norm * jnp.minimum(1 / norm, 1 / clip_norm)
    return t * jnp.where(jnp.isfinite(norm), scale, jnp.nan)


@op(dtypes=dtypes.FLOATS, hint=AXES)
def clip_by_norm(t: Array, clip_norm: Array, axes=None):
    """`t` scaled down so that its euclidean norm, along `axes`, is at most `clip_norm`."""
    squares = jnp.sum(t * t, axes, keepdims=True)
    safe = jnp.where(squares > 0, squares, 1)
    size = jnp.where(squares > 0, jnp.sqrt(safe), squares)
    return t * clip_norm / jnp.maximum(size, clip_norm)
