"""Module: an object that knows the variables in its attributes."""

from __future__ import annotations

from typing import Any

from kerasish.core.variable import Variable


class Module:
    """A base for things that hold variables, at any depth of lists, dicts and modules.

    Args:
        name: shown when printed.
    """

    def __init__(self, name: str | None = None):
        self._name = name or type(self).__name__.lower()

    @property
    def name(self) -> str:
        return self._name

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All variables, those of the object's own attributes first, each once."""
        own, below = [], []
        _collect(self, Variable, own, below, set())
        return tuple(own + below)

    @property
    def trainable_variables(self) -> tuple[Variable, ...]:
        return tuple(variable for variable in self.variables if variable.trainable)

    @property
    def non_trainable_variables(self) -> tuple[Variable, ...]:
        return tuple(variable for variable in self.variables if not variable.trainable)

    @property
    def submodules(self) -> tuple[Module, ...]:
        """All modules inside, each once."""
        own, below = [], []
        _collect(self, Module, own, below, {id(self)})
        return tuple(own + below)


def _collect(module: Module, kind: type, own: list, below: list, seen: set[int]) -> None:
    """Members of `kind`: `own` are the module's, `below` those of modules inside it."""
    inner: list[Module] = []
    for name in sorted(vars(module)):
        _visit(vars(module)[name], kind, own, inner, seen)
    for child in inner:
        _collect(child, kind, below, below, seen)


def _visit(value: Any, kind: type, own: list, inner: list[Module], seen: set[int]) -> None:
    if isinstance(value, kind) and id(value) not in seen:
        seen.add(id(value))
        own.append(value)
        if isinstance(value, Module):
            inner.append(value)
    elif isinstance(value, Module) and id(value) not in seen:
        seen.add(id(value))
        inner.append(value)
    elif isinstance(value, list | tuple):
        for item in value:
            _visit(item, kind, own, inner, seen)
    elif isinstance(value, dict):
        for key in value:
            _visit(value[key], kind, own, inner, seen)
