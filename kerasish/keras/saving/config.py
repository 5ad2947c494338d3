"""Configured: what is made again from its config.

A config is the arguments of `__init__` by name. For the classes of the library nobody writes it
down twice: it is read off from the parameters of `__init__` and the attributes of the same names.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any, Self

from kerasish.keras.saving.objects import in_library
from kerasish.keras.saving.out_of_scope import OUT_OF_SCOPE, OUT_OF_SCOPE_ADVICE
from kerasish.keras.saving.serialization import (
    deserialize_keras_object,
    is_config,
    serialize_keras_object,
)


class Configured:
    """Something that `get_config` describes and `from_config` makes again.

    A class of one's own extends it in both cases alike:

        def get_config(self):
            return {**super().get_config(), "units": self.units}

    Attributes:
        config_omits: parameters that are not in the config.
        config_if_changed: parameters that are in it only where they are not the default.
        config_is_own: whether a class of one's own has to define `get_config`.
    """

    config_omits: frozenset[str] = frozenset()
    config_if_changed: frozenset[str] = frozenset()
    config_is_own = False

    def get_config(self) -> dict[str, Any]:
        """The arguments that make such an object again, as plain data.

        Raises:
            NotImplementedError: a class of one's own that must define it.
        """
        kind = type(self)
        if self.config_is_own and not in_library(kind):
            raise NotImplementedError(
                f"{kind.__name__} does not implement get_config(). Define get_config(self) in it, "
                "and return a dict of the arguments of __init__."
            )
        return self._library_config()

    def _library_config(self) -> dict[str, Any]:
        """The config of the library's part of the object."""
        config = {}
        for name, default in _parameters(type(self)).items():
            value = self._config_value(name)
            if name not in self.config_if_changed or value != default:
                config[name] = self._as_data(name, value)
        return config | _absent(type(self))

    def _as_data(self, name: str, value: Any) -> Any:
        try:
            return serialize_keras_object(value)
        except ValueError as error:
            raise ValueError(f"{name}= of {self!r} cannot be saved. {error}") from None

    def _config_value(self, name: str) -> Any:
        """What the parameter `name` got; classes that keep it elsewhere override this."""
        return getattr(self, name)

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """An object like the one whose `get_config` gave `config`."""
        return cls(**{name: _revived(value) for name, value in within_scope(cls, config).items()})


def _revived(value: Any) -> Any:
    return deserialize_keras_object(value) if is_config(value) else value


def within_scope(kind: type, config: dict[str, Any]) -> dict[str, Any]:
    """A config, or arguments, without those that Keras has and this kit has not.

    Raises:
        ValueError: one of them is not at its default.
    """
    absent = _absent(kind)
    for name, default in absent.items():
        if name in config and config[name] != default:
            advice = next((text for part, text in OUT_OF_SCOPE_ADVICE.items() if part in name), "")
            raise ValueError(
                f"{kind.__name__}({name}={config[name]!r}) is not part of this course: only "
                f"{default!r} is taken. {advice}".rstrip()
            )
    return {name: value for name, value in config.items() if name not in absent}


def takes(kind: type, name: str) -> bool:
    """Whether `__init__` of a class takes an argument of that name."""
    parameters = inspect.signature(kind.__init__).parameters
    return name in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


@cache
def _parameters(kind: type) -> dict[str, Any]:
    """The parameters of the library's `__init__`, those behind `**kwargs` first, with defaults."""
    levels = []
    for signature in _signatures(kind):
        named = [p for p in signature.parameters.values() if p.kind not in _VARIADIC]
        levels.append({p.name: p.default for p in named if p.name != "self"})
        if all(p.kind is not p.VAR_KEYWORD for p in signature.parameters.values()):
            break
    found: dict[str, Any] = {}
    for level in reversed(levels):
        found |= level
    return {name: default for name, default in found.items() if name not in kind.config_omits}


_VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def _signatures(kind: type) -> Iterator[inspect.Signature]:
    for base in kind.__mro__:
        if "__init__" in vars(base) and base is not object and in_library(base):
            yield inspect.signature(base.__init__)


@cache
def _absent(kind: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base in kind.__mro__:
        if in_library(base):
            found |= OUT_OF_SCOPE.get(f"{public_part(base)}{base.__name__}", {})
    return found


def public_part(kind: type) -> str:
    """`metrics.` for a metric: losses and metrics of one name differ in what they lack."""
    return "metrics." if ".metrics." in kind.__module__ else ""
