"""The variable: the one thing that changes."""

from __future__ import annotations

import itertools
import weakref
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.context import context
from kerasish.core.dtypes import DType
from kerasish.core.op import describe
from kerasish.core.operator_methods import Operators
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Reference, Tensor, getitem
from kerasish.core.tracebacks import points_at_caller, shortened

alive: weakref.WeakValueDictionary[int, Variable] = weakref.WeakValueDictionary()
_numbers = itertools.count()


class Variable(Operators):
    """A tensor whose value can be replaced, such as a weight that is trained.

    Args:
        initial_value: a value, or a function without arguments that makes one.
        trainable: whether tapes watch it by themselves.
        name: shown when printed.
        dtype: what the value must become.
        shape: what the value's shape is checked against.

    Raises:
        ValueError: no initial value, or one of another shape.
        TypeError: a value that does not become `dtype`.
    """

    def __init__(
        self,
        initial_value: Any = None,
        trainable: bool | None = None,
        validate_shape: bool = True,
        name: str | None = None,
        dtype=None,
        shape=None,
        **misspelt,
    ):
        __tracebackhide__ = True
        if initial_value is None:
            came = f" These arguments came instead: {', '.join(misspelt)}." if misspelt else ""
            raise ValueError(
                "The `initial_value` arg to `tf.Variable` must be specified: a number, a list, "
                f"an array or a tensor, as in tf.Variable([1., 2.]).{came}"
            )
        if misspelt:
            raise TypeError(
                f"Variable.__init__() got an unexpected keyword argument {next(iter(misspelt))!r}. "
                "It takes initial_value, trainable, name, dtype and shape."
            )
        value = initial_value() if callable(initial_value) else initial_value
        dtype = None if dtype is None else dtypes.as_dtype(dtype)
        tensor = Tensor.convert(value, dtype)
        if shape is not None and not TensorShape(shape).is_compatible_with(tensor.shape):
            raise ValueError(
                f"The initial value's shape ({tensor.shape}) is not compatible with the "
                f"explicitly supplied `shape` argument ({TensorShape(shape)})."
            )
        self._trainable = True if trainable is None else bool(trainable)
        self._name = name or "Variable"
        self._dtype = tensor.dtype
        self._shape = tensor.shape if shape is None else TensorShape(shape)
        self._number = next(_numbers)
        if context.trace is not None:
            context.trace.created(self, tensor)
        self._tensor = tensor if tensor.is_symbolic else Tensor(own_copy(tensor.array))
        alive[self._number] = self

    # -- what it is ------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return f"{self._name}:0"

    @property
    def dtype(self) -> DType:
        return self._dtype

    @property
    def shape(self) -> TensorShape:
        return self._shape

    @property
    def ndim(self) -> int:
        return len(self._shape)

    @property
    def trainable(self) -> bool:
        return self._trainable

    @property
    def device(self) -> str:
        return self._tensor.device

    def ref(self) -> Reference:
        """A stand-in that can be a key of a dict or a member of a set."""
        return Reference(self)

    def get_shape(self) -> TensorShape:
        return self.shape

    # -- reading ---------------------------------------------------------------------------

    def __as_tensor__(self) -> Tensor:
        """The present value; tapes that watch the variable take note."""
        tensor = self._tensor if context.trace is None else context.trace.read(self)
        for tape in context.tapes:
            tape.read(self, tensor)
        return tensor

    value = read_value = __as_tensor__

    def numpy(self):
        return self._present().numpy()

    def _present(self) -> Tensor:
        return self._tensor if context.trace is None else context.trace.read(self)

    def __array__(self, dtype=None, copy=None):
        return self._present().__array__(dtype)

    def __jax_array__(self):
        return self._present().__jax_array__()

    @points_at_caller
    def __bool__(self) -> bool:
        return bool(self.__as_tensor__())

    @points_at_caller
    def __int__(self) -> int:
        return int(self.__as_tensor__())

    @points_at_caller
    def __float__(self) -> float:
        return float(self.__as_tensor__())

    def __len__(self) -> int:
        return len(self.__as_tensor__())

    def __iter__(self):
        return iter(self.__as_tensor__())

    @points_at_caller
    def __getitem__(self, spec) -> Tensor:
        return getitem(self.__as_tensor__(), spec, lambda array: VariablePart(array, self, spec))

    def __setitem__(self, spec, value):
        raise TypeError(
            "'Variable' object does not support item assignment. "
            "Write v[...].assign(value) instead of v[...] = value."
        )

    def __hash__(self):
        raise TypeError("Variable is unhashable. Instead, use variable.ref() as the key.")

    def __deepcopy__(self, memo) -> Variable:
        return Variable(self.__as_tensor__(), trainable=self._trainable, name=self._name)

    # -- writing ---------------------------------------------------------------------------

    def assign(self, value, use_locking=False, name=None, read_value=True):
        """Replace the value.

        Args:
            value: of the variable's shape and dtype.

        Returns:
            the variable.

        Raises:
            ValueError: another shape, or a tensor of another dtype.
            TypeError: Python or NumPy numbers of another dtype.
        """
        try:
            after = self._write(self._assignable(value))
            return after if read_value else None
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def assign_add(self, delta, use_locking=False, name=None, read_value=True):
        """Add `delta`, of the variable's shape and dtype; see `assign`."""
        try:
            after = self._write(self._untaped() + self._assignable(delta))
            return after if read_value else None
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def assign_sub(self, delta, use_locking=False, name=None, read_value=True):
        """Subtract `delta`, of the variable's shape and dtype; see `assign`."""
        try:
            after = self._write(self._untaped() - self._assignable(delta))
            return after if read_value else None
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    _untaped = _present

    def _assignable(self, value) -> Tensor:
        tensor = value if type(value) is Tensor else Tensor.convert(value, hint=self._dtype)
        if tensor.array.dtype != self._tensor.array.dtype:
            kind = ValueError if isinstance(value, Operators) else TypeError
            raise kind(
                f"Cannot assign {describe(tensor)} to variable '{self.name}' of dtype "
                f"{self._dtype.name}: Tensor conversion requested dtype {self._dtype.name}. "
                f"Convert it first: tf.cast(value, tf.{self._dtype.name})."
            )
        if tensor.array.shape != self._tensor.array.shape and not self._shape.is_compatible_with(
            tensor.array.shape
        ):
            raise errors.ShapeMismatchError(
                f"Cannot assign value to variable '{self.name}': Shape mismatch. The variable "
                f"shape {self._shape}, and the assigned value shape {tensor.shape} are "
                "incompatible. Give a value of the variable's shape, or make a new variable."
            )
        return tensor

    def _write(self, tensor: Tensor):
        if context.trace is not None:
            context.trace.write(self, tensor)
        else:
            self.set_array(tensor.array)
        after = object.__new__(UnreadVariable)
        after.__dict__ = self.__dict__
        return after

    def set_array(self, array) -> None:
        """Replace the value, unchecked, outside of any trace."""
        self._tensor = Tensor(own_copy(array) if isinstance(array, np.ndarray) else array)

    def __iadd__(self, other):
        raise RuntimeError(_IN_PLACE.format(sign="+", method="assign_add(value)"))

    def __isub__(self, other):
        raise RuntimeError(_IN_PLACE.format(sign="-", method="assign_sub(value)"))

    def __imul__(self, other):
        raise RuntimeError(_IN_PLACE.format(sign="*", method="assign(v * value)"))

    def __itruediv__(self, other):
        raise RuntimeError(_IN_PLACE.format(sign="/", method="assign(v / value)"))

    # -- as text ---------------------------------------------------------------------------

    def __repr__(self) -> str:
        return self._describe(self.name)

    def _describe(self, name: str) -> str:
        tensor = self._present()
        start = f"<tf.Variable {name!r} shape={self.shape} dtype={self.dtype.name}"
        if tensor.is_symbolic:
            return f"{start}>"
        return f"{start}, numpy={tensor.numpy_text(repr)}>"

    def __str__(self) -> str:
        return repr(self)

    def __format__(self, spec: str) -> str:
        return format(self.numpy(), spec) if spec else str(self)


