"""`tf.config`: how functions run, and on which devices."""

from kerasish._missing import missing as _missing
from kerasish.core.function import functions_run_eagerly, run_functions_eagerly
from kerasish.ops.devices import PhysicalDevice, list_physical_devices

__getattr__ = _missing(__name__)
