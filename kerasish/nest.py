"""`tf.nest`: nested lists, tuples and dicts of tensors."""

from kerasish._missing import missing as _missing
from kerasish.ops.nest import (
    assert_same_structure,
    flatten,
    is_nested,
    map_structure,
    pack_sequence_as,
)

__getattr__ = _missing(__name__)
