"""Pooling: one number for each window, the greatest or the mean; nothing is learnt."""

from __future__ import annotations

from typing import Any

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.ops.convolution import avg_pool, max_pool
from kerasish.ops.reductions import reduce_max, reduce_mean
from kerasish.ops.windows import checked_padding, only_channels_last, per_axis, places


class Pooling(Layer):
    """One number for each window and channel.

    Input shape (n, *sizes, channels), output shape (n, *places, channels).

    Args:
        pool_size: the window's size, one number for all axes or one each.
        strides: how far the window moves, `pool_size` by default.
        padding: "valid" for places where the window fits, "same" for one place a stride.
        data_format: "channels_last", the only one here.
        **kwargs: see `Layer`.

    Raises:
        ValueError: a number below 1, or a padding that is not known.
    """

    rank: int  # the axes along which the window moves

    @points_at_caller
    def __init__(
        self,
        pool_size: Any,
        strides: Any = None,
        padding: str = "valid",
        data_format: str | None = None,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        self.data_format = only_channels_last(data_format)
        self.pool_size = per_axis(pool_size, self.rank, "pool_size")
        self.strides = self.pool_size
        if strides is not None:
            self.strides = per_axis(strides, self.rank, "strides")
        self.padding = checked_padding(padding)
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        counts = places(input_shape, self.pool_size, self.strides, self.padding)
        return (input_shape[0], *counts, input_shape[-1])

    def _check_fit(self, inputs: Tensor) -> None:
        self.compute_output_shape(tuple(inputs.shape))


class MaxPooling(Pooling):
    """The greatest number in each window, of size 2 by default; see `Pooling`."""

    @points_at_caller
    def __init__(
        self,
        pool_size: Any = 2,
        strides: Any = None,
        padding: str = "valid",
        data_format: str | None = None,
        **kwargs: Any,
    ):
        super().__init__(pool_size, strides, padding, data_format, **kwargs)

    def call(self, inputs: Tensor) -> Tensor:
        self._check_fit(inputs)
        return max_pool(inputs, self.pool_size, self.strides, self.padding.upper())


class AveragePooling(Pooling):
    """The mean of each window, without the places added around; see `Pooling`."""

    def call(self, inputs: Tensor) -> Tensor:
        self._check_fit(inputs)
        return avg_pool(inputs, self.pool_size, self.strides, self.padding.upper())


class MaxPooling1D(MaxPooling):
    """The greatest number in each window of signals (n, length, channels); see `Pooling`."""

    rank = 1


class MaxPooling2D(MaxPooling):
    """The greatest number in each window of images (n, height, width, channels); see `Pooling`.

    Example:
        >>> keras.layers.MaxPooling2D(2)(tf.ones([1, 28, 28, 3])).shape
        TensorShape([1, 14, 14, 3])
    """

    rank = 2


class AveragePooling1D(AveragePooling):
    """The mean of each window of signals (n, length, channels); see `Pooling`."""

    rank = 1


class AveragePooling2D(AveragePooling):
    """The mean of each window of images (n, height, width, channels); see `Pooling`."""

    rank = 2


class GlobalPooling(Layer):
    """One number for each channel: input shape (n, *sizes, channels), output shape (n, channels).

    Args:
        data_format: "channels_last", the only one here.
        keepdims: whether the axes stay, with length 1.
        **kwargs: see `Layer`.
    """

    rank: int  # the axes that go

    @points_at_caller
    def __init__(self, data_format: str | None = None, keepdims: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        self.data_format = only_channels_last(data_format)
        self.keepdims = keepdims
        self.axes = tuple(range(1, self.rank + 1))
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        ones = (1,) * self.rank if self.keepdims else ()
        return (input_shape[0], *ones, input_shape[-1])


class GlobalMaxPooling(GlobalPooling):
    """The greatest number of each channel; see `GlobalPooling`."""

    def call(self, inputs: Tensor) -> Tensor:
        return reduce_max(inputs, self.axes, self.keepdims)


class GlobalAveragePooling(GlobalPooling):
    """The mean of each channel; see `GlobalPooling`."""

    def call(self, inputs: Tensor) -> Tensor:
        return reduce_mean(inputs, self.axes, self.keepdims)


class GlobalMaxPooling1D(GlobalMaxPooling):
    """The greatest number of each channel of signals (n, length, channels)."""

    rank = 1


class GlobalMaxPooling2D(GlobalMaxPooling):
    """The greatest number of each channel of images (n, height, width, channels)."""

    rank = 2


class GlobalAveragePooling1D(GlobalAveragePooling):
    """The mean of each channel of signals (n, length, channels)."""

    rank = 1


class GlobalAveragePooling2D(GlobalAveragePooling):
    """The mean of each channel of images (n, height, width, channels) (Lin et al. 2014)."""

    rank = 2
