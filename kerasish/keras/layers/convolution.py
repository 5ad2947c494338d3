"""Convolution: the same small Dense layer at every place of a signal or an image."""

from __future__ import annotations

from typing import Any

from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import activations, initializers, regularizers
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.ops.convolution import convolution
from kerasish.ops.creation import cast
from kerasish.ops.joining import pad
from kerasish.ops.windows import checked_padding, only_channels_last, per_axis, places


class Convolution(Layer):
    """A window slid over the input; each place gives `filters` weighted sums of what it shows.

    Input shape (n, *sizes, channels), output shape (n, *places, filters). After LeCun et al. 1989.

    Args:
        filters: how many sums a place gives.
        kernel_size: the window's size, one number for all axes or one each.
        strides: how far the window moves, likewise.
        padding: "valid" for places where the window fits, "same" for one place a stride, with
            zeros around; Conv1D also knows "causal", with zeros before the beginning alone.
        data_format: "channels_last", the only one here.
        dilation_rate: how far apart the numbers are that the window shows.
        groups: channels and filters are parted into so many groups, each on its own.
        activation: a name or a function; None applies nothing.
        use_bias: whether to add a bias to each filter.
        kernel_initializer: for `kernel`, shape (*kernel_size, channels / groups, filters).
        bias_initializer: for `bias`, shape (filters,).
        kernel_regularizer, bias_regularizer: a name, or a function of the weight to a number
            that is added to the loss.
        activity_regularizer: the same for the outputs; see `Layer`.
        **kwargs: see `Layer`.

    Raises:
        ValueError: a number below 1, a padding that is not known, groups that do not divide the
            filters or the channels.
    """

    config_if_changed = frozenset({"autocast"})
    rank: int  # the axes along which the window moves
    paddings: tuple[str, ...] = ("valid", "same")

    @points_at_caller
    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = 1,
        groups: int = 1,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        **kwargs: Any,
    ):
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        for name, number in (("filters", filters), ("groups", groups)):
            if not isinstance(number, int) or number < 1:
                raise ValueError(
                    f"Invalid value for argument `{name}`. Expected a strictly positive whole "
                    f"number. Received: {name}={number!r}."
                )
        if filters % groups:
            raise ValueError(
                "The number of filters must be evenly divisible by the number of groups. "
                f"Received: groups={groups}, filters={filters}."
            )
        self.data_format = only_channels_last(data_format)
        self.filters, self.groups = filters, groups
        self.kernel_size = per_axis(kernel_size, self.rank, "kernel_size")
        self.strides = per_axis(strides, self.rank, "strides")
        self.dilation_rate = per_axis(dilation_rate, self.rank, "dilation_rate")
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise ValueError(
                "`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: "
                f"strides={self.strides} and dilation_rate={self.dilation_rate}. Set one to 1."
            )
        self.padding = checked_padding(padding, self.paddings)
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.bias = None
        self.input_spec = InputSpec(ndim=self.rank + 2)

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        channels = input_shape[-1]
        if channels % self.groups:
            raise ValueError(
                "The number of input channels must be evenly divisible by the number of groups. "
                f"Received groups={self.groups}, but the input has {channels} channels (full "
                f"input shape is {input_shape})."
            )
        self.compute_output_shape(input_shape)  # raises if the window does not fit
        shape = (*self.kernel_size, channels // self.groups, self.filters)
        self.kernel = self.add_weight(
            shape, self.kernel_initializer, regularizer=self.kernel_regularizer, name="kernel"
        )
        if self.use_bias:
            self.bias = self.add_weight(
                (self.filters,),
                self.bias_initializer,
                regularizer=self.bias_regularizer,
                name="bias",
            )
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={-1: channels})

    def call(self, inputs: Tensor) -> Tensor:
        if not inputs.dtype.is_floating:
            inputs = cast(inputs, self.kernel.dtype)
        padding = self.padding.upper()
        if padding == "CAUSAL":
            before = (self.kernel_size[0] - 1) * self.dilation_rate[0]
            inputs, padding = pad(inputs, [[0, 0], [before, 0], [0, 0]]), "VALID"
        outputs = convolution(
            inputs, self.kernel, self.strides, padding, dilations=self.dilation_rate
        )
        if self.bias is not None:
            outputs = outputs + self.bias
        return self.activation(outputs)

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        counts = places(
            input_shape, self.kernel_size, self.strides, self.padding, self.dilation_rate
        )
        return (input_shape[0], *counts, self.filters)


class Conv1D(Convolution):
    """Convolution of signals (n, length, channels); see `Convolution`.

    Example:
        >>> keras.layers.Conv1D(8, 3, padding="same")(tf.ones([2, 64, 1])).shape
        TensorShape([2, 64, 8])
    """

    rank = 1
    paddings = ("valid", "same", "causal")


class Conv2D(Convolution):
    """Convolution of images (n, height, width, channels); see `Convolution`.

    Example:
        >>> keras.layers.Conv2D(8, 3, activation="relu")(tf.ones([2, 28, 28, 1])).shape
        TensorShape([2, 26, 26, 8])
    """

    rank = 2
