"""`tf.errors`: the classes of errors that operations raise."""

from kerasish._missing import missing as _missing
from kerasish.core.errors import (
    FailedPreconditionError,
    InvalidArgumentError,
    NotFoundError,
    OperatorNotAllowedInGraphError,
    OpError,
    OutOfRangeError,
    UnimplementedError,
)

__getattr__ = _missing(__name__)
