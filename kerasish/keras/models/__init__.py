"""`keras.models`: layers that are trained together."""

from kerasish._missing import missing as _missing
from kerasish.keras.models.functional import Functional as _Functional
from kerasish.keras.models.model import Model
from kerasish.keras.models.sequential import Sequential

__all__ = ["Model", "Sequential"]

Model.functional_class = _Functional

_ADVICE = {
    "load_model": "Keep the weights with np.savez(path, *model.get_weights()) for now.",
    "clone_model": "Build the model again from the same code, then set_weights(get_weights()).",
}
__getattr__ = _missing(__name__, _ADVICE)


def __dir__() -> list[str]:
    return __all__
