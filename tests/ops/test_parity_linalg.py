"""Linear algebra beside TensorFlow's."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.table import (
    error,
    every_dtype,
    floats,
    kinked,
    linear,
    parametrize,
    program,
    smooth,
    value,
)
from oracle import assert_same

A = floats(2, 3)
B = floats(3, 4)
BATCH = floats(2, 2, 3)
SQUARE = floats(3, 3) + 2 * np.eye(3, dtype="float32")
SQUARES = np.stack([SQUARE, SQUARE.T + 0.5])
POSITIVE = SQUARE @ SQUARE.T + np.eye(3, dtype="float32")
SYMMETRIC = SQUARE + SQUARE.T
VECTOR = floats(3)
SINGULAR = np.array([[1.0, 2.0], [2.0, 4.0]], "float32")
LOOSE = (1e-3, 1e-4)


@parametrize(
    smooth("matmul", A, B),
    smooth("linalg.matmul", BATCH, B),
    kinked("matmul", A, A, transpose_b=True),
    kinked("matmul", A, A, transpose_a=True),
    value("matmul", np.array([[1, 2]]), np.array([[3], [4]])),
    smooth("linalg.matvec", A, VECTOR),
    kinked("linalg.matvec", B, VECTOR, transpose_a=True),
    value("linalg.matvec", BATCH, VECTOR),
    smooth("tensordot", A, B, 1),
    kinked("tensordot", A, B, [[1], [0]]),
    value("tensordot", BATCH, A, axes=[[1, 2], [0, 1]]),
    value("tensordot", A, B, 0),
    smooth("einsum", "ij,jk->ik", A, B),
    linear("linalg.einsum", "bij->bji", BATCH),
    value("einsum", "ii->i", SQUARE),
    value("einsum", "ij,ij->", A, A),
    value("einsum", "...ij,jk->...ik", BATCH, B),
    smooth("linalg.cross", VECTOR, VECTOR[::-1].copy()),
    every_dtype("matmul", [[1, 2], [3, 4]], [[1, 0], [2, 1]]),
    every_dtype("linalg.trace", [[1, 2], [3, 4]]),
)
def test_products(case):
    case.check()


@parametrize(
    linear("linalg.diag", A),
    value("linalg.diag", VECTOR, k=1),
    value("linalg.diag", VECTOR, k=-2),
    linear("linalg.diag_part", BATCH),
    value("linalg.diag_part", B, k=1),
    linear("linalg.set_diag", SQUARE, VECTOR),
    value("linalg.set_diag", B, VECTOR, k=1),
    linear("linalg.trace", SQUARES),
    linear("linalg.band_part", SQUARE, 1, 0),
    value("linalg.band_part", B, -1, 0),
    linear("linalg.tensor_diag", A),
    value("linalg.tensor_diag_part", SQUARE),
    program(
        "linalg.tensor_diag_part",
        lambda tf: tf.linalg.tensor_diag_part(tf.reshape(tf.range(16), [2, 2, 2, 2])),
    ),
    value("linalg.eye", 2),
    value("linalg.adjoint", np.array([[1 + 2j, 3], [4, 5 - 1j]])),
)
def test_diagonals(case):
    case.check()


@parametrize(
    smooth("linalg.inv", SQUARE, tolerance=LOOSE),
    value("linalg.inv", SQUARE, adjoint=True, tolerance=LOOSE),
    kinked("linalg.solve", SQUARE, B, tolerance=LOOSE),
    value("linalg.solve", SQUARE, B, adjoint=True, tolerance=LOOSE),
    smooth("linalg.det", SQUARE, tolerance=LOOSE),
    program("linalg.slogdet", lambda tf: list(tf.linalg.slogdet(tf.constant(-SQUARE)))),
    kinked("linalg.logdet", POSITIVE, tolerance=LOOSE),
    smooth("linalg.cholesky", POSITIVE, tolerance=LOOSE),
    value("linalg.cholesky_solve", np.linalg.cholesky(POSITIVE), B, tolerance=LOOSE),
    value("linalg.pinv", A, tolerance=LOOSE),
    value("linalg.lstsq", B.T.copy(), floats(4, 2), tolerance=LOOSE),
    value("linalg.lstsq", B.T.copy(), floats(4, 2), l2_regularizer=0.1, tolerance=LOOSE),
    smooth("linalg.triangular_solve", np.tril(SQUARE), B, tolerance=LOOSE),
    value("linalg.triangular_solve", np.triu(SQUARE), B, lower=False, tolerance=LOOSE),
    value("linalg.triangular_solve", SQUARE, B, adjoint=True, tolerance=LOOSE),
    value("linalg.matrix_rank", np.array([[1.0, 2.0], [2.0, 4.0]])),
    value("linalg.expm", SQUARE / 3, tolerance=LOOSE),
    value("linalg.eigvalsh", SYMMETRIC, tolerance=LOOSE),
    value("linalg.svd", A, compute_uv=False, tolerance=LOOSE),
    program("linalg.eigh", lambda tf: vectors_up_to_sign(tf, tf.linalg.eigh(SYMMETRIC)[::-1])),
    program(
        "linalg.eigh",
        lambda tf: slope(tf, lambda x: tf.linalg.eigh(x)[0], SYMMETRIC),
        tolerance=LOOSE,
    ),
    program("linalg.svd", lambda tf: restored(tf, *tf.linalg.svd(tf.constant(A))), tolerance=LOOSE),
    program("linalg.svd", lambda tf: [t.shape for t in tf.linalg.svd(A, full_matrices=True)]),
    program(
        "linalg.qr",
        lambda tf: [
            tf.matmul(*tf.linalg.qr(tf.constant(A))),
            tf.abs(tf.linalg.qr(tf.constant(A))[1]),
        ],
        tolerance=LOOSE,
    ),
    program("linalg.qr", lambda tf: [t.shape for t in tf.linalg.qr(B.T, full_matrices=True)]),
)
def test_equations_and_factors(case):
    case.check()


def vectors_up_to_sign(tf, vectors_and_values):
    """Eigenvectors are determined up to their sign."""
    vectors, values = vectors_and_values
    return tf.abs(vectors), values


def restored(tf, s, u, v):
    return s, tf.matmul(u * s, v, transpose_b=True)


def slope(tf, function, numbers):
    x = tf.constant(numbers)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x)


@parametrize(
    smooth("norm", A),
    smooth("linalg.norm", A, axis=1),
    value("norm", A, ord=1),
    value("norm", A, ord=3, axis=0),
    value("norm", A, ord=np.inf),
    value("norm", A, ord="euclidean", axis=[0, 1], keepdims=True),
    value("norm", BATCH, ord="fro", axis=[-2, -1]),
    value("norm", BATCH, ord=1, axis=[-2, -1]),
    value("norm", BATCH, ord=np.inf, axis=[-2, -1]),
    value("norm", BATCH, ord=2, axis=[-2, -1]),
    kinked("norm", np.zeros(3, "float32")),
    program("linalg.normalize", lambda tf: tf.linalg.normalize(tf.constant(A), axis=1)),
    smooth("linalg.global_norm", [A, VECTOR]),
    program(
        "clip_by_global_norm",
        lambda tf: tf.clip_by_global_norm([tf.constant(A), None, tf.constant(VECTOR)], 1.0),
    ),
    program("clip_by_global_norm", lambda tf: tf.clip_by_global_norm([tf.constant(A)], 100.0)),
    smooth("clip_by_norm", A, 1.0),
    smooth("clip_by_norm", A, 100.0),
    value("clip_by_norm", A, 1.0, axes=[1]),
    value("clip_by_norm", np.zeros(3, "float32"), 1.0),
)
def test_norms(case):
    case.check()


@parametrize(
    error("matmul", A, A),
    error("matmul", A, VECTOR),
    error("matmul", VECTOR, VECTOR),
    error("matmul", A, B.astype("float64")),
    error("matmul", 2.0, A),
    error("linalg.matvec", A, floats(2)),
    error("tensordot", A, A, 1),
    error("einsum", "ij,jk->ik", A, A),
    error("einsum", "ij->k", A),
    error("einsum", "ijk->i", A),
    error("linalg.inv", A),
    error("linalg.inv", SINGULAR),
    error("linalg.inv", np.eye(2, dtype="int32")),
    error("linalg.solve", SINGULAR, A),
    error("linalg.solve", SQUARE, A),
    error("linalg.det", A),
    error("linalg.cholesky", A),
    error("linalg.trace", VECTOR),
    error("linalg.cross", A[:, :2], A[:, :2]),
    error("norm", A, ord="nuclear"),
    error("norm", A, axis=[0, 1, 2]),
    error("norm", A, ord=0),
    error("norm", np.array([1, 2])),
)
def test_errors(case):
    case.check()


@settings(max_examples=10)
@given(
    st.lists(st.sampled_from((1, 2)), max_size=2),
    st.tuples(*[st.integers(1, 3)] * 3),
    st.booleans(),
    st.booleans(),
)
def test_any_matmul(batch, sizes, transpose_a, transpose_b):
    n, k, m = sizes
    first = floats(*batch, *((k, n) if transpose_a else (n, k)))
    second = floats(*batch[1:], *((m, k) if transpose_b else (k, m)))

    def run(tf):
        return tf.matmul(first, second, transpose_a=transpose_a, transpose_b=transpose_b)

    assert_same(run)
