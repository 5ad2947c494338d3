"""Tables of cases: an operation's name, what it is called with, and what is compared.

    smooth("math.exp", A)                  value, gradient, second gradient of tf.math.exp(A)
    kinked("nn.relu", A)                   value and gradient, where there is no second one
    linear("reshape", A, [3, 2])           the same, where the second one is 0
    value("reduce_sum", A, axis=1)         the value alone
    every_dtype("square", [1, 2, 3])       the value, or the class of the error, for each dtype
    error("concat", [A, B], 0)             the class of the error
    program("cond", lambda tf: ...)        anything else; several names in one text, if it
                                           takes several operations

Arrays, also inside lists, are made tensors; everything else is given as it is. `check` runs a
case with TensorFlow and with kerasish. `names` collects what has a case.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from oracle import assert_same, both, compare_gradients

# float32 is the dtype of all other cases.
DTYPES = ("float16", "bfloat16", "float64", "int32", "int64", "uint8", "bool", "string")
names: set[str] = set()


@dataclass
class Case:
    """One comparison; `check` makes it."""

    name: str
    check: Callable[[], None]


def parametrize(*groups: list[Case]):
    """Mark a test `test_x(case)` to run for each case."""
    cases = [case for group in groups for case in group]
    return pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in cases])


def _case(name: str, check: Callable[..., None], *args: Any, **kwargs: Any) -> list[Case]:
    names.update(name.split())
    return [Case(name, functools.partial(check, *args, **kwargs))]


def find(tf: Any, name: str) -> Callable:
    """The operation of that name, such as "math.exp", in a library."""
    return functools.reduce(getattr, name.split("."), tf)


def tensors(tf: Any, value: Any) -> Any:
    """`value` with its arrays made tensors."""
    if isinstance(value, np.ndarray):
        return tf.constant(value)
    if isinstance(value, (list, tuple)):
        return type(value)(tensors(tf, item) for item in value)
    return value


def _call(name: str, args: tuple, kwargs: dict) -> Callable[[Any], Any]:
    def call(tf):
        given = {key: tensors(tf, item) for key, item in kwargs.items()}
        return find(tf, name)(*tensors(tf, args), **given)

    return call


def value(name: str, *args: Any, tolerance=None, **kwargs: Any) -> list[Case]:
    """The value is the same."""
    return _case(name, assert_same, _call(name, args, kwargs), tolerance=tolerance)


def program(name: str, run: Callable[[Any], Any], **options: Any) -> list[Case]:
    """What `run(tf)` returns and prints is the same."""
    return _case(name, assert_same, run, **options)


def error(name: str, *args: Any, **kwargs: Any) -> list[Case]:
    """An error is raised, of the class that TensorFlow raises."""
    return _case(name, _check_error, _call(name, args, kwargs))


def error_of(name: str, run: Callable[[Any], Any]) -> list[Case]:
    """`run(tf)` raises an error of the class that TensorFlow raises."""
    return _case(name, _check_error, run)


def _check_error(run: Callable[[Any], Any]) -> None:
    expected, _ = both(run)
    assert_same(run, raises=type(expected.error).__name__)


def smooth(name: str, *args: Any, second: bool = True, tolerance=None, **kwargs) -> list[Case]:
    """Value, gradient and second gradient with respect to all arrays of floats are the same."""
    arrays: list[np.ndarray] = []

    def place(item):
        if isinstance(item, np.ndarray):
            arrays.append(item)
            return len(arrays) - 1, ...
        return [place(each) for each in item] if isinstance(item, list) else item

    def fill(item, given):
        if isinstance(item, list):
            return [fill(each, given) for each in item]
        return given[item[0]] if isinstance(item, tuple) and item[1:] == (...,) else item

    places = [place(item) for item in args]

    def function(tf, *given):
        return find(tf, name)(*(fill(item, given) for item in places), **kwargs)

    return _case(name, compare_gradients, function, *arrays, second=second, tolerance=tolerance)


kinked = linear = functools.partial(smooth, second=False)


def every_dtype(name: str, *values: Any, only=DTYPES, **kwargs: Any) -> list[Case]:
    """The value, or the class of the error, is the same for tensors of each dtype."""
    return _case(name, _check_dtypes, name, values, only, kwargs)


def _check_dtypes(name: str, values: tuple, only: tuple, kwargs: dict) -> None:
    for dtype in only:
        arrays = [as_dtype(item, dtype) for item in values]
        call = _call(name, tuple(arrays), kwargs)
        expected, actual = both(call)
        # TensorFlow has no kernel for some dtypes that the operation is declared for.
        if type(expected.error).__name__ in ("NotFoundError", "UnimplementedError"):
            continue
        # Text can be made, shown and compared; TensorFlow does more with it.
        if dtype == "string" and expected.error is None and actual.error is not None:
            assert isinstance(actual.error, TypeError), actual.error
            assert "text" in str(actual.error)
            continue
        raises = None if expected.error is None else type(expected.error).__name__
        try:
            assert_same(call, raises=raises)
        except Exception as problem:
            raise AssertionError(f"{name} of {dtype}") from problem


def as_dtype(item: Any, dtype: str) -> np.ndarray:
    """Numbers in a list as an array of that dtype."""
    if dtype == "string":
        return np.array(item).astype(str).astype(object)
    return np.array(item).astype(ml_dtypes.bfloat16 if dtype == "bfloat16" else dtype)


def floats(*shape: int, low: float = -2.0, high: float = 2.0, dtype: str = "float32"):
    """Different numbers between two bounds, in no order; the same in every run."""
    count = int(np.prod(shape))
    numbers = np.linspace(low, high, count + 2)[1:-1]
    return np.random.default_rng(count).permutation(numbers).reshape(shape).astype(dtype)
