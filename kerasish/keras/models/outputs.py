"""Which loss, metric, target or weight belongs to which output of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import nest


class OutputMismatchError(ValueError, KeyError):
    """What was given does not belong to the outputs: Keras raises now the one, now the other."""

    __str__ = Exception.__str__  # KeyError's own shows the text in quotes


def alone(given: Any) -> Any:
    """What is in a list or tuple of one thing, as programs with one input or output may write it.

    A list with one number stays: it is data.
    """
    is_one = isinstance(given, list | tuple) and len(given) == 1
    return given[0] if is_one and getattr(given[0], "ndim", 1) else given


def by_output(given: Any, outputs: Any, names: Sequence[str] | None, argument: str) -> list:
    """What was given for each output.

    Args:
        given: one thing for all outputs; or a list or dict with an entry for each.
        outputs: the outputs, nested.
        names: of the outputs in the order of `nest.flatten`, None where they have none.
        argument: what it was given as, for messages.

    Returns:
        a list in the order of `nest.flatten`, None for an output that a dict lacks.

    Raises:
        OutputMismatchError: another number of entries, or names that no output has.
    """
    if not nest.is_nested(outputs):
        if not isinstance(given, dict):
            return [alone(given)]
        if names and list(given) == list(names):
            return [given[names[0]]]
        known = f"is called {names[0]!r}" if names else "has no name"
        raise OutputMismatchError(
            f"`{argument}` is a dict with the keys {list(given)}, but the model has one output, "
            f"which {known}. Hand over what belongs to it alone, without the dict."
        )
    if isinstance(given, dict):
        return _by_name(given, outputs, names, argument)
    parts = _parts(outputs)
    if isinstance(given, list | tuple):
        if len(given) != len(parts):
            raise OutputMismatchError(
                f"`{argument}` has {len(given)} entries, but the model has {len(parts)} outputs"
                f"{_shown(names)}. Give a list with an entry for each of them, or a dict by name."
            )
        return [
            leaf
            for each, (part, its_names) in zip(given, zip(parts, _split(names, parts)))
            for leaf in by_output(each, part, its_names, argument)
        ]
    return [given] * len(nest.flatten(outputs))


def _by_name(given: dict, outputs: Any, names: Sequence[str] | None, argument: str) -> list:
    keys = sorted(outputs) if isinstance(outputs, dict) else list(names or ())
    unknown = [key for key in given if key not in keys]
    if unknown:
        known = f"are {keys}" if keys else "have no names, so give a list"
        raise OutputMismatchError(
            f"`{argument}` has the key {unknown[0]!r}, but the outputs of the model {known}."
        )
    parts = _parts(outputs)
    if not isinstance(outputs, dict):
        return [given.get(name) for name in keys]
    return [
        leaf
        for key, part, its_names in zip(keys, parts, _split(names, parts))
        for leaf in by_output(given.get(key), part, its_names, argument)
    ]


def names_of(outputs: Any, names: Sequence[str] | None) -> list[str | None]:
    """What each output is called in a history: its key in a dict, or the name of its layer."""
    if not nest.is_nested(outputs):
        return [names[0] if names else None]
    parts = _parts(outputs)
    split = _split(names, parts)
    if not isinstance(outputs, dict):
        return [name for part, its in zip(parts, split) for name in names_of(part, its)]
    found: list[str | None] = []
    for key, part, its_names in zip(sorted(outputs), parts, split):
        inner = names_of(part, its_names) if nest.is_nested(part) else [None]
        found += [f"{key}/{name}" if name else key for name in inner]
    return found


def _parts(outputs: Any) -> list:
    return [outputs[key] for key in sorted(outputs)] if isinstance(outputs, dict) else list(outputs)


def _split(names: Sequence[str] | None, parts: Sequence) -> list[Sequence[str] | None]:
    """The names of the leaves of each part."""
    rest = iter(names or ())
    return [[next(rest) for _ in nest.flatten(part)] if names else None for part in parts]


def _shown(names: Sequence[str] | None) -> str:
    return f": {list(names)}" if names else ""
