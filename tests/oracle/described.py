"""Values of either library as plain data, and what tells two of them apart."""

import types
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# Relative and absolute, by dtype. The libraries sum in different orders, so the last digits of
# a result differ; for the short ones a digit is large.
TOLERANCE = {
    "float16": (4e-3, 2e-3),
    "bfloat16": (3e-2, 2e-2),
    "float32": (2e-5, 2e-6),
    "float64": (1e-10, 1e-12),
    "complex64": (2e-5, 2e-6),
    "complex128": (1e-10, 1e-12),
}


@dataclass
class Described:
    """One value: `kind` says what it is, `facts` what has to be equal, `numbers` what is close."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    numbers: np.ndarray | None = None
    parts: list["Described"] = field(default_factory=list)


def describe(value: Any, tf: types.ModuleType) -> Described:
    """`value` of the library `tf`, so that it can be compared and sent to another process."""
    if isinstance(value, (list, tuple)) and not isinstance(value, tf.TensorShape):
        return Described(
            type(value).__name__,
            {"length": len(value)},
            parts=[describe(item, tf) for item in value],
        )
    if isinstance(value, dict):
        return Described(
            "dict",
            {"keys": [str(key) for key in value]},
            parts=[describe(item, tf) for item in value.values()],
        )
    if isinstance(value, tf.Variable):
        facts = {"name": value.name, "trainable": value.trainable}
        return _array("Variable", value.numpy(), value.dtype.name, facts)
    if hasattr(value, "values") and hasattr(value, "indices"):  # IndexedSlices: a sparse gradient
        value = tf.convert_to_tensor(value)
    if tf.is_tensor(value):
        if not hasattr(value, "numpy"):  # inside a function that is being traced
            return Described("symbolic", {"dtype": value.dtype.name, "shape": str(value.shape)})
        return _array("Tensor", value.numpy(), value.dtype.name, {"shape": tuple(value.shape)})
    if isinstance(value, tf.TensorShape):
        return Described("TensorShape", {"text": repr(value)})
    if isinstance(value, tf.DType):
        return Described("DType", {"text": repr(value)})
    if isinstance(value, (np.ndarray, np.generic)):
        return _array(type(value).__name__, value, value.dtype.name, {})
    if isinstance(value, float):
        return _array("float", value, "float32", {})
    if value is None or isinstance(value, (bool, int, str, bytes, complex, slice, type(...))):
        return Described(type(value).__name__, {"value": value})
    return Described(_kind_of(value))


def _array(kind: str, value: Any, dtype: str, facts: dict[str, Any]) -> Described:
    numbers = np.asarray(value)
    if numbers.dtype.kind in "OSU":  # strings
        return Described(kind, {**facts, "dtype": dtype, "value": numbers.tolist()})
    if dtype == "bfloat16":
        numbers = numbers.astype("float32")
    return Described(kind, {"dtype": dtype, "array shape": numbers.shape, **facts}, numbers)


def _kind_of(value: Any) -> str:
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        return "class"
    if callable(value) and not hasattr(value, "weights"):
        return "callable"
    return type(value).__name__


def differences(
    expected: Described,
    actual: Described,
    tolerance: tuple[float, float] | None = None,
    where: str = "value",
) -> list[str]:
    """What tells `actual` from `expected`, one line each; an empty list for the same value.

    `tolerance` (relative, absolute) takes the place of the one for the dtype.
    """
    if expected.kind != actual.kind:
        return [f"{where}: expected {_summary(expected)}, got {_summary(actual)}"]
    found = [
        f"{where}: {fact} should be {expected.facts[fact]!r}, is {actual.facts.get(fact)!r}"
        for fact in expected.facts
        if not _equal(expected.facts[fact], actual.facts.get(fact))
    ]
    if found:
        return found
    if expected.numbers is not None:
        return _number_differences(expected, actual, tolerance, where)
    for index, (one, other) in enumerate(zip(expected.parts, actual.parts)):
        found += differences(one, other, tolerance, f"{where}[{index}]")
    return found


def _equal(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _number_differences(expected, actual, tolerance, where) -> list[str]:
    relative, absolute = tolerance or TOLERANCE.get(expected.facts["dtype"], (0.0, 0.0))
    # NaN, infinities and zero are compared as they are: with no tolerance close means equal.
    same = np.isclose(
        actual.numbers, expected.numbers, rtol=relative, atol=absolute, equal_nan=True
    )
    if same.all():
        return []
    return [f"{where}: should be {_summary(expected)}, is {_summary(actual)}"]


def _summary(value: Described) -> str:
    """The description in one short piece of text, for the message of a failed test."""
    numbers = "" if value.numbers is None else f" {value.numbers!r}"
    facts = ", ".join(f"{name}={fact!r}" for name, fact in value.facts.items())
    return f"{value.kind}({facts}){numbers}"
