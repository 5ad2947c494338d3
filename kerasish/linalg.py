"""`tf.linalg`: products, equations, factors and norms of matrices."""

from kerasish._missing import missing as _missing
from kerasish.core.operators import (
    matmul,
)
from kerasish.ops.creation import (
    eye,
)
from kerasish.ops.linalg import (
    adjoint,
    band_part,
    cholesky,
    cholesky_solve,
    cross,
    det,
    diag,
    diag_part,
    eigh,
    eigvalsh,
    einsum,
    expm,
    inv,
    logdet,
    lstsq,
    matrix_rank,
    matrix_transpose,
    matvec,
    pinv,
    qr,
    set_diag,
    slogdet,
    solve,
    svd,
    tensor_diag,
    tensor_diag_part,
    tensordot,
    trace,
    triangular_solve,
)
from kerasish.ops.nn import (
    l2_normalize,
)
from kerasish.ops.norms import global_norm, norm, normalize

__all__ = sorted(name for name in globals() if not name.startswith("_"))
__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
