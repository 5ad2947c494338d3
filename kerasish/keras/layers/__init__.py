"""`keras.layers`: the parts that models are made of."""

from kerasish._missing import missing as _missing
from kerasish.keras.layers.activation import Activation
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.dense import Dense
from kerasish.keras.layers.embedding import Embedding
from kerasish.keras.layers.input import Input, InputLayer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.keras.layers.recurrent import GRU, LSTM, SimpleRNN
from kerasish.keras.layers.regularization import Dropout
from kerasish.keras.layers.reshaping import Flatten

__all__ = [
    "Activation",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "GRU",
    "Input",
    "InputLayer",
    "InputSpec",
    "LSTM",
    "Layer",
    "SimpleRNN",
]

_LATER = (
    *("Conv1D", "Conv2D", "MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D"),
    *("GlobalAveragePooling1D", "GlobalAveragePooling2D", "Reshape", "Rescaling", "Normalization"),
    *("BatchNormalization", "LayerNormalization", ),
    *("Concatenate", "Add"),
)
_ADVICE = {
    **dict.fromkeys(_LATER, "This layer is not written yet: write it as a keras.Layer of yours."),
    "ReLU": "Write keras.layers.Activation('relu').",
    "Softmax": "Write keras.layers.Activation('softmax').",
    "LeakyReLU": "Write keras.layers.Activation('leaky_relu').",
    "Lambda": "Write a keras.Layer of your own whose call() calls the function.",
}
__getattr__ = _missing(__name__, _ADVICE)


def __dir__() -> list[str]:
    return __all__
