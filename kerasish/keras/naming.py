"""Names: what a thing without one is called, and the path of a weight inside its model."""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import Any


class _Names(threading.local):
    """The scopes that are open in this thread, outermost first: (name, whose)."""

    def __init__(self):
        self.scopes: list[tuple[str, Any]] = []


_names = _Names()
_counts: Counter[str] = Counter()


def with_arguments(thing: Any) -> str:
    """An object as its class and what is in its public attributes, for `__repr__`."""
    shown = (f"{k}={v!r}" for k, v in vars(thing).items() if not k.startswith("_"))
    return f"<{type(thing).__name__} {', '.join(shown)}>"


def to_snake_case(name: str) -> str:
    """`SimpleDense` as `simple_dense`, the way Keras writes it (`Conv2D` is `conv2d`)."""
    word = re.sub(r"\W+", "", name)
    return re.sub(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", word).lower()


def auto_name(class_name: str) -> str:
    """The next free name for a thing of that class: `dense`, then `dense_1`, and so on."""
    prefix = to_snake_case(class_name)
    number = _counts[prefix]
    _counts[prefix] += 1
    return f"{prefix}_{number}" if number else prefix


def clear_names() -> None:
    """Number from the start again."""
    _counts.clear()


def inside_scope() -> bool:
    """Whether a layer or model is being built or called."""
    return bool(_names.scopes)


class name_scope:
    """Within this block paths run through `name`; entering one's own scope again adds nothing.

    Args:
        name: a part of paths.
        owner: whose scope it is.
    """

    __slots__ = ("_entered", "_scope")

    def __init__(self, name: str, owner: Any):
        self._scope = name, owner

    def __enter__(self) -> None:
        scopes = _names.scopes
        self._entered = not (scopes and scopes[-1][1] is self._scope[1])
        if self._entered:
            scopes.append(self._scope)

    def __exit__(self, *error: object) -> None:
        if self._entered:
            _names.scopes.pop()


def path_of(name: str) -> str:
    """The path of `name` in the scopes that are open, such as `sequential/dense/kernel`."""
    return "/".join([scope for scope, _ in _names.scopes] + [name])
