"""The variables that a branch or a loop changes: which values they may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes, nest
from kerasish.core.op import describe
from kerasish.core.operator_methods import Operators
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor


class Undefined:
    """In the place of a value that a name has not been given yet."""

    def __init__(self, symbol_name: str):
        self.symbol_name = symbol_name


class UndefinedReturnValue:
    """In the place of what a function returns, before it has."""


NUMBERS = Operators | bool | int | float | complex | np.ndarray | np.generic | jax.Array


def is_undefined(value: Any) -> bool:
    """Whether a name has no value yet."""
    return isinstance(value, Undefined | UndefinedReturnValue)


def is_number(leaf: Any) -> bool:
    """Whether a leaf can be a result of a traced operation: numbers can, text cannot."""
    if isinstance(leaf, Tensor) and leaf.array.dtype.kind == "O":
        return False
    return isinstance(leaf, NUMBERS)


def is_spec(leaf: Any) -> bool:
    """Whether a leaf stands for a tensor by its shape and dtype."""
    return isinstance(leaf, jax.ShapeDtypeStruct)


def check_branches(names: Sequence[str], main: Sequence, other: Sequence) -> None:
    """Check that two branches give each variable values of one form.

    Args:
        names: of the variables.
        main: for each what it is at the end of the branch taken if the condition is true, with a
            `jax.ShapeDtypeStruct` for each tensor.
        other: the same for the else branch.

    Raises:
        ValueError: a variable without a value in one branch, or of two shapes.
        TypeError: a variable of two dtypes or structures.
    """
    for name, *values in zip(names, main, other, strict=True):
        for value, there, here in (
            (values[0], values[1], "main"),
            (values[1], values[0], "else"),
        ):
            if is_undefined(value) and not is_undefined(there):
                raise ValueError(_missing(name, here))
            if value is None and there is not None:
                raise ValueError(
                    f"'{name}' is None at the end of the {here} branch, and {_told(there)} at the "
                    "end of the other. Which branch runs is known only later, so both must give "
                    f"it a value of one kind: write {name} = tf.zeros_like(...) instead of None."
                )
        _check_leaves(name, *values)


def _missing(name: str, branch: str) -> str:
    if name.startswith("retval_"):
        return (
            f"the {branch} branch must also have a return statement. The condition is a tensor, so "
            "which branch runs is known only later: return a value of the same dtype in both."
        )
    return (
        f"'{name}' must also be initialized in the {branch} branch. The condition is a tensor, so "
        f"which branch runs is known only later: give {name} a value before the if, or in both "
        "branches."
    )


def _check_leaves(name: str, main: Any, other: Any) -> None:
    first, second = nest.flatten(main), nest.flatten(other)
    if len(first) != len(second) or type(main) is not type(other):
        raise TypeError(
            f"'{name}' must have the same nested structure in the main and else branches, but is "
            f"{_told(main)} in one and {_told(other)} in the other."
        )
    for a, b in zip(first, second, strict=True):
        if not (is_spec(a) and is_spec(b)):
            if not (a is b or is_undefined(a) or _same(a, b)):
                raise TypeError(
                    f"'{name}' is {_told(a)} in the main branch, but {_told(b)} in the else "
                    "branch. The condition is a tensor, and only tensors and numbers can depend on "
                    "one inside tf.function. Return a number, and choose text or objects outside."
                )
        elif a.dtype != b.dtype:
            raise TypeError(
                f"'{name}' has dtype {_dtype(a)} in the main branch, but dtype {_dtype(b)} in the "
                f"else branch. Write both alike, for example tf.cast({_value(name)}, "
                f"tf.{_wide(a, b)})."
            )
        elif a.shape != b.shape:
            raise ValueError(
                f"'{name}' has shape {TensorShape(a.shape)} in the main branch, but shape "
                f"{TensorShape(b.shape)} in the else branch. A compiled program has one shape for "
                "each value: give both the same, for example with tf.reshape or tf.pad, or choose "
                "outside tf.function."
            )


def check_round(name: str, before: jax.ShapeDtypeStruct, after: Any) -> None:
    """Check that a variable of a loop is after one round what it was before the loop.

    Raises:
        TypeError: it has another dtype, or is no tensor any more.
        ValueError: it has another shape.
    """
    if not is_spec(after):
        raise TypeError(
            f"'{name}' is {_told(before)} before the loop, but {_told(after)} after one iteration. "
            "A loop over tensors is one operation: what it changes stays a tensor."
        )
    if before.dtype != after.dtype:
        raise TypeError(
            f"'{name}' has dtype {_dtype(before)} before the loop, but dtype {_dtype(after)} after "
            f"one iteration. Let it begin with that dtype: "
            f"{name} = tf.constant(..., tf.{_dtype(after)})"
            + (", or 0.0 instead of 0." if after.dtype.kind == "f" else ".")
        )
    if before.shape != after.shape:
        raise ValueError(
            f"'{name}' has shape {TensorShape(before.shape)} before the loop, but shape "
            f"{TensorShape(after.shape)} after one iteration. A loop over tensors is one "
            "operation, whose variables keep their shapes. Make room before the loop and fill it, "
            "for example with tf.tensor_scatter_nd_update, or loop over Python's range(n) with a "
            "number n, which is unrolled."
        )


def check_constant(name: str, before: Any, after: Any) -> None:
    """Check that what is no tensor stays as it is in a loop.

    Raises:
        TypeError: it changes.
        ValueError: it was None and becomes something.
    """
    if before is after or _same(before, after):
        return
    if before is None:
        raise ValueError(
            f"'{name}' is None before the loop, but {_told(after)} after one iteration. Let it "
            f"begin with a tensor like that: {name} = tf.zeros(...)."
        )
    raise TypeError(
        f"'{name}' is {_told(before)} before the loop, but {_told(after)} after one iteration. "
        "Only tensors and numbers can change in a loop over tensors inside tf.function."
    )


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, Tensor) and isinstance(b, Tensor):  # text
        return np.array_equal(a.array, b.array)
    return type(a) is type(b) and not is_spec(a) and bool(a == b)


def _told(value: Any) -> str:
    if is_spec(value):
        return f"a tensor of dtype {_dtype(value)} and shape {TensorShape(value.shape)}"
    if isinstance(value, Tensor):
        return f"the text {value.numpy()!r}"
    return describe(value)


def _dtype(spec: jax.ShapeDtypeStruct) -> str:
    return dtypes.from_numpy(spec.dtype).name


def _wide(a: jax.ShapeDtypeStruct, b: jax.ShapeDtypeStruct) -> str:
    return _dtype(a if a.dtype.kind == "f" else b)


def _value(name: str) -> str:
    return "value" if name.startswith("retval_") else name
