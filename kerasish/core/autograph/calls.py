"""Which functions are rewritten: the learner's own, and what they call, when a trace calls them."""

from __future__ import annotations

import functools
import inspect
import os
import sysconfig
import types
import weakref
from collections.abc import Callable
from typing import Any

from kerasish.core import dtypes
from kerasish.core.autograph import operators
from kerasish.core.autograph.rewrite import rewritten
from kerasish.core.autograph.source import NoSource
from kerasish.core.context import context
from kerasish.core.dtypes import DType
from kerasish.core.kernel import Kernel, run
from kerasish.core.operator_methods import Operators
from kerasish.core.ranges import SymbolicRange
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import warn

_PATHS = sysconfig.get_paths()
_OTHERS = (
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep,
    *(_PATHS[name] + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")),
    "<frozen",
    "<string>",
    "<__array_function__",
)
_MARK = "_control_flow_is_rewritten"
_NOT_PLAIN = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_as_they_are: weakref.WeakSet[types.CodeType] = weakref.WeakSet()


def converted(function: Callable) -> Callable:
    """The function with its control flow rewritten, if it is the learner's and a trace calls it."""
    if context.trace is None or not context.autograph:
        return function
    if isinstance(function, functools.partial):
        return functools.partial(converted(function.func), *function.args, **function.keywords)
    if isinstance(function, types.MethodType):
        return types.MethodType(converted(function.__func__), function.__self__)
    if isinstance(function, types.FunctionType):
        return _rewritten(function) if _is_learners(function) else function
    if not isinstance(function, type):
        call = inspect.getattr_static(type(function), "__call__", None)
        if isinstance(call, types.FunctionType) and _is_learners(call):
            return types.MethodType(_rewritten(call), function)
    return function


def converted_call(function: Callable, args: tuple, kwargs: dict | None, scope: Any) -> Any:
    """`function(*args, **kwargs)`, as rewritten code calls it."""
    if any(isinstance(arg, Operators) for arg in args) and context.trace is not None:
        for builtin, instead in _INSTEAD.items():
            if function is builtin:
                return instead(*args)
    return converted(function)(*args, **(kwargs or {}))


def autograph_artifact(function: Callable) -> Callable:
    """Mark a function that is rewritten already, or never shall be."""
    setattr(function, _MARK, True)
    return function


def do_not_convert(func: Callable | None = None) -> Callable:
    """Decorate a function whose `if`, `while` and `for` stay Python's, also in `tf.function`."""
    if func is None:
        return do_not_convert

    @functools.wraps(func)
    def plain(*args, **kwargs):
        with rewriting(False):
            return func(*args, **kwargs)

    return autograph_artifact(plain)


class rewriting:
    """Within this block functions that a trace calls are rewritten, or are not."""

    def __init__(self, wanted: bool):
        self._wanted = wanted

    def __enter__(self) -> None:
        self._outer, context.autograph = context.autograph, self._wanted

    def __exit__(self, *error: object) -> None:
        context.autograph = self._outer


def _is_learners(function: types.FunctionType) -> bool:
    """Whether a function is neither part of Python nor of an installed library."""
    return not function.__code__.co_filename.startswith(_OTHERS)


def _rewritten(function: types.FunctionType) -> Callable:
    code = function.__code__
    if code in _as_they_are or code.co_flags & _NOT_PLAIN or hasattr(function, _MARK):
        return function
    try:
        return autograph_artifact(rewritten(function, _OPERATORS))
    except NoSource as problem:
        reason = str(problem)
    except Exception as problem:  # malt's own, and what it does not know of the language
        reason = f"{problem} ({type(problem).__name__})"
    _as_they_are.add(code)
    warn(
        f"The if, while and for in {function.__qualname__}() stay Python's, which cannot decide by "
        f"a tensor inside tf.function: {reason}. Use tf.cond, tf.where or tf.while_loop there; "
        "decorate the function with tf.autograph.experimental.do_not_convert to silence this."
    )
    return function


def _range(*bounds: Any) -> SymbolicRange:
    """Python's `range` of tensors."""
    start, limit, delta = {1: (0, *bounds, 1), 2: (*bounds, 1)}.get(len(bounds), bounds)
    found = next(bound for bound in bounds if isinstance(bound, Operators)).dtype
    return SymbolicRange(*(Tensor.convert(bound, hint=found) for bound in (start, limit, delta)))


def _cast(dtype: DType) -> Callable:
    """Python's `int` or `float` of a tensor."""
    kernel = Kernel("cast", lambda x: x.astype(dtype.as_numpy_dtype))
    return lambda value: run(kernel, [Tensor.convert(value)], Tensor)


_INSTEAD = {range: _range, int: _cast(dtypes.int32), float: _cast(dtypes.float32)}
_OPERATORS = types.SimpleNamespace(
    **{name: value for name, value in vars(operators).items() if not name.startswith("__")},
    converted_call=converted_call,
    autograph_artifact=autograph_artifact,
)
