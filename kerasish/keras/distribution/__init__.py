"""`keras.distribution`: several devices, of one process or of many, train one model together."""

from kerasish._missing import missing as _missing
from kerasish.keras.distribution.data_parallel import DataParallel, distribution, set_distribution
from kerasish.keras.distribution.mesh import DeviceMesh, get_device_count, list_devices
from kerasish.keras.distribution.processes import initialize

__all__ = [
    "DataParallel",
    "DeviceMesh",
    "distribution",
    "get_device_count",
    "initialize",
    "list_devices",
    "set_distribution",
]

_ADVICE = dict.fromkeys(
    ("ModelParallel", "LayoutMap", "TensorLayout", "distribute_tensor"),
    "Weights are whole on every device here: share out the examples with DataParallel().",
)
__getattr__ = _missing(__name__, _ADVICE)


def __dir__() -> list[str]:
    return __all__
