"""Names of classes and functions in configs: the library's own, and those of one's own.

A config is data. What it names is looked up here and nowhere else: among the public names of the
library, and among what was registered or handed over as `custom_objects`. No module is imported
because a file says so.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from kerasish.core.tracebacks import points_at_caller

# Where the library's names are found; a class belongs to the last of these that it lies in.
PUBLIC = (
    "keras",
    "keras.activations",
    "keras.initializers",
    "keras.layers",
    "keras.losses",
    "keras.metrics",
    "keras.optimizers",
    "keras.optimizers.schedules",
    "keras.regularizers",
)
_FUNCTIONS = ("keras.activations", "keras.losses", "keras.metrics")
# Classes that configs name, but readers do not.
_INNER = {"Functional": "models.functional", "Operation": "keras_tensor"}

_registered: dict[str, Any] = {}
_scope: ContextVar[Mapping[str, Any] | None] = ContextVar("custom_objects", default=None)


def in_library(thing: Any) -> bool:
    """Whether a class or function is kerasish's own."""
    return (getattr(thing, "__module__", None) or "").split(".")[0] == "kerasish"


# -- one's own ------------------------------------------------------------------------------


@points_at_caller
def register_keras_serializable(package: str = "Custom", name: str | None = None) -> Callable:
    """Decorate a class or function of one's own, so that saved models that use it can be loaded.

    Args:
        package: the first part of its name in configs.
        name: the second part, its own name by default.

    Raises:
        ValueError: a class without `get_config`.

    Example:
        >>> @keras.saving.register_keras_serializable()
        ... def double(x):
        ...     return 2 * x
    """

    def decorate(thing: Any) -> Any:
        if inspect.isclass(thing) and not hasattr(thing, "get_config"):
            raise ValueError(
                f"Cannot register a class that does not have a get_config() method: {thing!r}. "
                "Derive it from keras.Layer or the like, or define get_config(self)."
            )
        _registered[f"{package}>{name or thing.__name__}"] = thing
        return thing

    return decorate


def get_custom_objects() -> dict[str, Any]:
    """The dict of all that is registered, by name; what is put into it is registered."""
    return _registered


@contextmanager
def custom_object_scope(custom_objects: Mapping[str, Any] | None) -> Iterator[None]:
    """Within this block configs may name what is in `custom_objects`.

    Args:
        custom_objects: classes and functions by name.
    """
    token = _scope.set({**(_scope.get() or {}), **(custom_objects or {})})
    try:
        yield
    finally:
        _scope.reset(token)


def get_registered_name(obj: Any) -> str:
    """The name by which a class or function is known: "package>name", or its own name."""
    for name, thing in _registered.items():
        if thing is obj:
            return name
    return obj.__name__


def get_registered_object(name: str, custom_objects: Mapping[str, Any] | None = None) -> Any:
    """What goes by that name among one's own classes and functions, None if nothing does.

    Args:
        name: as `get_registered_name` gives it.
        custom_objects: where to look besides.
    """
    for known in (_scope.get() or {}, custom_objects or {}, _registered):
        if name in known:
            return known[name]
    return None


# -- the library's --------------------------------------------------------------------------


def public_module(kind: type) -> str:
    """The module in which readers find a class of the library, such as "keras.layers"."""
    if kind.__name__ in _INNER:
        return f"keras.src.{_INNER[kind.__name__]}"  # as Keras has it for functional models
    inside = kind.__module__.removeprefix("kerasish.")
    return max((m for m in PUBLIC if f"{inside}.".startswith(f"{m}.")), key=len)


def library_class(module: str | None, name: str) -> type | None:
    """The library's class of that name, None if there is none.

    Args:
        module: one of `PUBLIC`; None to look in all of them.
        name: of the class.
    """
    if name in _INNER:
        return getattr(importlib.import_module(f"kerasish.keras.{_INNER[name]}"), name)
    for place in PUBLIC if module is None else (module,):
        found = _public(place, name)
        if inspect.isclass(found):
            return found
    return None


def library_function(name: str) -> Callable | None:
    """The activation, loss or metric of that name, None if there is none."""
    for place in _FUNCTIONS:
        found = _public(place, name)
        if callable(found) and not inspect.isclass(found):
            return found
    return None


def is_activation(name: str) -> bool:
    """Whether a function of that name is in `keras.activations`."""
    return _public("keras.activations", name) is not None


def _public(place: str, name: str) -> Any:
    if place not in PUBLIC:
        return None
    module = importlib.import_module(f"kerasish.{place}")
    return getattr(module, name) if name in module.__all__ else None
