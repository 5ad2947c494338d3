"""Python's operators as methods, which tensors and variables share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kerasish.core.op import Op
from kerasish.core.operators import (
    abs,
    add,
    as_doubles,
    bitwise_and,
    bitwise_not,
    bitwise_or,
    bitwise_xor,
    equal,
    floordiv,
    floormod,
    greater,
    greater_equal,
    less,
    less_equal,
    logical_and,
    logical_not,
    logical_or,
    logical_xor,
    matmul,
    multiply,
    negative,
    not_equal,
    pow,
    subtract,
    truediv,
)
from kerasish.core.tracebacks import methods_point_at_caller


def _bits_or_logic(x, y, logic: Op, bits: Op):
    """`&`, `|` and `^`: of booleans their logic, of integers their bits."""
    return bits(x, y) if x.dtype.is_integer else logic(x, y)


@methods_point_at_caller
class Operators:
    """Python's operators on tensors and variables; each is an operation of `core.operators`."""

    __slots__ = ()
    __array_priority__ = 100  # so that `array + tensor` asks the tensor

    def _beside(self, other):
        """This tensor to be compared with `other`: integers beside NumPy's floats as floats.

        TensorFlow cuts NumPy's 2.5 to 2 instead, and finds that 2 equals 2.5.
        """
        if isinstance(other, np.ndarray | np.generic) and other.dtype.kind == "f":
            return as_doubles(self) if self.dtype.is_integer else self
        return self

    def _like(self, other):
        """`other` as a tensor of this dtype, if it fits."""
        return Op.tensor_type.convert(other, hint=self.dtype)

    def _compare(self, other, differ: bool):
        """`==` and `!=`: tensors whose shapes do not fit are different, not an error."""
        if other is None:
            return differ
        compared = self._beside(other)
        other = compared._like(other)
        try:
            np.broadcast_shapes(tuple(self.shape), tuple(other.shape))
        except ValueError:
            return Op.tensor_type.convert(differ)
        return not_equal(compared, other) if differ else equal(compared, other)

    def __floordiv__(self, other):
        return floordiv(self, other)

    def __rfloordiv__(self, other):
        return floordiv(self._like(other), self)

    def __mod__(self, other):
        return floormod(self, other)

    def __rmod__(self, other):
        return floormod(self._like(other), self)

    def __pow__(self, other):
        return pow(self, other)

    def __rpow__(self, other):
        return pow(self._like(other), self)

    def __neg__(self):
        return negative(self)

    def __abs__(self):
        return abs(self)

    def __lt__(self, other):
        return less(self._beside(other), other)

    def __le__(self, other):
        return less_equal(self._beside(other), other)

    def __gt__(self, other):
        return greater(self._beside(other), other)

    def __ge__(self, other):
        return greater_equal(self._beside(other), other)

    def __eq__(self, other):
        return self._compare(other, differ=False)

    def __ne__(self, other):
        return self._compare(other, differ=True)

    def __and__(self, other):
        return _bits_or_logic(self, other, logical_and, bitwise_and)

    def __rand__(self, other):
        return _bits_or_logic(self, other, logical_and, bitwise_and)

    def __or__(self, other):
        return _bits_or_logic(self, other, logical_or, bitwise_or)

    def __ror__(self, other):
        return _bits_or_logic(self, other, logical_or, bitwise_or)

    def __xor__(self, other):
        return _bits_or_logic(self, other, logical_xor, bitwise_xor)

    def __rxor__(self, other):
        return _bits_or_logic(self, other, logical_xor, bitwise_xor)

    def __invert__(self):
        return bitwise_not(self) if self.dtype.is_integer else logical_not(self)


def _operator(op: Op, reflected: bool = False) -> Callable:
    """The method of `x + y`, or of `y + x` for a `y` that is no tensor.

    It does what calling the operation does, in fewer steps.
    """

    def method(self, other):
        try:
            return op.apply((self._like(other), self) if reflected else (self, other), {})
        except Exception as error:
            __tracebackhide__ = True
            told = op.explain(error, (other, self) if reflected else (self, other), {})
            raise told from told.__cause__

    return method


_ARITHMETIC = {
    "add": add,
    "sub": subtract,
    "mul": multiply,
    "truediv": truediv,
    "matmul": matmul,
}
for _name, _op in _ARITHMETIC.items():
    setattr(Operators, f"__{_name}__", _operator(_op))
    setattr(Operators, f"__r{_name}__", _operator(_op, reflected=True))
