"""The variable of the high level: a weight, with a path that says whose it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kerasish.core import dtypes
from kerasish.core import variable as core
from kerasish.core.lift import init_scope
from kerasish.core.tensor import Tensor
from kerasish.keras.naming import auto_name, path_of
from kerasish.ops.creation import cast


class Variable(core.Variable):
    """A value that training or counting changes: `keras.Variable`.

    It is created at once even inside a function that is being traced.

    Args:
        initializer: a value, or a function of (shape, dtype=...) that makes one.
        shape: needed when `initializer` is a function.
        dtype: what the value becomes; float32 for a function, the value's own otherwise.
        trainable: whether tapes watch it and optimizers change it.
        name: the last part of its path.

    Attributes:
        path: where it is in the model, such as `sequential/dense/kernel`.
        regularizer: None, or a function of the value to a number that is added to the loss of
            the model.

    Raises:
        ValueError: a function without a shape, or a shape with an unknown length.
    """

    def __init__(
        self,
        initializer: Any,
        shape: Sequence[int] | None = None,
        dtype: Any = None,
        trainable: bool = True,
        name: str | None = None,
    ):
        name = name or auto_name("Variable")
        with init_scope():
            value = _initial(initializer, shape, dtype, name)
            super().__init__(value, trainable=trainable, name=name)
        self.path = path_of(name)
        self.regularizer: Callable | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def value(self) -> Tensor:
        """The present value; tapes that watch the variable take note."""
        return self.__as_tensor__()

    @property
    def trainable(self) -> bool:
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)

    def assign(self, value: Any) -> Tensor:
        """Replace the value.

        Args:
            value: of the variable's shape; its dtype is converted.

        Returns:
            the new value.

        Raises:
            ValueError: another shape.
        """
        tensor = self._fitting(value)
        self._write(tensor)
        return tensor

    def assign_add(self, value: Any) -> Tensor:
        """Add `value`, broadcast; see `assign`."""
        return self.assign(self._untaped() + self._cast(value))

    def assign_sub(self, value: Any) -> Tensor:
        """Subtract `value`, broadcast; see `assign`."""
        return self.assign(self._untaped() - self._cast(value))

    def _cast(self, value: Any) -> Tensor:
        tensor = Tensor.convert(value, hint=self._dtype)
        return tensor if tensor.dtype is self._dtype else cast(tensor, self._dtype)

    def _fitting(self, value: Any) -> Tensor:
        tensor = self._cast(value)
        if tensor.array.shape != self._tensor.array.shape:
            raise ValueError(
                "The shape of the target variable and the shape of the target value in "
                f"`variable.assign(value)` must match. variable.shape={self.shape}, "
                f"Received: value.shape={tensor.shape}. Target variable: {self.path}. "
                "Give a value of the variable's shape."
            )
        return tensor

    def __repr__(self) -> str:
        tensor = self._present()
        value = "" if tensor.is_symbolic else f", value={tensor.numpy()}"
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype.name}{value}>"


def _initial(initializer: Any, shape: Sequence[int] | None, dtype: Any, name: str) -> Tensor:
    if not callable(initializer) or isinstance(initializer, Tensor):
        return Tensor.convert(initializer, None if dtype is None else dtypes.as_dtype(dtype))
    if shape is None:
        raise ValueError(
            "When creating a Variable from an initializer, the `shape` argument should be "
            f"specified. Received: initializer={initializer} and shape={shape}"
        )
    kind = dtypes.float32 if dtype is None else dtypes.as_dtype(dtype)
    made = Tensor.convert(_call(initializer, _whole(shape, name), kind), hint=kind)
    return made if made.dtype is kind else cast(made, kind)


def _call(initializer: Callable, shape: tuple[int, ...], dtype: dtypes.DType) -> Any:
    return initializer(shape, dtype=dtype.name)


def _whole(shape: Sequence[int], name: str) -> tuple[int, ...]:
    lengths = tuple(shape)
    if any(length is None for length in lengths):
        raise ValueError(
            f"Shapes used to initialize variables must be fully-defined (no `None` dimensions). "
            f"Received: shape={lengths} for variable path='{path_of(name)}'. Give the layer an "
            "input whose shape is known, for example keras.Input(shape=(784,))."
        )
    return tuple(int(length) for length in lengths)
