"""Linear algebra: matrices in the last two axes, axes before them a batch."""

from __future__ import annotations

import builtins

import jax
import jax.numpy as jnp

from kerasish.core import dtypes, errors
from kerasish.core.op import Array, Arrays, freeze, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.elementwise import INEXACT
from kerasish.ops.reductions import AXES

SQUARE = "The last two axes must be equally long: (..., n, n)."


# -- products -----------------------------------------------------------------------------------


@points_at_caller
def einsum(equation: str, *inputs, name=None) -> Tensor:
    """Einstein's summation: products summed over the letters that the result does not name.

    Args:
        equation: such as "ij,jk->ik", a letter for each axis.
        *inputs: a tensor for each group of letters.
    """
    return _einsum(list(inputs), equation)


@op(hint="Each letter stands for one length, and each tensor needs a letter for each axis.")
def _einsum(inputs: Arrays, equation: str):
    return jnp.einsum(equation, *inputs)


@op(hint="The axes summed over must be equally long in both.")
def tensordot(a: Array, b: Array, axes):
    """Products of `a` and `b` summed over some axes of both.

    Args:
        a, b: of any shape.
        axes: how many of the last axes of `a` and the first of `b`; or a pair of lists of axes.
    """
    return jnp.tensordot(a, b, axes)


@op(hint="The last axis of `a` must be as long as `b`: (n, k) and (k,).")
def matvec(a: Array, b: Array, transpose_a: bool = False):
    """The product of matrices (..., n, k) and vectors (..., k): (..., n)."""
    a = jnp.swapaxes(a, -1, -2) if transpose_a else a
    return jnp.matmul(a, b[..., None])[..., 0]


@op(hint="Both need a last axis of length 3.")
def cross(a: Array, b: Array):
    """The cross product of vectors of shape (..., 3)."""
    if a.shape[-1:] != (3,) or b.shape[-1:] != (3,):
        raise errors.FailedPreconditionError(
            "Cross-products are only defined for 3-element vectors, but the shapes are "
            f"{a.shape} and {b.shape}."
        )
    return jnp.cross(a, b)


# -- diagonals ----------------------------------------------------------------------------------


@op(dtypes=dtypes.ANY)
def diag(diagonal: Array, k: int = 0):
    """Square matrices with zeros but for one diagonal.

    Args:
        diagonal: shape (..., n).
        k: which diagonal: 0 for the main one, above it positive, below it negative.

    Returns:
        shape (..., n + abs(k), n + abs(k)).
    """
    places = jnp.arange(diagonal.shape[-1])
    length = diagonal.shape[-1] + builtins.abs(k)
    matrix = jnp.zeros((*diagonal.shape[:-1], length, length), diagonal.dtype)
    return matrix.at[..., places + builtins.max(-k, 0), places + builtins.max(k, 0)].set(diagonal)


@op(dtypes=dtypes.ANY)
def diag_part(input: Array, k: int = 0):
    """The diagonals number `k` of matrices (..., n, m); see `diag`."""
    return jnp.diagonal(input, k, axis1=-2, axis2=-1)


@op(dtypes=dtypes.ANY, hint="The diagonal must be as long as the one that it replaces.")
def set_diag(input: Array, diagonal: Array, k: int = 0):
    """Matrices (..., n, m) with their diagonals number `k` replaced; see `diag`."""
    rows, columns = jnp.indices(input.shape[-2:])
    places = jnp.nonzero(columns - rows == k, size=diagonal.shape[-1])
    return input.at[..., places[0], places[1]].set(diagonal)


@op
def trace(x: Array):
    """The sum of the diagonal of matrices (..., n, m): (...)."""
    return jnp.trace(x, axis1=-2, axis2=-1, dtype=x.dtype)


@op(dtypes=dtypes.ANY)
def band_part(input: Array, num_lower: int, num_upper: int):
    """Matrices with zeros outside a band around the diagonal.

    Args:
        input: shape (..., n, m).
        num_lower: how many diagonals below to keep; -1 for all.
        num_upper: how many diagonals above to keep; -1 for all.
    """
    rows, columns = input.shape[-2:]
    distance = jnp.arange(columns) - jnp.arange(rows)[:, None]
    keep = ((num_lower < 0) | (-distance <= num_lower)) & (
        (num_upper < 0) | (distance <= num_upper)
    )
    return jnp.where(keep, input, 0).astype(input.dtype)


