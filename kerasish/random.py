"""`tf.random`: random tensors."""

from kerasish._missing import missing as _missing
from kerasish.core.random import (
    Generator,
    categorical,
    normal,
    set_seed,
    shuffle,
    truncated_normal,
    uniform,
)

__all__ = sorted(name for name in globals() if not name.startswith("_"))
__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
