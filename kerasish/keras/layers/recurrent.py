"""SimpleRNN, LSTM, GRU: layers that read a sequence step by step and keep a state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import initializers
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.cells import Cell, GRUCell, LSTMCell, SimpleRNNCell
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.keras.layers.regularization import Dropout
from kerasish.keras.symbolic import is_unknown
from kerasish.keras.variable import Variable
from kerasish.ops.creation import cast, zeros


class RNN(Layer):
    """What recurrent layers have in common: states, and what is returned.

    Input shape (n, t, features). Output shape (n, units), or (n, t, units) with
    `return_sequences`; with `return_state` a tuple: the output, then each state, (n, units).

    Args:
        cell: the weights and the loop.
        dropout: the part of the features dropped in training, the same at each time step.
        recurrent_dropout: not supported: only 0 is taken.
        seed: of the dropout.
        return_sequences: whether the output of each time step is returned, not only the last.
        return_state: whether the last states are returned as well.
        go_backwards: whether to read from the last time step to the first; outputs come in the
            order in which they were computed.
        stateful: whether each call goes on from the states where the last one ended. The batch
            then always has the same length.
        unroll: whether the program repeats the step for each time step instead of looping: slower
            to compile, seldom faster.
        **kwargs: see `Layer`.

    Attributes:
        states: the state variables of a stateful layer, None before it is built.

    Raises:
        ValueError: `recurrent_dropout` is not 0; input without three axes; a stateful layer whose
            batch has no known length, or another one than before; other initial states than the
            layer has.
    """

    config_omits = frozenset({"cell"})
    config_if_changed = frozenset({"autocast"})

    def __init__(
        self,
        cell: Cell,
        dropout: float = 0.0,
        recurrent_dropout: float = 0.0,
        seed: int | None = None,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        **kwargs: Any,
    ):
        if recurrent_dropout:
            raise ValueError(
                f"recurrent_dropout={recurrent_dropout!r} came, but only 0 is supported: states "
                "are kept whole. Use dropout=, which drops features of the inputs, or put a "
                "keras.layers.Dropout after this layer."
            )
        super().__init__(**kwargs)
        self.cell = cell
        self.dropout = min(1.0, max(0.0, dropout))
        self.recurrent_dropout = 0.0
        self.seed = seed
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.stateful = stateful
        self.unroll = unroll
        self.input_spec = InputSpec(ndim=3)
        self._remembered = _States()
        self._dropping = None
        if self.dropout > 0:
            noise = (None, 1, None)
            self._dropping = Dropout(self.dropout, noise, seed, name=f"{cell.name}_dropout")

    units = property(lambda self: self.cell.units)
    activation = property(lambda self: self.cell.activation)
    use_bias = property(lambda self: self.cell.use_bias)
    kernel_initializer = property(lambda self: self.cell.kernel_initializer)
    recurrent_initializer = property(lambda self: self.cell.recurrent_initializer)
    bias_initializer = property(lambda self: self.cell.bias_initializer)
    kernel_regularizer = property(lambda self: self.cell.kernel_regularizer)
    recurrent_regularizer = property(lambda self: self.cell.recurrent_regularizer)
    bias_regularizer = property(lambda self: self.cell.bias_regularizer)

    @property
    def states(self) -> list[Variable] | None:
        return self._remembered.variables

    def build(self, sequences_shape: tuple[int | None, ...]) -> None:
        batch, _, features = sequences_shape
        self.cell.build((batch, features))
        self.input_spec = InputSpec(ndim=3, axes={-1: features})
        if self.stateful:
            self._remembered.variables = [
                Variable(initializers.Zeros(), shape, self.dtype, trainable=False, name="rnn_state")
                for shape in self._state_shapes(self._known(batch))
            ]

    def _known(self, batch: int | None) -> int:
        if batch is None or is_unknown(batch):
            raise ValueError(
                f"Layer '{self.name}' has stateful=True, so the batch size must be static: it "
                "keeps a state for each sequence of the batch. Begin the model with "
                "keras.Input(batch_shape=(32, 10, 8)), or leave Input out and call it on data."
            )
        return batch

    def _state_shapes(self, batch: int | None) -> list[tuple[int | None, int]]:
        return [(batch, self.cell.units) for _ in self.cell.state_names]

    def reset_state(self) -> None:
        """Set the states of a stateful layer to zeros."""
        for variable in self.states or []:
            variable.assign(zeros(variable.shape, variable.dtype))

    reset_states = reset_state

    def call(
        self, sequences: Tensor, initial_state: Any = None, training: bool = False
    ) -> Tensor | tuple[Tensor, ...]:
        if not sequences.dtype.is_floating:
            sequences = cast(sequences, self.dtype)
        states = self._first_states(sequences, initial_state)
        if self._dropping is not None:
            sequences = self._dropping(sequences, training=training)
        output, *states = self.cell.loop(
            sequences,
            states,
            return_sequences=self.return_sequences,
            go_backwards=self.go_backwards,
            unroll=self.unroll,
        )
        for variable, state in zip(self.states or [], states):
            variable.assign(state)
        return (output, *states) if self.return_state else output

    def _first_states(self, sequences: Tensor, given: Any) -> Sequence[Tensor]:
        batch = sequences.shape[0]
        shapes = self._state_shapes(batch)
        if self.stateful and self.states[0].shape[0] != batch:
            raise ValueError(
                "If an RNN is stateful, the batch size of the input sequences must be the same "
                f"as the batch size of the initial state. Layer '{self.name}' keeps states for "
                f"{self.states[0].shape[0]} sequences, but {batch} came. Give batches of one "
                "length (in fit: a batch_size that divides the number of sequences)."
            )
        if given is None:
            return self.states or []
        given = given if isinstance(given, list | tuple) else [given]
        found = [tuple(getattr(state, "shape", ())) for state in given]
        if found != shapes:
            names = " and ".join(self.cell.state_names)
            raise ValueError(
                f"Layer '{self.name}' ({type(self).__name__}) begins with {len(shapes)} initial "
                f"state(s) of shape {shapes[0]}: {names}. As initial_state came "
                f"{', '.join(map(describe, given))}. Give for example "
                f"initial_state=[{', '.join(f'tf.zeros({shape})' for shape in shapes)}]."
            )
        return [cast(state, self.dtype) for state in given]

    def compute_output_shape(
        self, sequences_shape: tuple[int | None, ...], initial_state_shape: Any = None
    ) -> Any:
        batch, length, _ = sequences_shape
        middle = (length,) if self.return_sequences else ()
        output = (batch, *middle, self.cell.units)
        return (output, *self._state_shapes(batch)) if self.return_state else output


class _States:
    """The state variables; in a list of the layer's own they would be weights."""

    def __init__(self):
        self.variables: list[Variable] | None = None


