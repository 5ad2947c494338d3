"""Layers that bring data into a form in which a model learns well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.backend import epsilon
from kerasish.keras.layers.base import Layer
from kerasish.ops.array import reshape
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import maximum, sqrt


class Rescaling(Layer):
    """`inputs * scale + offset`, as floats; shapes stay.

    Args:
        scale: 1 / 255 brings bytes between 0 and 1.
        offset: added afterwards.
        **kwargs: see `Layer`.
    """

    @points_at_caller
    def __init__(self, scale: Any, offset: Any = 0.0, **kwargs: Any):
        super().__init__(**kwargs)
        self.scale, self.offset = scale, offset
        self.built = True

    def call(self, inputs: Tensor) -> Tensor:
        scale, offset = (np.asarray(each, self._array_dtype) for each in (self.scale, self.offset))
        return cast(inputs, self._dtype) * scale + offset

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape


class Normalization(Layer):
    """`(inputs - mean) / sqrt(variance)`, with the mean and the variance of data seen before.

    Args:
        axis: the axis or axes that have a mean and a variance for each place, the last by default;
            None for one mean and one variance of everything.
        mean: where it is known; otherwise call `adapt(data)`.
        variance: likewise; both or none.
        invert: whether to do the opposite, `inputs * sqrt(variance) + mean`.
        **kwargs: see `Layer`.

    Raises:
        ValueError: a mean without a variance, or an axis that the input does not have.

    Example:
        >>> layer = keras.layers.Normalization()
        >>> layer.adapt(np.array([[0.0, 7.0], [2.0, 9.0]]))
        >>> layer(np.array([[0.0, 9.0]])).numpy()
        array([[-1.,  1.]], dtype=float32)
    """

    @points_at_caller
    def __init__(
        self,
        axis: int | Sequence[int] | None = -1,
        mean: Any = None,
        variance: Any = None,
        invert: bool = False,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        if (mean is None) != (variance is None):
            raise ValueError(
                "When setting values directly, both `mean` and `variance` must be set. "
                f"Received: mean={mean} and variance={variance}"
            )
        if np.shape(mean) != np.shape(variance):
            raise ValueError(
                "When setting values directly, `mean` and `variance` must have the same shape. "
                f"Received: mean shape {np.shape(mean)} and variance shape {np.shape(variance)}"
            )
        self.axis = () if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
        self.input_mean, self.input_variance = mean, variance
        self.invert = invert

    @property
    def mean(self) -> Tensor:
        """The mean that is taken away, in a shape that goes with the inputs; built layers alone."""
        return self._along_inputs(self.input_mean, "adapt_mean")

    @property
    def variance(self) -> Tensor:
        """The variance whose root is divided by; see `mean`."""
        return self._along_inputs(self.input_variance, "adapt_variance")

    def _along_inputs(self, given: Any, adapted: str) -> Tensor:
        if not self.built:
            raise AttributeError(adapted)  # told in words by _why_absent
        if given is None:
            return reshape(getattr(self, adapted), self._along)
        numbers = np.asarray(given, self._array_dtype)
        along = [1] * len(self._along)
        for axis, length in zip(reversed(self._kept), reversed(numbers.shape)):
            along[axis] = length
        return Tensor(np.broadcast_to(numbers.reshape(along), self._along))

    def _why_absent(self, name: str) -> str:
        if name in ("mean", "variance"):
            return (
                f"The layer {self.name} has no {name} yet. Call adapt(data) first, or build it "
                "with build(input_shape)."
            )
        return super()._why_absent(name)

    def _config_value(self, name: str) -> Any:
        if name in ("mean", "variance"):
            value = getattr(self, f"input_{name}")
            return value if value is None else np.asarray(value).tolist()
        return super()._config_value(name)

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        rank = len(input_shape)
        if any(not -rank <= axis < rank for axis in self.axis):
            raise ValueError(
                "All `axis` values must be in the range [-ndim, ndim). "
                f"Received inputs with ndim={rank}, while axis={self.axis}"
            )
        self._kept = sorted(axis % rank for axis in self.axis)
        shape = tuple(input_shape[axis] for axis in self._kept)
        if None in shape:
            raise ValueError(
                "All `axis` values to be kept must have a known shape. "
                f"Received axis={self.axis}, inputs.shape={tuple(input_shape)}."
            )
        self._along = [input_shape[a] if a in self._kept else 1 for a in range(rank)]
        if self.input_mean is None:
            self.adapt_mean = self.add_weight(shape, "zeros", name="mean", trainable=False)
            self.adapt_variance = self.add_weight(shape, "ones", name="variance", trainable=False)
            self.count = self.add_weight((), "zeros", "int32", name="count", trainable=False)

    def adapt(self, data: Any) -> None:
        """Take mean and variance from data.

        Args:
            data: an array or a tensor of shape (n, ...), or an iterable of batches of it.

        Raises:
            ValueError: no data, or data of another form than the layer was built for.
            TypeError: neither an array nor an iterable.
        """
        whole = isinstance(data, np.ndarray | Tensor) or hasattr(data, "__array__")
        if not whole and not isinstance(data, Iterable):
            raise TypeError(
                "`adapt` takes an array or a tensor, or an iterable of them, but "
                f"{describe(data)} came."
            )
        count, mean, variance = 0, 0.0, 0.0
        for batch in [data] if whole else data:
            batch = np.asarray(batch, np.float64)
            self._build_for_data(batch.shape)
            reduced = tuple(axis for axis in range(batch.ndim) if axis not in self._kept)
            more = batch.size // max(1, np.prod([batch.shape[axis] for axis in self._kept]))
            # two groups as one (Chan et al. 1979)
            count, share = count + more, more / (count + more)
            step = batch.mean(reduced) - mean
            spread = batch.var(reduced)
            variance = variance + share * (spread - variance) + share * (1 - share) * step**2
            mean = mean + share * step
        if not count:
            raise ValueError("`adapt` got no data: give at least one example.")
        self.adapt_mean.assign(mean)
        self.adapt_variance.assign(variance)

    def _build_for_data(self, shape: tuple[int, ...]) -> None:
        if not self.built:
            self.build((None, *shape[1:]))
        fits = len(shape) == len(self._along)
        if not fits or any(shape[axis] != self._along[axis] for axis in self._kept):
            raise ValueError(
                f"The layer was built with input_shape={self._build_shape}, but adapt() is being "
                f"called with data with an incompatible shape, data.shape={shape}"
            )
        if self.input_mean is not None:
            raise ValueError("The layer was given its mean and variance: it does not adapt.")

    def call(self, inputs: Tensor) -> Tensor:
        inputs = cast(inputs, self._dtype)
        mean, variance = self.mean, self.variance
        deviation = maximum(sqrt(variance), np.asarray(epsilon(), self._array_dtype))
        return inputs * deviation + mean if self.invert else (inputs - mean) / deviation

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape
