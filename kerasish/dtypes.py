"""`tf.dtypes`: the types of the elements of a tensor."""

from kerasish._missing import missing as _missing
from kerasish.core.dtypes import (
    DType,
    as_dtype,
    bfloat16,
    complex64,
    complex128,
    double,
    float16,
    float32,
    float64,
    half,
    int8,
    int16,
    int32,
    int64,
    string,
    uint8,
    uint16,
    uint32,
    uint64,
)
from kerasish.core.dtypes import bool_ as bool
from kerasish.ops.creation import cast, saturate_cast
from kerasish.ops.elementwise import complex

__all__ = sorted(name for name in globals() if not name.startswith("_"))
__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