def _for_cell(name: str, kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments that a layer hands on to its cell."""
    return {"name": name} | {key: kwargs[key] for key in ("dtype", "trainable") if key in kwargs}


class SimpleRNN(RNN):
    """Simple recurrence: h = activation(x W + h U + b) at each time step (Elman 1990).

    Input shape (n, t, features), output shape (n, units); see `RNN` for others.

    Args:
        units: how many outputs.
        activation: a name or a function; None applies nothing.
        use_bias: whether to add a bias.
        kernel_initializer: for `kernel` (W), shape (features, units).
        recurrent_initializer: for `recurrent_kernel` (U), shape (units, units).
        bias_initializer: for `bias` (b), shape (units,).
        kernel_regularizer, recurrent_regularizer, bias_regularizer: a name, or a function of the
            weight to a number that is added to the loss.
        **kwargs: `return_sequences`, `return_state` and others, see `RNN`; see `Layer`.

    Raises:
        ValueError: `units` is not a positive whole number; see `RNN`.

    Example:
        >>> layer = keras.layers.SimpleRNN(4)
        >>> layer(tf.ones([2, 10, 8])).shape
        TensorShape([2, 4])
    """

    config_if_changed = frozenset({"autocast", "seed"})  # Keras forgets it

    @points_at_caller
    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        recurrent_regularizer: Any = None,
        bias_regularizer: Any = None,
        **kwargs: Any,
    ):
        cell = SimpleRNNCell(
            units,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            **_for_cell("simple_rnn_cell", kwargs),
        )
        super().__init__(cell, **kwargs)


class LSTM(RNN):
    """Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000).

    At each time step, with the gates i, f, o (recurrent_activation) and the candidate g
    (activation), each a function of x W + h U + b: c = f c + i g, h = o activation(c).
    Input shape (n, t, features), output shape (n, units); see `RNN` for others. The states are h
    and c.

    Args:
        units: how many outputs.
        activation: a name or a function; None applies nothing.
        recurrent_activation: the same, for the gates.
        use_bias: whether to add a bias.
        kernel_initializer: for `kernel` (W), shape (features, 4 * units): i, f, g, o.
        recurrent_initializer: for `recurrent_kernel` (U), shape (units, 4 * units).
        bias_initializer: for `bias` (b), shape (4 * units,).
        unit_forget_bias: whether the part of f in the bias begins at 1 (Jozefowicz et al. 2015).
        kernel_regularizer, recurrent_regularizer, bias_regularizer: a name, or a function of the
            weight to a number that is added to the loss.
        **kwargs: `return_sequences`, `return_state` and others, see `RNN`; see `Layer`.

    Raises:
        ValueError: `units` is not a positive whole number; see `RNN`.

    Example:
        >>> layer = keras.layers.LSTM(4, return_sequences=True)
        >>> layer(tf.ones([2, 10, 8])).shape
        TensorShape([2, 10, 4])
    """

    @points_at_caller
    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        unit_forget_bias: bool = True,
        kernel_regularizer: Any = None,
        recurrent_regularizer: Any = None,
        bias_regularizer: Any = None,
        **kwargs: Any,
    ):
        cell = LSTMCell(
            units,
            activation=activation,
            recurrent_activation=recurrent_activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            unit_forget_bias=unit_forget_bias,
            **_for_cell("lstm_cell", kwargs),
        )
        super().__init__(cell, **kwargs)

    recurrent_activation = property(lambda self: self.cell.recurrent_activation)
    unit_forget_bias = property(lambda self: self.cell.unit_forget_bias)


class GRU(RNN):
    """Gated recurrent unit (Cho et al. 2014).

    At each time step, with the gates z and r (recurrent_activation) and the candidate g
    (activation), each a function of x W + h U + b: h = z h + (1 - z) g. Into g the state goes
    scaled by r. Input shape (n, t, features), output shape (n, units); see `RNN` for others.

    Args:
        units: how many outputs.
        activation: a name or a function; None applies nothing.
        recurrent_activation: the same, for the gates.
        use_bias: whether to add a bias.
        kernel_initializer: for `kernel` (W), shape (features, 3 * units): z, r, g.
        recurrent_initializer: for `recurrent_kernel` (U), shape (units, 3 * units).
        bias_initializer: for `bias` (b), shape (2, 3 * units) with `reset_after` (for x W, for
            h U), else (3 * units,).
        kernel_regularizer, recurrent_regularizer, bias_regularizer: a name, or a function of the
            weight to a number that is added to the loss.
        reset_after: whether r scales h U (version 1 of the paper) or h (version 3).
        **kwargs: `return_sequences`, `return_state` and others, see `RNN`; see `Layer`.

    Raises:
        ValueError: `units` is not a positive whole number; see `RNN`.

    Example:
        >>> layer = keras.layers.GRU(4, return_state=True)
        >>> output, state = layer(tf.ones([2, 10, 8]))
        >>> state.shape
        TensorShape([2, 4])
    """

    @points_at_caller
    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        recurrent_regularizer: Any = None,
        bias_regularizer: Any = None,
        *,
        reset_after: bool = True,
        **kwargs: Any,
    ):
        cell = GRUCell(
            units,
            activation=activation,
            recurrent_activation=recurrent_activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            reset_after=reset_after,
            **_for_cell("gru_cell", kwargs),
        )
        super().__init__(cell, **kwargs)

    recurrent_activation = property(lambda self: self.cell.recurrent_activation)
    reset_after = property(lambda self: self.cell.reset_after)
