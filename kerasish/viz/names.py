"""What the reader calls a tensor: the names in the reader's cell that stand for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import FrameType
from typing import Any

import kerasish as tf
from kerasish.core.context import no_recording

MEMBERS = 50  # of a list or dict that are looked at


def names_in(frame: FrameType) -> dict[int, str]:
    """The names of tensors and variables where a function was called.

    Args:
        frame: of the caller.

    Returns:
        for the id of each tensor, and of the tensor that a variable holds, a name such as "x" or
        "weights[0]"; of several names the first.
    """
    found: dict[int, str] = {}
    for space in (frame.f_locals, frame.f_globals):
        plain = {name: value for name, value in space.items() if not name.startswith("_")}
        add_names(found, plain.items())
        for name, value in plain.items():
            add_names(found, _members(name, value))
    return found


def add_names(found: dict[int, str], named: Iterable[tuple[str, Any]]) -> None:
    """Add the names of tensors and variables to `found`, where there is none yet."""
    for name, value in named:
        if isinstance(value, tf.Variable):
            with no_recording():
                found.setdefault(id(tf.convert_to_tensor(value)), name)
        if isinstance(value, tf.Tensor | tf.Variable):
            found.setdefault(id(value), name)


def variable_name(variable: tf.Variable) -> str:
    """The name that a variable has of its own, such as "dense/kernel"."""
    path = getattr(variable, "path", None)
    return "/".join(path.split("/")[-2:]) if path else variable.name.removesuffix(":0")


def _members(name: str, value: Any) -> list[tuple[str, Any]]:
    if type(value) in (list, tuple) and len(value) <= MEMBERS:
        return [(f"{name}[{place}]", item) for place, item in enumerate(value)]
    if isinstance(value, Mapping) and type(value) is dict and len(value) <= MEMBERS:
        return [(f"{name}[{key!r}]", item) for key, item in value.items()]
    return []


def name_of(thing: Any, frame: FrameType) -> str:
    """The name of any object where a function was called; "tape" if it has none."""
    for space in (frame.f_locals, frame.f_globals):
        for name, value in space.items():
            if value is thing and not name.startswith("_"):
                return name
    return "tape"
