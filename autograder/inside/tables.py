"""What was found at first under which names, and what has changed there since.

The guard calls these functions while student code is at work. They run nothing of it: no
comparison, no representation, no attribute of a student's object.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import repeat
from operator import is_
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

# Where it is, as text; where to look; the names to look up; what was found; all names there, and
# all that they stood for, in their order.
Table = tuple[str, Mapping[str, Any], list[str], list[Any], list[str], list[Any]]

# Parts of NumPy that no test needs, a third of it.
_LEFT_OUT = ("numpy.ma", "numpy.polynomial", "numpy.f2py", "numpy.testing", "numpy.typing")
_CODE = (FunctionType, property, staticmethod, classmethod, ModuleType)
_name_of_type = type.__dict__["__name__"].__get__


def table(place: str, mapping: Mapping[str, Any], names: Iterable[str]) -> Table:
    """What some names stand for now."""
    names = list(names)
    found = [mapping.get(name) for name in names]
    keys = list(mapping) if sound(mapping) else []
    return place, mapping, names, found, keys, list(mapping.values())


def of_package(package: str) -> Iterator[Table]:
    """The functions and classes of a package that was imported; all that a single file holds."""
    seen = set()
    for name, module in list(sys.modules.items()):
        if name != package and not name.startswith(f"{package}.") or name.startswith(_LEFT_OUT):
            continue
        members = vars(module)
        small = name == package and not hasattr(module, "__path__")
        yield table(name, members, [key for key in members if small or _is_code(members[key])])
        for member in list(members.values()):
            own = isinstance(member, type) and member.__module__.partition(".")[0] == package
            if own and id(member) not in seen:
                seen.add(id(member))
                yield of_class(member)


def of_class(kind: type) -> Table:
    """The methods of a class."""
    members = vars(kind)
    name = f"{kind.__module__}.{kind.__qualname__}"
    return table(name, members, [key for key in members if _is_code(members[key])])


def functions(tables: Iterable[Table]) -> dict[int, tuple[str, Any]]:
    """The functions in tables, each with its name, by their ids."""
    return {
        id(value): (_called(place, name), value)
        for place, _, names, values, *_ in tables
        for name, value in zip(names, values)
        if type(value) is FunctionType
    }


def sound(mapping: Mapping[str, Any]) -> bool:
    """Whether all names are plain text: one of another class would run its own comparison."""
    return all(map(is_, map(type, mapping), repeat(str)))


def as_found(table: Table) -> bool:
    """Whether nothing at all has changed. This is quicker than to look up name by name."""
    _, mapping, _, _, keys, members = table
    return (
        len(mapping) == len(keys)
        and all(map(is_, mapping, keys))
        and all(map(is_, mapping.values(), members))
    )


def unchanged(table: Table) -> bool:
    """Whether the names of a sound table stand for what they stood for."""
    _, mapping, names, values, *_ = table
    return all(map(is_, map(mapping.get, names), values))


def changes(table: Table, allowed: Callable[[str, Any], bool]) -> list[str]:
    """What has changed in a sound table, each in words.

    Args:
        table: The table.
        allowed: Whether a name may stand for another value.
    """
    place, mapping, names, values, *_ = table
    return [
        f"{_called(place, name)} is {described(mapping.get(name))} now"
        for name, value in zip(names, values)
        if mapping.get(name) is not value and not allowed(name, mapping.get(name))
    ]


def additions(table: Table, built_in: Mapping[str, Any]) -> list[str]:
    """The names that were added to a sound table and hide what was found elsewhere, in words.

    In a class that is every name, which may be inherited; in a module a built-in one.
    """
    place, mapping, _, _, keys, _ = table
    return [
        f"{_called(place, name)} was added"
        for name in mapping.keys() - frozenset(keys)
        if name in built_in or (type(mapping) is not dict and _is_code_exactly(mapping[name]))
    ]


def described(value: Any) -> str:
    """What a value is."""
    kind = type(value)
    if kind is FunctionType:
        code = value.__code__
        return f"the function `{code.co_name}`, made in line {code.co_firstlineno} of its cell"
    if kind is BuiltinFunctionType:
        return f"the built-in function `{value.__name__}`"
    return "gone" if value is None else f"of the type `{_name_of_type(kind)}`"


def _is_code(value: Any) -> bool:
    return isinstance(value, _CODE) or callable(value)


def _is_code_exactly(value: Any) -> bool:
    return type(value) in _CODE or callable(value)


def _called(place: str, name: str) -> str:
    return f"`{place}.{name}`" if place else f"`{name}`"
