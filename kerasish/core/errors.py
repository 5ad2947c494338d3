"""Error classes, by TensorFlow's names: `tf.errors.InvalidArgumentError` and its relatives."""

from __future__ import annotations


class OpError(Exception):
    """The base of all errors that an operation raises."""

    @property
    def message(self) -> str:
        return str(self)


class InvalidArgumentError(OpError):
    """An operation got a value, shape or dtype that it cannot work with."""


class NotFoundError(OpError):
    """Something asked for by name does not exist."""


class OutOfRangeError(OpError):
    """An iteration went past the end."""


class FailedPreconditionError(OpError):
    """The thing is not in a state in which this can be done."""


class UnimplementedError(OpError):
    """TensorFlow has this; kerasish has not."""


class DtypeMismatchError(InvalidArgumentError, TypeError, ValueError):
    """Tensors of different types met, or a type that the operation does not take.

    TensorFlow raises InvalidArgumentError when it runs eagerly, TypeError inside `tf.function`,
    and ValueError where an operation is written in Python; this is all three.
    """


class ShapeMismatchError(InvalidArgumentError, ValueError):
    """Shapes met that do not fit together: InvalidArgumentError eagerly, ValueError traced."""


class OperatorNotAllowedInGraphError(TypeError):
    """Python asked a traced tensor for a value that it does not have yet."""


class InaccessibleTensorError(ValueError, TypeError):
    """A tensor was used outside the branch, loop or function in which it was made.

    TensorFlow raises TypeError where a function was left, and ValueError elsewhere.
    """

    def __init__(self, message: str = ""):
        super().__init__(
            message
            or "A tensor made inside a branch, a loop or a function is out of scope here: a list "
            "or an attribute carried it out. Return it, or let the loop change a variable that "
            "has a tensor of the final shape before: y = tf.tensor_scatter_nd_update(y, [[i]], "
            "[value]). For a list of results write tf.map_fn(f, tf.range(n))."
        )
