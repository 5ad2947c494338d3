"""The weights of recurrent layers, and the loop over time that uses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish.core.tensor import Tensor
from kerasish.keras import activations, initializers, regularizers
from kerasish.keras.layers.base import Layer
from kerasish.ops import recurrence


class Cell(Layer):
    """What a recurrent layer repeats: its weights, and the operation that runs them over time.

    Args:
        units: how many numbers a state has.
        activation: a name or a function; None applies nothing.
        use_bias: whether to add a bias.
        kernel_initializer: for `kernel`, shape (features, gates * units).
        recurrent_initializer: for `recurrent_kernel`, shape (units, gates * units).
        bias_initializer: for `bias`.
        kernel_regularizer, recurrent_regularizer, bias_regularizer: a name, or a function of the
            weight to a number that is added to the loss.
        **kwargs: see `Layer`.

    Attributes:
        gates: how many blocks of `units` columns the kernels have.
        state_names: what the states are called in messages, one for each.

    Raises:
        ValueError: `units` is not a positive whole number.
    """

    gates = 1
    state_names = ("hidden state",)

    def __init__(
        self,
        units: int,
        activation: Any,
        use_bias: bool,
        kernel_initializer: Any,
        recurrent_initializer: Any,
        bias_initializer: Any,
        kernel_regularizer: Any,
        recurrent_regularizer: Any,
        bias_regularizer: Any,
        **kwargs: Any,
    ):
        if not isinstance(units, int) or isinstance(units, bool) or units <= 0:
            raise ValueError(
                "Received an invalid value for argument `units`, expected a positive integer, "
                f"got {units!r}. Write for example LSTM(32)."
            )
        super().__init__(**kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.recurrent_initializer = initializers.get(recurrent_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.recurrent_regularizer = regularizers.get(recurrent_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.bias = None

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        width = self.gates * self.units
        self.kernel = self.add_weight(
            (input_shape[-1], width),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            name="kernel",
        )
        self.recurrent_kernel = self.add_weight(
            (self.units, width),
            self.recurrent_initializer,
            regularizer=self.recurrent_regularizer,
            name="recurrent_kernel",
        )
        if self.use_bias:
            self.bias = self.add_weight(
                self._bias_shape(),
                self._first_bias,
                regularizer=self.bias_regularizer,
                name="bias",
            )

    def _bias_shape(self) -> tuple[int, ...]:
        return (self.gates * self.units,)

    def _first_bias(self, shape: Sequence[int], dtype: Any = None) -> Any:
        return self.bias_initializer(shape, dtype=dtype)

    def loop(self, sequences: Tensor, states: Sequence[Tensor], **options: bool) -> tuple:
        """Run over the time axis.

        Args:
            sequences: shape (n, t, features).
            states: those to begin with, each of shape (n, units); none for zeros.
            **options: `return_sequences`, `go_backwards`, `unroll`.

        Returns:
            the output, then the last states.
        """
        raise NotImplementedError

    def _weights(self) -> tuple:
        return self.kernel, self.recurrent_kernel, self.bias


class SimpleRNNCell(Cell):
    """The weights of `SimpleRNN`; see `Cell`."""

    def loop(self, sequences: Tensor, states: Sequence[Tensor], **options: bool) -> tuple:
        return recurrence.simple_rnn(
            sequences, *self._weights(), *states, activation=self.activation, **options
        )


class LSTMCell(Cell):
    """The weights of `LSTM`; gates: input, forget, candidate, output.

    Args:
        units: see `Cell`.
        recurrent_activation: for the gates.
        unit_forget_bias: whether the bias of the forget gate begins at 1.
        **kwargs: see `Cell`.
    """

    gates = 4
    state_names = ("hidden state", "carry")

    def __init__(
        self, units: int, *, recurrent_activation: Any, unit_forget_bias: bool, **kwargs: Any
    ):
        super().__init__(units, **kwargs)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.unit_forget_bias = unit_forget_bias

    def _first_bias(self, shape: Sequence[int], dtype: Any = None) -> Any:
        if not self.unit_forget_bias:
            return super()._first_bias(shape, dtype)
        lengths = (self.units, 2 * self.units)
        first, rest = (np.asarray(super(LSTMCell, self)._first_bias((n,), dtype)) for n in lengths)
        return np.concatenate([first, np.ones_like(first), rest])

    def loop(self, sequences: Tensor, states: Sequence[Tensor], **options: bool) -> tuple:
        return recurrence.lstm(
            sequences,
            *self._weights(),
            *states,
            activation=self.activation,
            recurrent_activation=self.recurrent_activation,
            **options,
        )


class GRUCell(Cell):
    """The weights of `GRU`; gates: update, reset, candidate.

    Args:
        units: see `Cell`.
        recurrent_activation: for the gates.
        reset_after: whether the reset gate comes after the product with the recurrent kernel.
        **kwargs: see `Cell`.
    """

    gates = 3

    def __init__(self, units: int, *, recurrent_activation: Any, reset_after: bool, **kwargs: Any):
        super().__init__(units, **kwargs)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.reset_after = reset_after

    def _bias_shape(self) -> tuple[int, ...]:
        return (2, 3 * self.units) if self.reset_after else (3 * self.units,)

    def loop(self, sequences: Tensor, states: Sequence[Tensor], **options: bool) -> tuple:
        return recurrence.gru(
            sequences,
            *self._weights(),
            *states,
            activation=self.activation,
            recurrent_activation=self.recurrent_activation,
            reset_after=self.reset_after,
            **options,
        )
