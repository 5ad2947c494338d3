"""`keras.saving`: models and their parts as data, and in files."""

from kerasish._missing import missing as _missing
from kerasish.keras.saving.files import load_model, load_weights, save_model, save_weights
from kerasish.keras.saving.objects import (
    custom_object_scope,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
)
from kerasish.keras.saving.serialization import deserialize_keras_object, serialize_keras_object

CustomObjectScope = custom_object_scope

__all__ = [
    "CustomObjectScope",
    "custom_object_scope",
    "deserialize_keras_object",
    "get_custom_objects",
    "get_registered_name",
    "get_registered_object",
    "load_model",
    "load_weights",
    "register_keras_serializable",
    "save_model",
    "save_weights",
    "serialize_keras_object",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
