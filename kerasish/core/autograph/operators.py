"""What rewritten code calls in the place of Python's control flow.

Each asks first whether the condition is a tensor of the function being traced. If not, it does what
Python does. The names and arguments are those that malt writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kerasish.core import errors, flow
from kerasish.core.autograph import loops
from kerasish.core.autograph.state import (
    Undefined,
    UndefinedReturnValue,
    check_branches,
    is_number,
)
from kerasish.core.context import context
from kerasish.core.lift import Lifted
from kerasish.core.op import describe
from kerasish.core.operator_methods import Operators
from kerasish.core.ranges import SymbolicRange
from kerasish.core.tensor import Tensor

# -- branches -----------------------------------------------------------------------------------


def if_stmt(
    condition: Any,
    body: Callable,
    orelse: Callable,
    get_state: Callable,
    set_state: Callable,
    names: Sequence[str],
    count: int,
) -> None:
    """`if condition: body else: orelse`; of the variables `names` the first `count` go on."""
    if not _staged(condition):
        return body() if condition else orelse()
    start = get_state()

    def ends(branch: Callable) -> Callable:
        def run() -> tuple:
            set_state(start)
            branch()
            return get_state()[:count]

        return run

    values = _chosen(_truth(condition, "an if"), ends(body), ends(orelse), names[:count])
    set_state((*values, *start[count:]))


def if_exp(condition: Any, if_true: Callable, if_false: Callable, text: str) -> Any:
    """`if_true if condition else if_false`; `text` is the condition as it was written."""
    if not _staged(condition):
        return if_true() if condition else if_false()
    truth = _truth(condition, "a conditional expression")
    return _chosen(truth, lambda: (if_true(),), lambda: (if_false(),), [text])[0]


def _chosen(truth: Tensor, main: Callable, other: Callable, names: Sequence[str]) -> tuple:
    """The variables as one of two branches, functions that return them, leaves them."""
    try:
        return _either(truth, main, other, names)
    except Exception:
        if truth.is_symbolic:
            raise
        return main() if truth else other()  # known while tracing, as conditions on shapes are


def _either(truth: Tensor, main: Callable, other: Callable, names: Sequence[str]) -> tuple:
    kept: list[tuple] = []

    def noted(branch: Callable) -> Callable:
        def run() -> tuple:
            kept.append(branch())
            return kept[-1]

        return run

    branches = [Lifted(noted(branch), [], name="branch") for branch in (main, other)]
    same = [a is b and not is_number(a) for a, b in zip(*kept, strict=True)]
    ends = [
        [result for result, one in zip(branch.results, same, strict=True) if not one]
        for branch in branches
    ]
    check_branches([name for name, one in zip(names, same, strict=True) if not one], *ends)
    values = branches[0].structured(flow.select(truth, branches[::-1]))
    return tuple(k if s else v for k, s, v in zip(kept[0], same, values, strict=True))


# -- loops --------------------------------------------------------------------------------------


def while_stmt(
    test: Callable,
    body: Callable,
    get_state: Callable,
    set_state: Callable,
    names: Sequence[str],
    options: dict,
) -> None:
    """`while test: body`."""
    noted = context.trace.noted() if context.trace is not None else {}
    condition = test()
    if not _staged(condition):
        while condition:
            body()
            condition = _known(test())
        return
    context.trace.go_back(noted)
    carried = loops.Carried(names, get_state, set_state)
    loops.run(carried, lambda: _truth(test(), "a while"), body, None)


def for_stmt(
    iterated: Any,
    extra_test: Callable | None,
    body: Callable,
    get_state: Callable,
    set_state: Callable,
    names: Sequence[str],
    options: dict,
) -> None:
    """`for item in iterated: body`, for as long as `extra_test`, which `break` ends."""
    if _staged(iterated) and not _is_text(iterated):
        iterated = iterated if isinstance(iterated, SymbolicRange) else Tensor.convert(iterated)
        rounds = loops.rounds_of(iterated)
        test = None if extra_test is None else lambda: _truth(extra_test(), "a loop")
        if isinstance(rounds.count, Tensor) or rounds.count:
            loops.run(loops.Carried(names, get_state, set_state), test, body, rounds)
    elif extra_test is None:
        for item in iterated:
            body(item)
    elif _known(extra_test()):
        for item in iterated:
            body(item)
            if not _known(extra_test()):
                break


# -- logic --------------------------------------------------------------------------------------


def and_(first: Callable, second: Callable) -> Any:
    """`first and second`."""
    left = first()
    if not _staged(left):
        return left and second()
    truth = _truth(left, "`and`")
    return _chosen(truth, lambda: (_truth(second(), "`and`"),), lambda: (truth,), ["and"])[0]


def or_(first: Callable, second: Callable) -> Any:
    """`first or second`."""
    left = first()
    if not _staged(left):
        return left or second()
    truth = _truth(left, "`or`")
    return _chosen(truth, lambda: (truth,), lambda: (_truth(second(), "`or`"),), ["or"])[0]


def not_(value: Any) -> Any:
    """`not value`."""
    return ~Tensor.convert(value) if _staged(value) else not value


def _staged(value: Any) -> bool:
    """Whether Python cannot decide by this value: it is a tensor of a function being traced."""
    return context.trace is not None and isinstance(value, Operators | SymbolicRange)


def _is_text(value: Any) -> bool:
    return isinstance(value, Tensor) and value.array.dtype.kind == "O"


def _truth(value: Any, what: str) -> Tensor:
    """The value as one boolean.

    Raises:
        ValueError: it is of another dtype, or several.
    """
    tensor = Tensor.convert(value)
    if tensor.array.dtype != bool:
        raise errors.DtypeMismatchError(
            f"the condition of {what} over tensors must be one boolean, but {describe(tensor)} "
            "came. Compare it, as in x > 0 or x != 0, or write tf.cast(x, tf.bool)."
        )
    if tensor.array.ndim:
        raise errors.ShapeMismatchError(
            f"the condition of {what} over tensors must be one boolean, but {describe(tensor)} "
            "came. Use tf.reduce_any(x) or tf.reduce_all(x) for one answer, or, to choose for each "
            "element, tf.where(condition, a, b), tf.logical_and(a, b), tf.logical_or(a, b)."
        )
    return tensor


def _known(condition: Any) -> Any:
    """The condition of a loop that runs in Python.

    Raises:
        NotImplementedError: it became a tensor.
    """
    if _staged(condition):
        raise NotImplementedError(
            "The condition of a loop started as non-Tensor, then changed to Tensor: either a "
            "variable changed type, or a break or return depends on a tensor in a loop over Python "
            "values. Loop over tensors from the start: for i in tf.range(n), or begin with "
            "i = tf.constant(0)."
        )
    return condition


# -- names and functions ------------------------------------------------------------------------


def ld(value: Any) -> Any:
    """The value of a name.

    Raises:
        UnboundLocalError: it has none yet.
    """
    if isinstance(value, Undefined):
        raise UnboundLocalError(f"'{value.symbol_name}' is used before assignment")
    return value


def ldu(load: Callable, name: str) -> Any:
    """The value of something like `a.b` or `a[0]`, which may be missing."""
    try:
        return load()
    except (KeyError, AttributeError, NameError, IndexError):
        return Undefined(name)


class FunctionScope:
    """What surrounds the body of a rewritten function."""

    def __init__(self, function_name: str, scope_name: str, options: Any):
        pass

    def __enter__(self) -> FunctionScope:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def ret(self, value: Any, did_return: Any) -> Any:
        """What the function returns: None if no `return` was met."""
        return None if isinstance(value, UndefinedReturnValue) else value


def with_function_scope(body: Callable, scope_name: str, options: Any) -> Any:
    """What surrounds the body of a rewritten lambda."""
    return body(FunctionScope("lambda", scope_name, options))


STD = None  # the options of malt, of which there are none here
