"""`tf.errors`: the classes of errors that operations raise."""

from kerasish._missing import missing as _missing
from kerasish.core.errors import (
    FailedPreconditionError,
    InaccessibleTensorError,
    InvalidArgumentError,
    NotFoundError,
    OperatorNotAllowedInGraphError,
    OpError,
    OutOfRangeError,
    UnimplementedError,
)

__all__ = sorted(name for name in globals() if not name.startswith("_"))
__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
