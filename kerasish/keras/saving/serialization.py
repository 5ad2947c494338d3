"""Objects as data and back: dicts, lists, numbers and texts that JSON can hold."""

from __future__ import annotations

import textwrap
import types
from collections.abc import Callable, Mapping
from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes
from kerasish.core.op import describe
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.saving import objects


@points_at_caller
def serialize_keras_object(obj: Any) -> Any:
    """An object as data.

    Args:
        obj: anything with a `get_config`, a named function, an array, numbers, texts, None, and
            lists, tuples and dicts of these.

    Returns:
        a dict with `module`, `class_name`, `config` and `registered_name` for an object; the name
        for an activation function; otherwise the like of `obj`.

    Raises:
        ValueError: a lambda, or something that is none of these.
    """
    if obj is None or isinstance(obj, bool | int | float | str):
        return obj
    if isinstance(obj, np.generic):
        return obj.item()
    if isinstance(obj, dtypes.DType):
        return obj.name
    if isinstance(obj, list | tuple | TensorShape):
        items = [serialize_keras_object(item) for item in obj]
        return items if isinstance(obj, list) else tuple(items)
    if isinstance(obj, Mapping):
        return {key: serialize_keras_object(value) for key, value in obj.items()}
    if obj is ...:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(obj, slice):
        parts = {name: serialize_keras_object(getattr(obj, name)) for name in _SLICE}
        return {"class_name": "__slice__", "config": parts}
    if isinstance(obj, np.ndarray | Tensor | jax.Array):
        kind = "__numpy__" if isinstance(obj, np.ndarray) else "__tensor__"
        array = np.asarray(obj)
        config = {"value": array.tolist(), "dtype": array.dtype.name}
        return {"class_name": kind, "config": config}
    if hasattr(obj, "get_config") and not isinstance(obj, type):
        return _of_object(obj)
    if callable(obj) and hasattr(obj, "__name__") and not isinstance(obj, type):
        return _of_function(obj)
    raise ValueError(
        f"Cannot serialize {describe(obj)} of type {type(obj).__name__}: a config holds numbers, "
        "texts, None, lists, dicts, arrays, named functions and objects with get_config()."
    )


_SLICE = ("start", "stop", "step")


def _of_object(obj: Any) -> dict[str, Any]:
    kind = type(obj)
    if objects.in_library(kind):
        module, registered = objects.public_module(kind), None
    else:
        module, registered = kind.__module__, _registered_name(kind)
        module = None if module == "__main__" else module  # the same class has other names there
    found = {
        "module": module,
        "class_name": kind.__name__,
        "config": obj.get_config(),
        "registered_name": registered,
    }
    for key in ("build_config", "compile_config"):
        config = getattr(obj, f"get_{key}", lambda: None)()
        if config is not None:
            found[key] = serialize_keras_object(config)
    return found


def _registered_name(kind: type) -> str:
    """The name of a class; a functional model's is that of the class that was written."""
    same = [each for each in kind.__mro__ if each.__name__ == kind.__name__]
    names = [objects.get_registered_name(each) for each in same]
    return next((name for name in names if name != kind.__name__), kind.__name__)


def _of_function(function: Callable) -> Any:
    name = function.__name__
    if name == "<lambda>" or isinstance(function, types.MethodType):
        raise ValueError(
            f"A {'lambda' if name == '<lambda>' else 'method'} cannot be saved: {function!r}. "
            "Write a named function with `def`, and decorate it with "
            "@keras.saving.register_keras_serializable(); or write a layer of your own."
        )
    found = objects.library_function(name)
    if objects.in_library(function) or objects.in_library(type(function)):
        if found is None:
            raise ValueError(
                f"{name} is none of keras.activations, keras.losses or keras.metrics, so it "
                f"cannot be saved by its name. Write `def my_{name}(x): return ...` around it, and "
                "decorate that with @keras.saving.register_keras_serializable()."
            )
        if objects.is_activation(name):
            return name
        return _function_config(name)
    registered = objects.get_registered_name(function)
    if registered == name and found is not None:
        raise ValueError(
            f"The function {name!r} is of your own, but keras has one of that name, too. Decorate "
            "it with @keras.saving.register_keras_serializable(), or call it something else."
        )
    return _function_config(registered)