@op(dtypes=dtypes.ANY)
def tensor_diag(diagonal: Array):
    """A tensor of shape 2 * diagonal.shape with `diagonal` on its diagonal."""
    flat = diagonal.ravel()
    return jnp.diag(flat).reshape(diagonal.shape * 2)


@op(dtypes=dtypes.ANY, hint="The second half of the shape must repeat the first.")
def tensor_diag_part(input: Array):
    """The diagonal of a tensor of shape 2 * s: shape s."""
    half = input.shape[: input.ndim // 2]
    count = 1
    for length in half:
        count *= length
    return jnp.diagonal(input.reshape(count, count)).reshape(half)


@op(dtypes=dtypes.ANY)
def matrix_transpose(a: Array, conjugate: bool = False):
    """With the last two axes swapped."""
    a = jnp.conj(a) if conjugate else a
    return jnp.swapaxes(a, -1, -2)


@op
def adjoint(matrix: Array):
    """With the last two axes swapped, and conjugated."""
    return jnp.conj(jnp.swapaxes(matrix, -1, -2))


# -- equations and factors ----------------------------------------------------------------------


@points_at_caller
def inv(input, adjoint=False, name=None) -> Tensor:
    """The inverse of matrices (..., n, n).

    Raises:
        InvalidArgumentError: a matrix that has none.
    """
    matrix = _square("inv", input)
    _check_invertible(matrix)
    return _inv(matrix, adjoint)


@op(dtypes=INEXACT, hint=SQUARE)
def _inv(input: Array, adjoint: bool):
    return jnp.linalg.inv(jnp.conj(jnp.swapaxes(input, -1, -2)) if adjoint else input)


@points_at_caller
def solve(matrix, rhs, adjoint=False, name=None) -> Tensor:
    """The solution x of `matrix @ x = rhs`.

    Args:
        matrix: shape (..., n, n).
        rhs: shape (..., n, k).

    Returns:
        shape (..., n, k).

    Raises:
        InvalidArgumentError: the matrix has no inverse.
    """
    matrix = _square("solve", matrix)
    _check_invertible(matrix)
    return _solve(matrix, rhs, adjoint)


@op(dtypes=INEXACT, hint="`matrix` has shape (..., n, n), `rhs` has shape (..., n, k).")
def _solve(matrix: Array, rhs: Array, adjoint: bool):
    matrix = jnp.conj(jnp.swapaxes(matrix, -1, -2)) if adjoint else matrix
    return jnp.linalg.solve(matrix, rhs)


def _square(name: str, matrix) -> Tensor:
    matrix = Tensor.convert(matrix)
    shape = matrix.array.shape
    if len(shape) < 2 or shape[-1] != shape[-2]:
        raise errors.ShapeMismatchError(
            f"`{name}` works on square matrices, but the shape is {shape}. {SQUARE}"
        )
    return matrix


def _check_invertible(matrix: Tensor) -> None:
    if matrix.is_symbolic or matrix.array.dtype not in INEXACT:
        return
    if (jnp.linalg.det(matrix.array) == 0).any():
        raise errors.InvalidArgumentError(
            "Input is not invertible: its rows depend on each other, so the determinant is 0. "
            "tf.linalg.pinv or tf.linalg.lstsq work without an inverse."
        )


@op(dtypes=INEXACT, hint=SQUARE)
def det(input: Array):
    """The determinants (...) of matrices (..., n, n)."""
    return jnp.linalg.det(input)


@op(dtypes=INEXACT, hint=SQUARE)
def slogdet(input: Array):
    """The sign of the determinants of matrices (..., n, n), and the log of their sizes."""
    return tuple(jnp.linalg.slogdet(input))


@op(dtypes=INEXACT, hint=SQUARE)
def logdet(matrix: Array):
    """The logarithm of the determinant of symmetric positive matrices (..., n, n)."""
    factor = jnp.diagonal(jnp.linalg.cholesky(matrix), axis1=-2, axis2=-1)
    return 2 * jnp.sum(jnp.log(jnp.real(factor)), axis=-1)


@op(dtypes=INEXACT, hint=SQUARE)
def cholesky(input: Array):
    """The lower triangle L with `L @ transpose(L)` = a symmetric positive matrix (..., n, n).

    NaN if the matrix is not positive.
    """
    return jnp.linalg.cholesky(input)


@op(dtypes=INEXACT, hint="`chol` has shape (..., n, n), `rhs` has shape (..., n, k).")
def cholesky_solve(chol: Array, rhs: Array):
    """The solution x of `chol @ transpose(chol) @ x = rhs`, for a lower triangle `chol`."""
    return jax.scipy.linalg.cho_solve((chol, True), rhs)


@op(dtypes=INEXACT)
def qr(input: Array, full_matrices: bool = False):
    """Q with orthogonal columns and an upper triangle R, `Q @ R` = a matrix (..., n, m)."""
    return tuple(jnp.linalg.qr(input, "complete" if full_matrices else "reduced"))


@points_at_caller
def svd(tensor, full_matrices=False, compute_uv=True, name=None):
    """The singular values of matrices, and the vectors that belong to them.

    Args:
        tensor: shape (..., n, m).
        full_matrices: complete `u` and `v` to square matrices.
        compute_uv: False for the values alone.

    Returns:
        s, u, v: `u @ diag(s) @ transpose(v)` is the matrix; s of shape (..., min(n, m)).
    """
    if not compute_uv:
        return _singular_values(tensor)
    return _svd(tensor, bool(full_matrices))


@op(dtypes=INEXACT)
def _svd(tensor: Array, full_matrices: bool):
    u, s, vh = jnp.linalg.svd(tensor, full_matrices)
    return s, u, jnp.conj(jnp.swapaxes(vh, -1, -2))


@op(dtypes=INEXACT)
def _singular_values(tensor: Array):
    return jnp.linalg.svd(tensor, compute_uv=False)


@op(dtypes=INEXACT, hint=SQUARE)
def eigh(tensor: Array):
    """The eigenvalues (..., n), least first, and -vectors (columns) of symmetric matrices."""
    return tuple(jnp.linalg.eigh(tensor, symmetrize_input=False))


@op(dtypes=INEXACT, hint=SQUARE)
def eigvalsh(tensor: Array):
    """The eigenvalues (..., n), least first, of symmetric matrices (..., n, n)."""
    return jnp.linalg.eigh(tensor, symmetrize_input=False)[0]


@op(dtypes=INEXACT)
def pinv(a: Array, rcond=None):
    """The pseudoinverse (..., m, n) of matrices (..., n, m)."""
    rows, columns = a.shape[-2:]
    if rcond is None:
        rcond = 10 * builtins.max(rows, columns) * float(jnp.finfo(a.dtype).eps)
    return jnp.linalg.pinv(a, rcond)


@op(dtypes=INEXACT, hint="`matrix` has shape (..., n, m), `rhs` has shape (..., n, k).")
def lstsq(matrix: Array, rhs: Array, l2_regularizer: float = 0.0, fast: bool = True):
    """The x of least `sum((matrix @ x - rhs)**2) + l2_regularizer * sum(x**2)`."""
    transposed = jnp.conj(jnp.swapaxes(matrix, -1, -2))
    gram = transposed @ matrix + l2_regularizer * jnp.eye(matrix.shape[-1], dtype=matrix.dtype)
    return jnp.linalg.solve(gram, transposed @ rhs)


@op(dtypes=INEXACT, hint=SQUARE)
def triangular_solve(matrix: Array, rhs: Array, lower: bool = True, adjoint: bool = False):
    """The solution x of `matrix @ x = rhs`, reading one triangle of `matrix` alone."""
    solve = jax.scipy.linalg.solve_triangular
    return solve(matrix, rhs, trans=2 if adjoint else 0, lower=lower)


@op(dtypes=dtypes.FLOATS)
def matrix_rank(a: Array, tol=None):
    """How many rows of matrices (..., n, m) do not depend on each other: int32."""
    return jnp.linalg.matrix_rank(a, tol).astype(jnp.int32)


@op(dtypes=INEXACT, hint=SQUARE)
def expm(input: Array):
    """The matrix exponential: the series of exp with powers of the matrix."""
    return jax.scipy.linalg.expm(input)


# -- norms --------------------------------------------------------------------------------------


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
