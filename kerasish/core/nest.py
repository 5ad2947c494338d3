"""Nested structures: lists, tuples and dicts with leaves in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def is_nested(seq: Any) -> bool:
    """Whether a value is a list, tuple or dict."""
    return isinstance(seq, list | tuple | dict)


def flatten(structure: Any) -> list:
    """The leaves, dicts in the order of their sorted keys; a lone value is one leaf."""
    leaves: list = []
    _collect(structure, leaves)
    return leaves


def _collect(structure: Any, leaves: list) -> None:
    if isinstance(structure, dict):
        for key in sorted(structure):
            _collect(structure[key], leaves)
    elif isinstance(structure, list | tuple):
        for item in structure:
            _collect(item, leaves)
    else:
        leaves.append(structure)


def map_structure(function: Callable, structure: Any) -> Any:
    """The same structure with every leaf replaced by `function(leaf)`."""
    if isinstance(structure, dict):
        # in the order of flatten, so that a function may count the leaves
        changed = {key: map_structure(function, structure[key]) for key in sorted(structure)}
        return type(structure)((key, changed[key]) for key in structure)
    if isinstance(structure, tuple) and hasattr(structure, "_fields"):
        return type(structure)(*(map_structure(function, item) for item in structure))
    if isinstance(structure, list | tuple):
        return type(structure)(map_structure(function, item) for item in structure)
    return function(structure)


def pack_like(structure: Any, leaves: list) -> Any:
    """`leaves` in the form of `structure`."""
    rest = iter(leaves)
    return map_structure(lambda _: next(rest), structure)
