"""Layers that arrange the same numbers in another shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.ops.array import reshape
from kerasish.ops.windows import only_channels_last


class Flatten(Layer):
    """All axes but the first in one: shape (n, ...) to (n, d).

    Args:
        data_format: "channels_last", the only one here.
        **kwargs: see `Layer`.

    Example:
        >>> keras.layers.Flatten()(tf.zeros([32, 28, 28])).shape
        TensorShape([32, 784])
    """

    @points_at_caller
    def __init__(self, data_format: str | None = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.data_format = only_channels_last(data_format)
        self.input_spec = InputSpec(min_ndim=1)

    def call(self, inputs: Tensor) -> Tensor:
        shape = tuple(inputs.shape)
        return reshape(inputs, (shape[0], math.prod(shape[1:])))

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        lengths = input_shape[1:]
        return (input_shape[0], None if None in lengths else math.prod(lengths))


class Reshape(Layer):
    """The same numbers in another shape: (n, ...) to (n, *target_shape).

    Args:
        target_shape: without the batch; -1 once, for the length that remains.
        **kwargs: see `Layer`.

    Raises:
        ValueError: another count of numbers, or more than one -1.

    Example:
        >>> keras.layers.Reshape((28, 28, 1))(tf.zeros([32, 784])).shape
        TensorShape([32, 28, 28, 1])
    """

    @points_at_caller
    def __init__(self, target_shape: Sequence[int], **kwargs: Any):
        super().__init__(**kwargs)
        shape = tuple(target_shape)
        if shape.count(-1) > 1 or not all(isinstance(n, int) and n >= -1 for n in shape):
            raise ValueError(
                "`target_shape` is made of whole numbers, with at most one -1 for the length that "
                f"remains. Received: target_shape={shape}."
            )
        self.target_shape = shape
        self.built = True

    def call(self, inputs: Tensor) -> Tensor:
        shape = tuple(inputs.shape)
        return reshape(inputs, self.compute_output_shape(shape))

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        lengths = input_shape[1:]
        if None in lengths:
            return (input_shape[0], *(None if n == -1 else n for n in self.target_shape))
        size, known = math.prod(lengths), math.prod(n for n in self.target_shape if n != -1)
        missing = -1 in self.target_shape
        if (known == 0 or size % known) if missing else size != known:
            raise ValueError(
                f"The total size of the tensor must be unchanged: {size} numbers an example came. "
                f"Received: input_shape={tuple(lengths)}, target_shape={self.target_shape}"
            )
        return (input_shape[0], *(size // known if n == -1 else n for n in self.target_shape))
