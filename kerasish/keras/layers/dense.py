"""Dense: every output depends on every input."""

from __future__ import annotations

from typing import Any

from kerasish.core.operators import matmul
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import activations, initializers, regularizers
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.ops.creation import cast


class Dense(Layer):
    """`activation(inputs @ kernel + bias)`.

    Input shape (n, ..., d), output shape (n, ..., units).

    Args:
        units: how many outputs.
        activation: a name or a function; None applies nothing.
        use_bias: whether to add a bias.
        kernel_initializer: for `kernel`, shape (d, units).
        bias_initializer: for `bias`, shape (units,).
        kernel_regularizer, bias_regularizer: a name, or a function of the weight to a number
            that is added to the loss.
        activity_regularizer: the same for the outputs; see `Layer`.
        **kwargs: see `Layer`.

    Raises:
        ValueError: `units` is not a positive whole number.

    Example:
        >>> layer = keras.layers.Dense(3, activation="relu")
        >>> layer(tf.ones([2, 4])).shape
        TensorShape([2, 3])
    """

    @points_at_caller
    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        **kwargs: Any,
    ):
        if not isinstance(units, int) or units <= 0:
            raise ValueError(
                "Received an invalid value for `units`, expected a positive integer. "
                f"Received: units={units!r}. Write for example Dense(10)."
            )
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.bias = None
        self.input_spec = InputSpec(min_ndim=2)

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        length = input_shape[-1]
        self.kernel = self.add_weight(
            (length, self.units),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            name="kernel",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                (self.units,), self.bias_initializer, regularizer=self.bias_regularizer, name="bias"
            )
        self.input_spec = InputSpec(min_ndim=2, axes={-1: length})

    def call(self, inputs: Tensor) -> Tensor:
        if not inputs.dtype.is_floating:
            inputs = cast(inputs, self.kernel.dtype)
        outputs = matmul(inputs, self.kernel)
        if self.bias is not None:
            outputs = outputs + self.bias
        return self.activation(outputs)

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        return (*input_shape[:-1], self.units)
