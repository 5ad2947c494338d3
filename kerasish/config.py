"""`tf.config`: how functions run, and on which devices."""

from kerasish._missing import missing as _missing
from kerasish.core.function import functions_run_eagerly, run_functions_eagerly
from kerasish.ops.devices import PhysicalDevice, list_physical_devices

__all__ = sorted(name for name in globals() if not name.startswith("_"))
__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
