"""`keras.layers`: the parts that models are made of."""

from kerasish._missing import missing as _missing
from kerasish.keras.layers.activation import Activation, ReLU, Softmax
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.convolution import Conv1D, Conv2D
from kerasish.keras.layers.dense import Dense
from kerasish.keras.layers.embedding import Embedding
from kerasish.keras.layers.input import Input, InputLayer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.keras.layers.merging import Add, Concatenate, add, concatenate
from kerasish.keras.layers.normalization import BatchNormalization, LayerNormalization
from kerasish.keras.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    MaxPooling1D,
    MaxPooling2D,
)
from kerasish.keras.layers.preprocessing import Normalization, Rescaling
from kerasish.keras.layers.recurrent import GRU, LSTM, SimpleRNN
from kerasish.keras.layers.regularization import Dropout
from kerasish.keras.layers.reshaping import Flatten, Reshape
from kerasish.keras.saving.serialization import deserialize_keras_object, serialize_keras_object

# Keras's shorter names for the same classes
Convolution1D, Convolution2D = Conv1D, Conv2D
MaxPool1D, MaxPool2D = MaxPooling1D, MaxPooling2D
AvgPool1D, AvgPool2D = AveragePooling1D, AveragePooling2D
GlobalMaxPool1D, GlobalMaxPool2D = GlobalMaxPooling1D, GlobalMaxPooling2D
GlobalAvgPool1D, GlobalAvgPool2D = GlobalAveragePooling1D, GlobalAveragePooling2D
serialize, deserialize = serialize_keras_object, deserialize_keras_object

__all__ = [
    "Activation",
    "Add",
    "AveragePooling1D",
    "AveragePooling2D",
    "AvgPool1D",
    "AvgPool2D",
    "BatchNormalization",
    "Concatenate",
    "Conv1D",
    "Conv2D",
    "Convolution1D",
    "Convolution2D",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "GRU",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "GlobalAvgPool1D",
    "GlobalAvgPool2D",
    "GlobalMaxPool1D",
    "GlobalMaxPool2D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D",
    "Input",
    "InputLayer",
    "InputSpec",
    "LSTM",
    "Layer",
    "LayerNormalization",
    "MaxPool1D",
    "MaxPool2D",
    "MaxPooling1D",
    "MaxPooling2D",
    "Normalization",
    "ReLU",
    "Rescaling",
    "Reshape",
    "SimpleRNN",
    "Softmax",
    "add",
    "concatenate",
    "deserialize",
    "serialize",
]

_OWN_STEP = "a step of your own belongs into a loop in the call() of a keras.Layer."
_ADVICE = {
    "Multiply": "Write a * b.",
    "multiply": "Write a * b.",
    "Subtract": "Write a - b.",
    "subtract": "Write a - b.",
    "Average": "Write (a + b) / 2.",
    "average": "Write (a + b) / 2.",
    "Bidirectional": "Write Concatenate()([LSTM(8)(x), LSTM(8, go_backwards=True)(x)]).",
    "TimeDistributed": "A Dense layer works on the last axis, at every step, by itself.",
    "Masking": "Cut or pad all sequences to one length; a sample_weight of 0 leaves examples out.",
    "RNN": f"Use SimpleRNN, GRU or LSTM; {_OWN_STEP}",
    "SimpleRNNCell": f"Use SimpleRNN; {_OWN_STEP}",
    "GRUCell": f"Use GRU; {_OWN_STEP}",
    "LSTMCell": f"Use LSTM; {_OWN_STEP}",
    "MultiHeadAttention": "Write attention in the call() of a keras.Layer of your own: "
    "tf.nn.softmax(q @ tf.transpose(k, [0, 2, 1])) @ v.",
    "Attention": "Write it in the call() of a keras.Layer of your own: "
    "tf.nn.softmax(q @ tf.transpose(k, [0, 2, 1])) @ v.",
    "LeakyReLU": "Write keras.layers.Activation('leaky_relu').",
    "Lambda": "Write a keras.Layer of your own whose call() calls the function.",
}
__getattr__ = _missing(
    __name__, _ADVICE, otherwise="For a layer of your own write a class of keras.Layer."
)


def __dir__() -> list[str]:
    return __all__
