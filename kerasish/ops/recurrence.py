"""Recurrences: one step repeated along the time axis, as one compiled loop.

Each operation is a `jax.lax.scan`. The inputs are projected inside the loop: with one product for
all steps before it, an LSTM took twice as long forwards (2 cores, 8 and 128 features), because
XLA fuses the slices of its large result into the activations and then does not vectorize them.

Shapes: `sequences` (n, t, d), states (n, u), `kernel` (d, g * u), `recurrent_kernel` (u, g * u)
with g gates side by side. States that are left out are zeros. Each operation returns a tuple: the
output (n, u), or all of them (n, t, u) with `return_sequences`, then the last states.
"""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
from jax import lax

from kerasish.core import dtypes
from kerasish.core.lift import Trace, tracing
from kerasish.core.op import Array, op
from kerasish.core.tensor import Tensor

_SHAPES = (
    "Sequences have shape (batch, time, features) and states (batch, units); an activation keeps "
    "the shape."
)


@op(dtypes=dtypes.FLOATS, keeps=True, hint=_SHAPES)
def simple_rnn(
    sequences: Array,
    kernel: Array,
    recurrent_kernel: Array,
    bias: Array = None,
    hidden: Array = None,
    *,
    activation: Callable,
    return_sequences: bool = False,
    go_backwards: bool = False,
    unroll: bool = False,
):
    """Simple recurrence: h = activation(x W + h U + b) (Elman 1990); `bias` has shape (u,)."""
    activation = _of_arrays(activation)

    def step(x, h):
        return (activation(_sum(x @ kernel + h @ recurrent_kernel, bias)),)

    hidden = _state(hidden, sequences, recurrent_kernel)
    return _scan(step, sequences, (hidden,), return_sequences, go_backwards, unroll)


@op(dtypes=dtypes.FLOATS, keeps=True, hint=_SHAPES)
def lstm(
    sequences: Array,
    kernel: Array,
    recurrent_kernel: Array,
    bias: Array = None,
    hidden: Array = None,
    carry: Array = None,
    *,
    activation: Callable,
    recurrent_activation: Callable,
    return_sequences: bool = False,
    go_backwards: bool = False,
    unroll: bool = False,
):
    """Long short-term memory (Hochreiter and Schmidhuber 1997; with the forget gate of Gers 2000).

    The gates are input, forget, candidate and output: c = f c + i g, h = o activation(c). `bias`
    has shape (4 u,). The last states are the hidden one and the carry.
    """
    activation, gate = _of_arrays(activation), _of_arrays(recurrent_activation)

    def step(x, h, c):
        i, f, g, o = jnp.split(_sum(x @ kernel + h @ recurrent_kernel, bias), 4, axis=-1)
        c = gate(f) * c + gate(i) * activation(g)
        return gate(o) * activation(c), c

    states = tuple(_state(state, sequences, recurrent_kernel) for state in (hidden, carry))
    return _scan(step, sequences, states, return_sequences, go_backwards, unroll)


@op(dtypes=dtypes.FLOATS, keeps=True, hint=_SHAPES)
def gru(
    sequences: Array,
    kernel: Array,
    recurrent_kernel: Array,
    bias: Array = None,
    hidden: Array = None,
    *,
    activation: Callable,
    recurrent_activation: Callable,
    reset_after: bool = True,
    return_sequences: bool = False,
    go_backwards: bool = False,
    unroll: bool = False,
):
    """Gated recurrent unit (Cho et al. 2014).

    The gates are update, reset and candidate: h = z h + (1 - z) g. With `reset_after` the reset
    gate scales what the state was multiplied to (version 1 of the paper), and `bias` has shape
    (2, 3 u): that of the inputs, that of the state. Without, it scales the state before
    (version 3), and `bias` has shape (3 u,).
    """
    activation, gate = _of_arrays(activation), _of_arrays(recurrent_activation)
    units = recurrent_kernel.shape[0]
    two_biases = bias is not None and reset_after
    bias, state_bias = bias if two_biases else (bias, None)

    def after(x, h):
        inner = _sum(h @ recurrent_kernel, state_bias)
        (z, r, g), (hz, hr, hg) = (jnp.split(a, 3, axis=-1) for a in (project(x), inner))
        return gate(z + hz), activation(g + gate(r + hr) * hg)

    def before(x, h):
        z, r, g = jnp.split(project(x), 3, axis=-1)
        hz, hr = jnp.split(h @ recurrent_kernel[:, : 2 * units], 2, axis=-1)
        reset = gate(r + hr) * h
        return gate(z + hz), activation(g + reset @ recurrent_kernel[:, 2 * units :])

    def project(x):
        return _sum(x @ kernel, bias)

    def step(x, h):
        z, candidate = after(x, h) if reset_after else before(x, h)
        return (z * h + (1 - z) * candidate,)

    hidden = _state(hidden, sequences, recurrent_kernel)
    return _scan(step, sequences, (hidden,), return_sequences, go_backwards, unroll)


def _scan(
    step: Callable,
    sequences: jax.Array,
    states: tuple[jax.Array, ...],
    return_sequences: bool,
    go_backwards: bool,
    unroll: bool,
) -> tuple[jax.Array, ...]:
    """Repeat `states = step(x, *states)`; the first state is the output of a step."""
    inputs = jnp.swapaxes(sequences, 0, 1)
    inputs = inputs[::-1] if go_backwards else inputs

    def once(states, x):
        states = step(x, *states)
        return states, states[0] if return_sequences else None

    states, outputs = lax.scan(once, states, inputs, unroll=unroll)
    return jnp.swapaxes(outputs, 0, 1) if return_sequences else states[0], *states


def _state(given: jax.Array | None, sequences: jax.Array, kernel: jax.Array) -> jax.Array:
    if given is not None:
        return given
    return jnp.zeros((sequences.shape[0], kernel.shape[0]), sequences.dtype)


def _sum(x: jax.Array, bias: jax.Array | None) -> jax.Array:
    return x if bias is None else x + bias


def _of_arrays(function: Callable) -> Callable:
    """A function of tensors as one of arrays.

    Raises:
        ValueError: it uses a variable, whose later values the compiled loop would not see.
    """

    def apply(array: jax.Array) -> jax.Array:
        trace = Trace({}, {}, may_create=False)
        with tracing(trace):
            result = Tensor.convert(function(Tensor(array))).array
        if trace.grew or trace.writes:
            raise ValueError(
                f"The activation {getattr(function, '__name__', function)!r} uses a variable. "
                "Inside a recurrent layer an activation is a function of its input alone, such "
                "as 'tanh' or tf.nn.relu: make what has variables a layer after this one."
            )
        return result

    return apply
