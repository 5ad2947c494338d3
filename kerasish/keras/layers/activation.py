"""Activation: an activation function as a layer."""

from __future__ import annotations

from typing import Any

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import activations
from kerasish.keras.layers.base import Layer


class Activation(Layer):
    """An activation function, applied to each number; shapes stay.

    Args:
        activation: a name or a function.
        **kwargs: see `Layer`.
    """

    @points_at_caller
    def __init__(self, activation: Any, **kwargs: Any):
        super().__init__(**kwargs)
        self.activation = activations.get(activation)
        self.built = True

    def call(self, inputs: Tensor) -> Tensor:
        return self.activation(inputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape
