"""`tf.nest`: nested lists, tuples and dicts of tensors."""

from kerasish._missing import missing as _missing
from kerasish.ops.nest import (
    assert_same_structure,
    flatten,
    is_nested,
    map_structure,
    pack_sequence_as,
)

__all__ = sorted(name for name in globals() if not name.startswith("_"))
__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