_IN_PLACE = (
    "Variable {sign}= value not supported: Python would bind the name to a tensor. Write "
    "v.{method} to change the variable, or w = v {sign} value for a new tensor."
)


class UnreadVariable(Variable):
    """What an assignment returns: the very same variable, as TensorFlow shows it."""

    def __init__(self):
        raise TypeError("Assign to a tf.Variable to get one.")

    @property
    def name(self) -> str:
        return "UnreadVariable"


class VariablePart(Tensor):
    """`v[spec]`: a tensor with the part's value, which also can be assigned to."""

    __slots__ = ("_spec", "_variable")

    def __init__(self, array, variable: Variable, spec):
        super().__init__(array)
        self._variable = variable
        self._spec = spec

    @points_at_caller
    def assign(self, value, name=None):
        """Replace this part of the variable; see `Variable.assign`."""
        return self._write(lambda part, value: part.set(value), value)

    @points_at_caller
    def assign_add(self, delta, name=None):
        """Add to this part of the variable."""
        return self._write(lambda part, value: part.add(value), delta)

    @points_at_caller
    def assign_sub(self, delta, name=None):
        """Subtract from this part of the variable."""
        return self._write(lambda part, value: part.add(-value), delta)

    def _write(self, change, value) -> Variable:
        variable = self._variable
        tensor = Tensor.convert(value, hint=variable.dtype)
        if tensor.dtype != variable.dtype:
            raise ValueError(
                f"Cannot assign {describe(tensor)} to a part of variable '{variable.name}' of "
                f"dtype {variable.dtype.name}. Convert it first: "
                f"tf.cast(value, tf.{variable.dtype.name})."
            )
        if not tensor.shape.is_compatible_with(self.shape) and tensor.array.ndim:
            raise errors.ShapeMismatchError(
                f"Cannot assign {describe(tensor)} to a part of shape {self.shape} of "
                f"variable '{variable.name}'. Give a value of the part's shape."
            )
        spec = indexing_key(self._spec)
        whole = jnp.asarray(variable._present().array)
        return variable._write(Tensor(change(whole.at[spec], jnp.asarray(tensor.array))))


def indexing_key(spec):
    """An index as JAX takes it: tensors become arrays."""
    if isinstance(spec, tuple):
        return tuple(indexing_key(part) for part in spec)
    return spec.array if isinstance(spec, Tensor) else spec


def own_copy(array):
    """A copy that no one else can change; on the device unless it is text."""
    if isinstance(array, np.ndarray):
        copy = array.copy()  # jnp.array would compile a copy for each shape
        return copy if array.dtype.kind == "O" else jax.device_put(copy)
    return array
