"""The tensor: an immutable array that prints, indexes and converts as TensorFlow's does."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, indexing, operators
from kerasish.core.context import context
from kerasish.core.convert import to_array
from kerasish.core.dtypes import DType
from kerasish.core.errors import OperatorNotAllowedInGraphError
from kerasish.core.kernel import compute
from kerasish.core.op import Op
from kerasish.core.operator_methods import Operators
from kerasish.core.shape import TensorShape
from kerasish.core.tracebacks import points_at_caller

Tracer = jax.core.Tracer


class Tensor(Operators):
    """A value: numbers, booleans or text, all of one dtype, in a box of any number of axes.

    Attributes:
        array: the `jax.Array` behind it; a NumPy array of bytes for text, and for a NumPy
            value that was handed straight to an operation.
    """

    __slots__ = ("__weakref__", "array")

    def __init__(self, array):
        self.array = array

    @classmethod
    def convert(cls, value: Any, dtype: DType | None = None, hint: DType | None = None) -> Tensor:
        """The tensor of a value; see `tf.convert_to_tensor`."""
        kind = type(value)
        if kind is float or kind is int or kind is bool:
            return _number(kind, value, dtype, hint, str(value))
        if kind is np.ndarray and dtype is None:
            has = value.dtype
            if has in dtypes.ANY and (hint is None or hint._numpy == has):
                return cls(value)
        if isinstance(value, cls):
            return value if dtype is None else value._checked(dtype)
        as_tensor = getattr(value, "__as_tensor__", None)
        if as_tensor is not None:
            tensor = as_tensor()
            return tensor if dtype is None else tensor._checked(dtype)
        if isinstance(value, list | tuple) and _holds_tensor(value):
            return pack(value, dtype or hint)
        return cls(to_array(value, dtype, hint))

    def _checked(self, dtype: DType) -> Tensor:
        if self.dtype != dtype:
            raise ValueError(
                f"Tensor conversion requested dtype {dtype.name} for Tensor with dtype "
                f"{self.dtype.name}: {self!r}. Convert it first: tf.cast(x, tf.{dtype.name})."
            )
        return self

    # -- what it is ------------------------------------------------------------------------

    @property
    def dtype(self) -> DType:
        return dtypes.from_numpy(self.array.dtype)

    @property
    def shape(self) -> TensorShape:
        shape = self.array.shape
        if self.is_symbolic:  # an axis of open length has an expression for its length
            shape = [length if isinstance(length, int) else None for length in shape]
        return TensorShape(shape)

    @property
    def ndim(self) -> int:
        return self.array.ndim

    @property
    def device(self) -> str:
        """Where the numbers are, as TensorFlow names it."""
        devices = self.array.devices() if isinstance(self.array, jax.Array) else {jax.devices()[0]}
        first = min(devices, key=lambda device: device.id)
        return f"/job:localhost/replica:0/task:0/device:{first.platform.upper()}:{first.id}"

    @property
    def name(self) -> str:
        """The name of a traced tensor, such as `x:0`."""
        if not self.is_symbolic:
            raise AttributeError("Tensor.name is undefined when eager execution is enabled.")
        return context.trace.name_of(self) if context.trace is not None else "ended:0"

    @property
    def is_symbolic(self) -> bool:
        """Whether this stands for a value that a traced function will have later."""
        return isinstance(self.array, Tracer)

    def get_shape(self) -> TensorShape:
        return self.shape

    def set_shape(self, shape) -> None:
        """Check the shape.

        Raises:
            ValueError: it is another.
        """
        if not self.shape.is_compatible_with(shape):
            raise ValueError(f"Tensor's shape {self.shape} is not compatible with shape {shape}.")

    def ref(self) -> Reference:
        """A stand-in that can be a key of a dict or a member of a set."""
        return Reference(self)

    # -- to Python and NumPy ---------------------------------------------------------------

    def numpy(self):
        """The value as a NumPy array; as a NumPy number, or bytes, if it has no axes."""
        if self.is_symbolic:
            raise AttributeError(
                "'SymbolicTensor' object has no attribute 'numpy': inside tf.function a tensor "
                "has no value yet. Print with tf.print, compute with tf operations, or call "
                ".numpy() on what the function returns."
            )
        array = np.asarray(self.array)
        if array.ndim:
            return array if array.dtype.kind == "O" else array.copy()
        return array[()]

    def __array__(self, dtype=None, copy=None):
        if self.is_symbolic:
            raise NotImplementedError(
                f"Cannot convert a symbolic tf.Tensor ({self.name}) to a numpy array: inside "
                "tf.function there is no value yet. Use the tf operation of the same name "
                "instead of NumPy's."
            )
        return np.array(self.array, dtype=dtype)

    def __jax_array__(self):
        return jnp.asarray(self.array)

    def __as_tensor__(self) -> Tensor:
        return self

    def _single(self, kind: str):
        if self.is_symbolic:
            raise OperatorNotAllowedInGraphError(
                f"Using a symbolic `tf.Tensor` as a Python `{kind}` is not allowed: inside "
                f"tf.function {self!r} has no value yet. Use tf.where(condition, a, b) or "
                "tf.cond(condition, f, g), or run this part outside tf.function."
            )
        return self.numpy()

    @points_at_caller
    def __bool__(self) -> bool:
        value = self._single("bool")
        if np.size(value) == 0:
            return False
        if np.size(value) != 1:
            raise ValueError(
                "The truth value of an array with more than one element is ambiguous: the "
                f"tensor has shape {self.shape}. Use tf.reduce_any(x) or tf.reduce_all(x)."
            )
        return bool(np.reshape(value, ())[()])

    @points_at_caller
    def __int__(self) -> int:
        return int(self._scalar("int"))

    @points_at_caller
    def __float__(self) -> float:
        return float(self._scalar("float"))

    @points_at_caller
    def __complex__(self) -> complex:
        return complex(self._scalar("complex"))

    def _scalar(self, kind: str):
        value = self._single(kind)
        if self.array.ndim:
            raise TypeError(
                f"Only scalar tensors can be converted to Python {kind}, but this one has shape "
                f"{self.shape}. Pick one element, such as x[0], or reduce it: tf.reduce_mean(x)."
            )
        return value

    @points_at_caller
    def __index__(self) -> int:
        value = self._single("int")
        if self.array.ndim or self.array.dtype not in dtypes.INTEGERS:
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return int(value)

    def __len__(self) -> int:
        if not self.array.ndim:
            raise TypeError("Scalar tensor has no `len()`")
        return self.array.shape[0]

    def __iter__(self):
        if not self.array.ndim:
            raise TypeError("Cannot iterate over a scalar tensor.")
        return (self[place] for place in range(len(self)))

    def __contains__(self, item):
        raise TypeError(
            "`in` does not work on tensors. Use tf.reduce_any(x == item) to look for an element."
        )

    @points_at_caller
    def __getitem__(self, spec) -> Tensor:
        return getitem(self, spec)

    def __setitem__(self, spec, value):
        raise TypeError(
            "'Tensor' object does not support item assignment: a tensor never changes. "
            "Keep changing values in a tf.Variable, v = tf.Variable(x), and write "
            "v[...].assign(value), or compute a new tensor with tf.where or "
            "tf.tensor_scatter_nd_update."
        )

    def __delitem__(self, spec):
        raise TypeError("'Tensor' object doesn't support item deletion: a tensor never changes.")

    def __getattr__(self, name: str):
        advice = _ADVICE.get(name)
        if advice is None:
            raise AttributeError(f"'Tensor' object has no attribute '{name}'")
        raise AttributeError(f"'Tensor' object has no attribute '{name}'. {advice}")

    def __hash__(self):
        raise TypeError("Tensor is unhashable. Instead, use tensor.ref() as the key.")

    def __copy__(self) -> Tensor:
        return self

    def __deepcopy__(self, memo) -> Tensor:
        return self

    # -- as text ---------------------------------------------------------------------------

    def __repr__(self) -> str:
        if self.is_symbolic:
            return f"<tf.Tensor {self.name!r} shape={self.shape} dtype={self.dtype.name}>"
        text = self.numpy_text(repr)
        return f"<tf.Tensor: shape={self.shape}, dtype={self.dtype.name}, numpy={text}>"

    def __str__(self) -> str:
        if self.is_symbolic:
            return f'Tensor("{self.name}", shape={self.shape}, dtype={self.dtype.name})'
        return f"tf.Tensor({self.numpy_text(str)}, shape={self.shape}, dtype={self.dtype.name})"

    def numpy_text(self, form) -> str:
        """The value as NumPy writes it, `form` being `str` or `repr`; long ones start a line."""
        value = np.asarray(self.array)
        if value.ndim:
            text = form(value)
            return "\n" + text if "\n" in text else text
        return form(value.item() if form is repr else value[()])

    def __format__(self, spec: str) -> str:
        if self.is_symbolic:
            if spec:
                raise TypeError(
                    f"unsupported format string {spec!r}: inside tf.function {self!r} has no "
                    "value yet. Print it with tf.print, or outside the function."
                )
            return str(self)
        return format(self.numpy(), spec)


class Reference:
    """A tensor or variable as a dictionary key: equal if it is the very same object."""

    __slots__ = ("_target",)

    def __init__(self, target):
        self._target = target

    def deref(self):
        return self._target

    def __eq__(self, other) -> bool:
        return isinstance(other, Reference) and self._target is other._target

    def __hash__(self) -> int:
        return id(self._target)

    def __repr__(self) -> str:
        return f"<Reference wrapping {self._target!r}>"


_ADVICE = {
    "assign": "A tensor never changes; make a tf.Variable of it to assign to it.",
    "assign_add": "A tensor never changes; make a tf.Variable of it to assign to it.",
    "assign_sub": "A tensor never changes; make a tf.Variable of it to assign to it.",
    "reshape": "Write tf.reshape(x, shape).",
    "astype": "Write tf.cast(x, dtype).",
    "T": "Write tf.transpose(x).",
    "sum": "Write tf.reduce_sum(x).",
    "mean": "Write tf.reduce_mean(x).",
    "max": "Write tf.reduce_max(x).",
    "min": "Write tf.reduce_min(x).",
    "item": "Write float(x), int(x) or x.numpy().",
    "tolist": "Write x.numpy().tolist().",
    "size": "Write tf.size(x).",
}


@lru_cache(maxsize=1024)
def _number(kind: type, value, dtype: DType | None, hint: DType | None, text: str) -> Tensor:
    """The tensor of one number, made once. `text` tells 0.0 from -0.0, which Python calls equal."""
    with jax.ensure_compile_time_eval():
        return Tensor(jax.device_put(to_array(value, dtype, hint)))  # jnp.asarray would compile


def _holds_tensor(value) -> bool:
    return any(
        _holds_tensor(item)
        if isinstance(item, list | tuple)
        else isinstance(item, Operators | Tracer)
        for item in value
    )


def pack(values, dtype: DType | None) -> Tensor:
    """Nested lists with tensors in them, stacked into one tensor."""
    found = next((v.dtype for v in values if isinstance(v, Operators)), dtype)
    tensors = [Tensor.convert(value, hint=dtype or found) for value in values]
    return operators.stack_first(tensors)


Op.tensor_type = Tensor


def getitem(x: Tensor, spec, wrap=Tensor) -> Tensor:
    """`x[spec]`, the result made by `wrap`."""
    if isinstance(spec, np.ndarray | Tensor) and spec.dtype == bool and spec.ndim:
        return operators.gather_nd(x, np.argwhere(spec))
    spec = _untensored(spec)
    window, starts = indexing.parse(spec, x.array.shape)
    if x.array.dtype.kind == "O":
        return Tensor(np.asarray(x.array[spec], object).reshape(window.shape))
    if any(isinstance(start, Tracer) for start in starts):
        begin = jnp.stack([jnp.asarray(start, jnp.int32) for start in starts])
    else:
        begin = np.array(starts, np.int32)
    kernel, inputs = operators.strided_slice.bind((x, Tensor(begin), window), {})
    return compute(kernel, inputs, wrap)


def _untensored(spec):
    """An index with traced tensors in it as JAX sees it."""
    if isinstance(spec, tuple):
        return tuple(_untensored(part) for part in spec)
    if isinstance(spec, Tensor) and spec.is_symbolic:
        return spec.array
    return spec
