"""Layers that arrange the same numbers in another shape."""

from __future__ import annotations

import math
from typing import Any

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.ops.array import reshape


class Flatten(Layer):
    """All axes but the first in one: shape (n, ...) to (n, d).

    Args:
        **kwargs: see `Layer`.

    Example:
        >>> keras.layers.Flatten()(tf.zeros([32, 28, 28])).shape
        TensorShape([32, 784])
    """

    @points_at_caller
    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.input_spec = InputSpec(min_ndim=1)

    def call(self, inputs: Tensor) -> Tensor:
        shape = tuple(inputs.shape)
        return reshape(inputs, (shape[0], math.prod(shape[1:])))

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        lengths = input_shape[1:]
        return (input_shape[0], None if None in lengths else math.prod(lengths))
