"""`keras`: layers, models and how they are trained, with Keras 3's names.

from kerasish import keras
"""

from kerasish._missing import missing as _missing
from kerasish.keras import (
    activations,
    backend,
    callbacks,
    datasets,
    distribution,
    initializers,
    layers,
    losses,
    metrics,
    models,
    optimizers,
    regularizers,
    saving,
    utils,
)
from kerasish.keras.initializers import Initializer
from kerasish.keras.keras_tensor import KerasTensor
from kerasish.keras.layers import Input, InputSpec, Layer
from kerasish.keras.losses import Loss
from kerasish.keras.metrics import Metric
from kerasish.keras.models import Model, Sequential
from kerasish.keras.optimizers import Optimizer
from kerasish.keras.regularizers import Regularizer
from kerasish.keras.variable import Variable

__all__ = [
    "Initializer",
    "Input",
    "InputSpec",
    "KerasTensor",
    "Layer",
    "Loss",
    "Metric",
    "Model",
    "Optimizer",
    "Regularizer",
    "Sequential",
    "Variable",
    "activations",
    "backend",
    "callbacks",
    "datasets",
    "distribution",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "optimizers",
    "regularizers",
    "saving",
    "utils",
]

_ADVICE = {
    "mixed_precision": "Numbers are float32 unless a layer is told dtype=...",
    "ops": "Use tf's operations: tf.matmul, tf.nn.relu, tf.math.log, ….",
    "random": "Use tf.random.normal, tf.random.uniform, tf.random.shuffle.",
    "config": "Numbers are float32 unless a layer is told dtype=...",
    "applications": "There are no pretrained models here.",
    "constraints": "Assign to the weights after each step, in a callback or a train_step.",
    "preprocessing": "Prepare the data with NumPy; rows of different lengths are padded with 0.",
}
__getattr__ = _missing(__name__, _ADVICE)
__version__ = "3.15.1"  # the Keras whose behaviour this is; that of the kit is tf.__version__


def __dir__() -> list[str]:
    return __all__
