"""`keras.models`: layers that are trained together."""

from kerasish._missing import missing as _missing
from kerasish.keras.models.cloning import clone_model, model_from_json
from kerasish.keras.models.functional import Functional as _Functional
from kerasish.keras.models.model import Model
from kerasish.keras.models.sequential import Sequential
from kerasish.keras.saving import load_model, save_model

__all__ = [
    "Model",
    "Sequential",
    "clone_model",
    "load_model",
    "model_from_json",
    "save_model",
]

Model.functional_class = _Functional

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