def _function_config(name: str) -> dict[str, Any]:
    return {
        "module": "builtins",
        "class_name": "function",
        "config": name,
        "registered_name": "function",
    }


# -- and back -------------------------------------------------------------------------------


@points_at_caller
def deserialize_keras_object(
    config: Any, custom_objects: Mapping[str, Any] | None = None, safe_mode: bool = True
) -> Any:
    """The object that data stands for: the opposite of `serialize_keras_object`.

    Args:
        config: what `serialize_keras_object` gave, also after a way through JSON.
        custom_objects: classes and functions of one's own by name; what is registered is found
            without.
        safe_mode: accepted so that programs written for Keras run; no code is ever loaded.

    Raises:
        TypeError: a class or function that is not known, or a config that its class does not take.
    """
    with objects.custom_object_scope(custom_objects):
        return _revived(config)


def is_config(value: Any) -> bool:
    """Whether it is a dict that stands for an object."""
    return (
        isinstance(value, dict) and isinstance(value.get("class_name"), str) and ("config" in value)
    )


def unbuilt(config: dict[str, Any]) -> dict[str, Any]:
    """The config of an object without the shapes that it was built for."""
    return {key: value for key, value in config.items() if key != "build_config"}


def _revived(config: Any) -> Any:
    if isinstance(config, list | tuple):
        return type(config)(_revived(item) for item in config)
    if not isinstance(config, dict):
        return config
    if not is_config(config):
        return {key: _revived(value) for key, value in config.items()}
    name, inner = config["class_name"], config["config"]
    if name == "function":
        return _function(inner, config)
    if name == "__ellipsis__":
        return ...
    if name == "__slice__":
        return slice(*(inner.get(part) for part in _SLICE))
    if name in ("__numpy__", "__tensor__"):
        array = np.array(inner["value"], inner["dtype"])
        return array if name == "__numpy__" else Tensor.convert(array)
    return _object(name, inner, config)


def _function(name: str, config: dict[str, Any]) -> Callable:
    found = objects.get_registered_object(name) or objects.library_function(name)
    if found is None:
        raise TypeError(_unknown("function", name, config))
    return found


def _object(name: str, inner: Any, config: dict[str, Any]) -> Any:
    module, registered = config.get("module"), config.get("registered_name")
    kind = objects.get_registered_object(registered or name) or objects.get_registered_object(name)
    if kind is None and (not registered or (module or "").startswith("keras.")):
        kind = objects.library_class(module, name)
    if not isinstance(kind, type) or not hasattr(kind, "from_config"):
        raise TypeError(_unknown("class", name, config))
    try:
        obj = kind.from_config(inner)
    except TypeError as error:
        raise TypeError(
            f"A {name} cannot be made from its config: {error}. What get_config() gives must be "
            "what __init__ takes: let __init__ take **kwargs and hand them to "
            "super().__init__(**kwargs), or define from_config(cls, config). "
            f"Received: config={textwrap.shorten(str(inner), 400)}"
        ) from error
    build = config.get("build_config")
    if build and hasattr(obj, "build_from_config"):
        obj.build_from_config(build)
    return obj


def _unknown(what: str, name: str, config: dict[str, Any]) -> str:
    return (
        f"Could not locate {what} '{name}'. Make sure custom classes and functions are decorated "
        "with `@keras.saving.register_keras_serializable()` and that the decorator ran before, or "
        f"pass custom_objects={{{name!r}: {name.split('>')[-1]}}}. "
        f"Full object config: {textwrap.shorten(str(config), 400)}"
    )
