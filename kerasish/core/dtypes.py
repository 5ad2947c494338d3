"""Data types: what the numbers in a tensor are, and which types an operation accepts."""

from __future__ import annotations

import ml_dtypes
import numpy as np


class DType:
    """The type of a tensor's elements, such as `tf.float32`.

    Equal to its name (`"float32"`) and to NumPy's type of that name (`np.float32`).
    """

    __slots__ = ("name", "as_numpy_dtype", "_numpy")

    def __init__(self, name: str, numpy_type: type):
        self.name = name
        self.as_numpy_dtype = numpy_type
        self._numpy = np.dtype(numpy_type)

    @property
    def is_floating(self) -> bool:
        return self._numpy in FLOATS

    @property
    def is_integer(self) -> bool:
        return self._numpy in INTEGERS

    @property
    def is_unsigned(self) -> bool:
        return self.name.startswith("uint")

    @property
    def is_bool(self) -> bool:
        return self.name == "bool"

    @property
    def is_complex(self) -> bool:
        return self.name.startswith("complex")

    @property
    def is_numeric(self) -> bool:
        return self._numpy in NUMBERS

    @property
    def base_dtype(self) -> DType:
        return self

    @property
    def size(self) -> int:
        """Bytes for one element."""
        return self._numpy.itemsize if self.name != "string" else 1

    @property
    def min(self):
        """The least value of the type."""
        return self._limits().min

    @property
    def max(self):
        """The greatest value of the type."""
        return self._limits().max

    def _limits(self):
        if self.is_floating:
            return ml_dtypes.finfo(self._numpy)
        if self.is_integer:
            return ml_dtypes.iinfo(self._numpy)
        raise TypeError(f"{self!r} has no least and greatest value: only numbers have.")

    def __eq__(self, other) -> bool:
        if self is other:
            return True
        try:
            return as_dtype(other) is self
        except TypeError:
            return False

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"tf.{self.name}"

    def __str__(self) -> str:
        return f"<dtype: {self.name!r}>"


float16 = half = DType("float16", np.float16)
float32 = DType("float32", np.float32)
float64 = double = DType("float64", np.float64)
bfloat16 = DType("bfloat16", ml_dtypes.bfloat16)
int8 = DType("int8", np.int8)
int16 = DType("int16", np.int16)
int32 = DType("int32", np.int32)
int64 = DType("int64", np.int64)
uint8 = DType("uint8", np.uint8)
uint16 = DType("uint16", np.uint16)
uint32 = DType("uint32", np.uint32)
uint64 = DType("uint64", np.uint64)
bool_ = DType("bool", np.bool_)
string = DType("string", np.object_)
complex64 = DType("complex64", np.complex64)
complex128 = DType("complex128", np.complex128)

_ALL = (
    *(float16, float32, float64, bfloat16, int8, int16, int32, int64),
    *(uint8, uint16, uint32, uint64, bool_, string, complex64, complex128),
)
_BY_NUMPY = {np.dtype(kind.as_numpy_dtype): kind for kind in _ALL}
_BY_NAME = {kind.name: kind for kind in _ALL} | {"half": float16, "double": float64}
_BY_PYTHON = {float: float32, bool: bool_, str: string, bytes: string}


def _numpy_types(*kinds: DType) -> frozenset:
    return frozenset(np.dtype(kind.as_numpy_dtype) for kind in kinds)


FLOATS = _numpy_types(float16, float32, float64, bfloat16)
INTEGERS = _numpy_types(int8, int16, int32, int64, uint8, uint16, uint32, uint64)
COMPLEX = _numpy_types(complex64, complex128)
BOOLS = _numpy_types(bool_)
REALS = FLOATS | INTEGERS
UNSIGNED = _numpy_types(uint8, uint16, uint32, uint64)
NUMBERS = REALS | COMPLEX
SIGNED = NUMBERS - UNSIGNED
ANY = NUMBERS | BOOLS


def from_numpy(dtype: np.dtype) -> DType:
    """The `DType` of a NumPy dtype; text of any length is `tf.string`."""
    kind = _BY_NUMPY.get(dtype)
    if kind is None:
        if dtype.kind in "SUO":
            return string
        raise TypeError(f"NumPy's dtype {dtype} has no tensor counterpart.")
    return kind


def as_dtype(type_value) -> DType:
    """The `DType` that `type_value` names: a DType, a name, a NumPy or a Python type.

    Raises:
        TypeError: nothing goes by that name.
    """
    if isinstance(type_value, DType):
        return type_value
    if isinstance(type_value, str):
        if type_value in _BY_NAME:
            return _BY_NAME[type_value]
    elif isinstance(type_value, type) and type_value in _BY_PYTHON:
        return _BY_PYTHON[type_value]
    elif type_value is not None and type_value is not int:
        try:
            return _BY_NUMPY[np.dtype(type_value)]
        except (TypeError, KeyError):
            pass
    shape = " A shape is one argument: tf.zeros([2, 3])." if isinstance(type_value, int) else ""
    raise TypeError(
        f"Cannot convert the argument `type_value`: {type_value!r} to a TensorFlow DType. "
        f"Known types: {', '.join(_BY_NAME)}.{shape}"
    )
