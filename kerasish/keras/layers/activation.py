"""Activation functions as layers."""

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


class ReLU(Layer):
    """The larger of each number and 0; shapes stay.

    Args:
        max_value: what larger results are cut down to; None for no bound.
        negative_slope: the slope below the threshold.
        threshold: where the positive part begins.
        **kwargs: see `Layer`.

    Raises:
        ValueError: a negative number.
    """

    @points_at_caller
    def __init__(
        self,
        max_value: float | None = None,
        negative_slope: float = 0.0,
        threshold: float = 0.0,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        numbers = {"negative_slope": negative_slope, "threshold": threshold}
        if max_value is not None:
            numbers["max_value"] = max_value
        for name, number in numbers.items():
            if number is None or number < 0:
                raise ValueError(
                    f"{name} of a ReLU layer cannot be a negative value or None. "
                    f"Received: {name}={number}"
                )
        self.max_value, self.negative_slope, self.threshold = max_value, negative_slope, threshold
        self.built = True

    def call(self, inputs: Tensor) -> Tensor:
        return activations.relu(inputs, self.negative_slope, self.max_value, self.threshold)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape


class Softmax(Layer):
    """Probabilities from scores: `exp(x)` divided by its sum along an axis; shapes stay.

    Args:
        axis: along which the results sum to 1.
        **kwargs: see `Layer`.
    """

    @points_at_caller
    def __init__(self, axis: int = -1, **kwargs: Any):
        super().__init__(**kwargs)
        self.axis = axis
        self.built = True

    def call(self, inputs: Tensor) -> Tensor:
        return activations.softmax(inputs, self.axis)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape
