"""A function rewritten so that its control flow goes through calls.

`if x > 0: y = x` becomes `ag__.if_stmt(x > 0, body, orelse, …)`, where `body` is the branch as a
function. What these calls do is in `operators`.
"""

from __future__ import annotations

import ast
import inspect
import types
import weakref
from collections.abc import Callable
from typing import Any

from kerasish.core.autograph import source

_MADE = ("rewritten_", "if_body", "else_body", "loop_body", "loop_test", "extra_test", "get_state")
_factories: weakref.WeakKeyDictionary[types.CodeType, types.CodeType] = weakref.WeakKeyDictionary()


def rewritten(function: types.FunctionType, operators: Any) -> Callable:
    """The same function with its control flow in the hands of `operators`.

    Functions of the same code share what was rewritten, unless they stand in different files:
    code is equal wherever it stands, and tracebacks show where.

    Raises:
        NoSource: the function's text is not to be had.
        Unsupported: there is something in it that is not rewritten.
    """
    code = function.__code__
    factory = _factories.get(code)
    if factory is None or factory.co_filename != code.co_filename:
        factory = _factories[code] = _factory(function)
    cells = dict(zip(code.co_freevars, function.__closure__ or (), strict=True))
    closure = tuple(cells[name] for name in factory.co_freevars)
    make = types.FunctionType(factory, function.__globals__, closure=closure)
    new = make(operators)
    new.__defaults__, new.__kwdefaults__ = function.__defaults__, function.__kwdefaults__
    new.__name__, new.__qualname__ = function.__name__, function.__qualname__
    return new


def to_code(entity: Callable, recursive: bool = True) -> str:
    """The source of a function as it is rewritten, to look at.

    Raises:
        ValueError: its source is not to be had, or has something in it that is not rewritten.
    """
    function = inspect.unwrap(getattr(entity, "python_function", entity))
    function = getattr(function, "__func__", function)
    try:
        return ast.unparse(_module(function).body[0].body[-2].body[0])
    except (source.NoSource, SyntaxError) as error:
        raise ValueError(f"{function.__qualname__}() is not rewritten: {error}.") from None


def _factory(function: types.FunctionType) -> types.CodeType:
    """The code of a function from operators to the rewritten function."""
    code = compile(_module(function), function.__code__.co_filename, "exec", dont_inherit=True)
    places: dict[str, Any] = {}
    exec(_renamed(code, function.__code__), places)
    (outer,) = (value for name, value in places.items() if name != "__builtins__")
    return outer().__code__


def _module(function: types.FunctionType) -> ast.Module:
    node = source.syntax_tree(function)
    from kerasish.core.autograph import passes  # takes 20 ms, and few programs need it

    return passes.module_of(node, function)


def _renamed(code: types.CodeType, like: types.CodeType) -> types.CodeType:
    """The code, each function in it that the rewriting made named after the learner's."""
    constants = tuple(
        _renamed(constant, like) if isinstance(constant, types.CodeType) else constant
        for constant in code.co_consts
    )
    if code.co_name.startswith(_MADE):
        return code.replace(co_consts=constants, co_name=like.co_name, co_qualname=like.co_qualname)
    inner = code.co_qualname.rpartition(f"rewritten_{like.co_name}")[2]
    return code.replace(co_consts=constants, co_qualname=like.co_qualname + inner)
