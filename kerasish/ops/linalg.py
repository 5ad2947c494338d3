"""Linear algebra: matrices in the last two axes, axes before them a batch."""

from __future__ import annotations

import builtins

import jax
import jax.numpy as jnp

from kerasish.core import dtypes, errors
from kerasish.core.op import Array, Arrays, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.elementwise import INEXACT

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
