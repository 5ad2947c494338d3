"""Layers that keep numbers in a range in which training goes well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import initializers, regularizers
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.ops.array import reshape
from kerasish.ops.nn import batch_normalization, moments


class BatchNormalization(Layer):
    """Each channel with mean 0 and variance 1 over the batch, then scaled and shifted as learnt.

    In training the mean and the variance are those of the batch; what is used otherwise are moving
    averages of them. After Ioffe and Szegedy 2015. Shapes stay. A layer that is not `trainable`
    always uses the averages.

    Args:
        axis: the axis of the channels.
        momentum: how much of the averages stays at each step.
        epsilon: added to the variance.
        center: whether to add `beta`.
        scale: whether to multiply by `gamma`.
        beta_initializer: for `beta`, as the three below of shape (channels,).
        gamma_initializer: for `gamma`.
        moving_mean_initializer: for `moving_mean`.
        moving_variance_initializer: for `moving_variance`.
        beta_regularizer, gamma_regularizer: a name, or a function of the weight to a number that
            is added to the loss.
        **kwargs: see `Layer`.

    Raises:
        ValueError: an axis that the input does not have.
    """

    @points_at_caller
    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        self.axis = int(axis)
        self.momentum, self.epsilon = float(momentum), float(epsilon)
        self.center, self.scale = center, scale
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)
        self.gamma = self.beta = None

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        axis = _checked_axis(self.axis, input_shape)
        length = input_shape[axis]
        if self.scale:
            self.gamma = self.add_weight(
                (length,), self.gamma_initializer, regularizer=self.gamma_regularizer, name="gamma"
            )
        if self.center:
            self.beta = self.add_weight(
                (length,), self.beta_initializer, regularizer=self.beta_regularizer, name="beta"
            )
        self.moving_mean = self.add_weight(
            (length,), self.moving_mean_initializer, name="moving_mean", trainable=False
        )
        self.moving_variance = self.add_weight(
            (length,), self.moving_variance_initializer, name="moving_variance", trainable=False
        )
        self.input_spec = InputSpec(ndim=len(input_shape), axes={axis: length})

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        axis = self.axis % inputs.ndim
        if training and self.trainable:
            mean, variance = moments(inputs, [a for a in range(inputs.ndim) if a != axis])
            for average, new in ((self.moving_mean, mean), (self.moving_variance, variance)):
                average.assign(average * self.momentum + new * (1.0 - self.momentum))
        else:
            mean, variance = self.moving_mean, self.moving_variance
        along = [1] * inputs.ndim
        along[axis] = -1  # so that numbers for each channel broadcast with the input
        mean, variance, beta, gamma = (
            None if each is None else reshape(each, along)
            for each in (mean, variance, self.beta, self.gamma)
        )
        return batch_normalization(inputs, mean, variance, beta, gamma, self.epsilon)

    def compute_output_shape(self, input_shape: Any) -> Any:
        _checked_axis(self.axis, input_shape)
        return input_shape


class LayerNormalization(Layer):
    """Each example with mean 0 and variance 1, then scaled and shifted as learnt.

    After Ba et al. 2016. Nothing depends on the other examples, so training and use are alike.
    Shapes stay.

    Args:
        axis: the axis or axes over which mean and variance are taken.
        epsilon: added to the variance.
        center: whether to add `beta`.
        scale: whether to multiply by `gamma`.
        beta_initializer: for `beta`, of the shape of the input along `axis`.
        gamma_initializer: for `gamma`, of the same shape.
        beta_regularizer, gamma_regularizer: a name, or a function of the weight to a number that
            is added to the loss.
        **kwargs: see `Layer`.

    Raises:
        TypeError: an axis that is no whole number.
        ValueError: an axis that the input does not have.
    """

    @points_at_caller
    def __init__(
        self,
        axis: int | Sequence[int] = -1,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        if not isinstance(axis, int | list | tuple):
            raise TypeError(
                "Expected an int or a list/tuple of ints for the argument 'axis', but received: "
                f"{axis!r}. The last axis is -1."
            )
        self.axis = axis
        self.epsilon = epsilon
        self.center, self.scale = center, scale
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.gamma = self.beta = None

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        shape = tuple(input_shape[axis] for axis in self._axes(input_shape))
        if self.scale:
            self.gamma = self.add_weight(
                shape, self.gamma_initializer, regularizer=self.gamma_regularizer, name="gamma"
            )
        if self.center:
            self.beta = self.add_weight(
                shape, self.beta_initializer, regularizer=self.beta_regularizer, name="beta"
            )

    def _axes(self, input_shape: tuple[int | None, ...]) -> list[int]:
        axes = [self.axis] if isinstance(self.axis, int) else self.axis
        return sorted(_checked_axis(axis, input_shape) for axis in axes)

    def call(self, inputs: Tensor) -> Tensor:
        axes = self._axes(tuple(inputs.shape))
        mean, variance = moments(inputs, axes, keepdims=True)
        along = [length if axis in axes else 1 for axis, length in enumerate(inputs.shape)]
        beta, gamma = (
            None if each is None else reshape(each, along) for each in (self.beta, self.gamma)
        )
        return batch_normalization(inputs, mean, variance, beta, gamma, self.epsilon)

    def compute_output_shape(self, input_shape: Any) -> Any:
        self._axes(input_shape)
        return input_shape


def _checked_axis(axis: int, shape: tuple[int | None, ...]) -> int:
    if not -len(shape) <= axis < len(shape):
        raise ValueError(
            f"Axis {axis} is out of bounds for input shape {tuple(shape)}. Received: axis={axis}. "
            "The last axis is -1."
        )
    return axis % len(shape)
