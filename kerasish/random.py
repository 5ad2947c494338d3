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

__getattr__ = _missing(__name__)
