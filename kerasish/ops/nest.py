"""Nested lists, tuples and dicts of tensors, leaf by leaf."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kerasish.core import nest
from kerasish.core.nest import flatten, is_nested
from kerasish.core.tracebacks import points_at_caller

__all__ = [
    "assert_same_structure",
    "flatten",
    "is_nested",
    "map_structure",
    "pack_sequence_as",
]


@points_at_caller
def map_structure(func: Callable, *structures: Any, **options) -> Any:
    """The same structure with every leaf replaced by `func` of it.

    Args:
        func: a function of as many leaves as there are structures.
        *structures: nested lists, tuples and dicts, all of one form.

    Raises:
        TypeError, ValueError: the structures differ.
    """
    for other in structures[1:]:
        assert_same_structure(structures[0], other)
    rest = zip(*map(flatten, structures), strict=True)
    return nest.map_structure(lambda _: func(*next(rest)), structures[0])


@points_at_caller
def pack_sequence_as(structure: Any, flat_sequence: list, expand_composites=False) -> Any:
    """The leaves `flat_sequence` in the form of `structure`.

    Raises:
        ValueError: another number of leaves.
    """
    count = len(flatten(structure))
    if count != len(flat_sequence):
        raise ValueError(
            f"Could not pack sequence. Structure had {count} atoms, but flat_sequence had "
            f"{len(flat_sequence)} items."
        )
    return nest.pack_like(structure, list(flat_sequence))


@points_at_caller
def assert_same_structure(nest1: Any, nest2: Any, check_types=True, expand_composites=False):
    """Check that two structures are nested in the same way.

    Raises:
        ValueError: another number of parts, or a leaf where the other has none.
        TypeError: a list where the other has a tuple, and the like.
    """
    if is_nested(nest1) != is_nested(nest2):
        raise ValueError(
            f"The two structures don't have the same nested structure: {nest1!r} and {nest2!r}."
        )
    if not is_nested(nest1):
        return
    if check_types and type(nest1) is not type(nest2):
        raise TypeError(
            "The two structures don't have the same sequence type: "
            f"{type(nest1).__name__} and {type(nest2).__name__}."
        )
    if isinstance(nest1, dict):
        if set(nest1) != set(nest2):
            raise ValueError(
                f"The two dictionaries don't have the same set of keys: {sorted(nest1)} and "
                f"{sorted(nest2)}."
            )
        pairs = [(nest1[key], nest2[key]) for key in nest1]
    elif len(nest1) != len(nest2):
        raise ValueError(
            f"The two structures don't have the same number of elements: {nest1!r} and {nest2!r}."
        )
    else:
        pairs = list(zip(nest1, nest2, strict=True))
    for one, other in pairs:
        assert_same_structure(one, other, check_types)
