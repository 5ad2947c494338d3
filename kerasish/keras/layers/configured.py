"""The config of a layer: the library's by the rule of `Configured`, one's own by its arguments."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from kerasish.core import nest
from kerasish.keras.saving.config import Configured, takes, within_scope
from kerasish.keras.saving.objects import in_library

_PLAIN = (str, int, float, bool, type(None))
_BASE = ("name", "trainable", "dtype")


class ConfiguredLayer(Configured):
    """Something with a name, weights and layers inside that can be made again.

    A class of one's own whose arguments are numbers, texts and None needs no `get_config`: the
    arguments are noted when an object is made.
    """

    config_if_changed = frozenset({"activity_regularizer", "autocast"})

    def __new__(cls, *args: Any, **kwargs: Any):
        """Note the arguments where the class is one's own."""
        layer = super().__new__(cls)
        if not in_library(cls):
            object.__setattr__(layer, "_made_with", _noted(cls, args, kwargs))
        return layer

    def get_config(self) -> dict[str, Any]:
        """The arguments that make such a layer again, as plain data.

        Raises:
            NotImplementedError: a class of one's own without `get_config`, some of whose arguments
                are no plain data.
        """
        kind = type(self)
        if kind.get_config is not ConfiguredLayer.get_config or not _has_own_init(kind):
            return self._library_config()
        if self._made_with.problem is not None:
            raise NotImplementedError(_ADVICE.format(name=kind.__name__, arguments=self._made_with))
        config = {"name": self.name} if takes(kind, "name") else {}
        library = {"trainable": self.trainable, "dtype": dtype_config(self.dtype)}
        return config | self._made_with.arguments | library

    def _config_value(self, name: str) -> Any:
        value = super()._config_value(name)
        return dtype_config(value) if name == "dtype" else value

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """A layer like the one whose `get_config` gave `config`, with weights of its own.

        Name, dtype and whether it is trained are set afterwards where `__init__` does not take
        them.
        """
        config = within_scope(cls, config)
        later = {n: config.pop(n) for n in _BASE if n in config and not takes(cls, n)}
        layer = cls(**config)
        if not later.get("trainable", True):
            layer.trainable = False
        return layer

    def get_build_config(self) -> dict[str, Any] | None:
        """What `build` got, None for a layer that has not been built."""
        if self._build_shape is None or not self._has_own_build():
            return None
        return {"input_shape": self._build_shape}

    def build_from_config(self, config: dict[str, Any]) -> None:
        """Make the weights for the shape that `get_build_config` gave."""
        if not self.built:
            self.build(shapes_in(config["input_shape"]))


def dtype_config(name: str) -> dict[str, Any]:
    """A layer's dtype as Keras writes it."""
    return {
        "module": "keras",
        "class_name": "DTypePolicy",
        "config": {"name": name},
        "registered_name": None,
    }


def shapes_in(value: Any) -> Any:
    """Shapes that JSON made lists of as tuples again."""
    if isinstance(value, dict):
        return {key: shapes_in(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        if all(item is None or isinstance(item, int) for item in value):
            return tuple(value)
        return [shapes_in(item) for item in value]
    return value


@dataclass
class _Arguments:
    """What a layer of one's own was made with, by name; `problem` says why it is no config."""

    arguments: dict[str, Any]
    problem: str | None = None

    def __str__(self) -> str:
        return str(self.problem)


def _noted(kind: type, args: Sequence, kwargs: dict[str, Any]) -> _Arguments:
    signature = inspect.signature(kind.__init__)
    try:
        bound = signature.bind(None, *args, **kwargs)
    except TypeError as error:  # __init__ itself is about to tell it
        return _Arguments({}, str(error))
    bound.apply_defaults()
    found: dict[str, Any] = {}
    for place, parameter in enumerate(signature.parameters.values()):
        value = bound.arguments[parameter.name]
        if place == 0:
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            found |= value
        elif parameter.kind is not parameter.VAR_POSITIONAL:
            found[parameter.name] = value
        elif value:
            return _Arguments({}, f"*{parameter.name}, which have no names")
    found.pop("name", None)
    wrong = [name for name, value in found.items() if not _is_plain(value)]
    if wrong:
        return _Arguments({}, " and ".join(f"{n}={found[n]!r}" for n in wrong))
    return _Arguments(found)


def _is_plain(value: Any) -> bool:
    return all(isinstance(leaf, _PLAIN) for leaf in nest.flatten(value))


def _has_own_init(kind: type) -> bool:
    return not in_library(next(base for base in kind.__mro__ if "__init__" in vars(base)))


_ADVICE = """\
Object {name} was created by passing non-serializable argument values in `__init__()`: {arguments}.
Therefore {name} must override `get_config()`, for example:

    def get_config(self):
        config = super().get_config()
        config.update({{"argument": self.argument}})
        return config

Objects with a config of their own, such as layers, are written as keras.layers.serialize(layer),
and made again in from_config(cls, config) with keras.layers.deserialize(config["layer"])."""
