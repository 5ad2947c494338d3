"""GradientTape: a recording of operations, walked backwards to find gradients.

The tape writes down every operation that something watched goes into; `kerasish.core.backward`
walks back over what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import backward, dtypes, nest
from kerasish.core.context import context, no_recording
from kerasish.core.identity import identity
from kerasish.core.kernel import Kernel, run
from kerasish.core.op import describe
from kerasish.core.recording import RecordedOperation
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import shortened, warn
from kerasish.core.variable import Variable


class UnconnectedGradients(Enum):
    """What the gradient is where the target does not depend on a source."""

    NONE = "none"
    ZERO = "zero"


class GradientTape:
    """Records operations so that gradients can be computed.

    Args:
        persistent: keep the recording after the first `gradient`, for more of them.
        watch_accessed_variables: watch every trainable variable that is read.
    """

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True):
        self._persistent = persistent
        self._watch_variables = watch_accessed_variables
        self._recording = False
        self._used = False
        self._forget()

    def _forget(self) -> None:
        self._steps: list[tuple[Kernel, Sequence[Tensor], Sequence[Tensor]]] = []
        self._tracked: set[int] = set()  # of tensors that something watched went into
        self._watched: dict[int, Tensor] = {}
        self._variables: dict[int, Variable] = {}
        self._values: dict[int, dict[int, Tensor]] = {}  # variable number -> values that were read

    # -- recording -------------------------------------------------------------------------

    def __enter__(self) -> GradientTape:
        if self._recording:
            raise ValueError("Tape is still recording, This can happen if you try to re-enter it.")
        self._start()
        return self

    def __exit__(self, *exception) -> None:
        if self._recording:
            self._stop()

    def _start(self) -> None:
        context.tapes = (*context.tapes, self)
        self._recording = True

    def _stop(self) -> None:
        context.tapes = tuple(tape for tape in context.tapes if tape is not self)
        self._recording = False

    def followed(self, tensors: Sequence[Tensor]) -> list[int]:
        """The places of those tensors that something watched went into."""
        return [place for place, tensor in enumerate(tensors) if identity(tensor) in self._tracked]

    def record(self, kernel: Kernel, inputs: Sequence[Tensor], outputs: Sequence[Tensor]) -> None:
        """Write an operation down if anything watched goes into it."""
        tracked = self._tracked
        for tensor in inputs:
            if identity(tensor) in tracked:
                self._steps.append((kernel, inputs, outputs))
                for output in outputs:
                    if output.array.dtype in dtypes.FLOATS:
                        tracked.add(identity(output))
                return

    def read(self, variable: Variable, tensor: Tensor) -> None:
        """Take note that `tensor` is the value that was read from `variable`."""
        number = variable._number
        if number not in self._variables:
            if not (self._watch_variables and variable._trainable):
                return
            if variable._dtype._numpy not in dtypes.FLOATS:
                return
            self._variables[number] = variable
        self._values.setdefault(number, {})[identity(tensor)] = tensor
        self._tracked.add(identity(tensor))

    def watch(self, tensor: Any) -> None:
        """Follow what is computed from `tensor`: a tensor, a variable, or nested lists of them.

        Raises:
            ValueError: something else.
        """
        for item in nest.flatten(tensor):
            if not isinstance(item, Tensor | Variable):
                __tracebackhide__ = True
                raise ValueError(
                    f"Passed in object {item!r} of type {type(item).__name__!r}, not tf.Tensor or "
                    "tf.Variable. Make it a tensor first: x = tf.constant(3.0); tape.watch(x)."
                )
            if not _is_float(item):
                warn(_not_floating("watched", item))
            elif isinstance(item, Variable):
                self._variables[item._number] = item
            else:
                self._watched[identity(item)] = item
                self._tracked.add(identity(item))

    def watched_variables(self) -> tuple[Variable, ...]:
        """The variables watched, in the order in which they were made."""
        return tuple(self._variables[number] for number in sorted(self._variables))

    @contextmanager
    def stop_recording(self):
        """Within this block nothing is recorded.

        Raises:
            ValueError: the tape does not record.
        """
        if not self._recording:
            raise ValueError("Tape is not recording.")
        self._stop()
        try:
            yield
        finally:
            self._start()

    def reset(self) -> None:
        """Forget what was recorded and watched."""
        self._forget()

    # -- looking at the recording (TensorFlow's tape cannot be looked at) ---------------------

    @property
    def operations(self) -> list[RecordedOperation]:
        """What was written down, in the order in which it ran."""
        return [RecordedOperation(*step) for step in self._steps]

    def recorded(self, source: Tensor | Variable) -> list[Tensor]:
        """The tensors of the recording that stand for a source.

        Returns:
            for a variable the values that were read from it; for a tensor that the tape follows
            the tensor itself; nothing for all that it does not follow.
        """
        return [tensor for tensor in self._stand_ins(source) if identity(tensor) in self._tracked]

    # -- gradients -------------------------------------------------------------------------

    def gradient(
        self,
        target: Any,
        sources: Any,
        output_gradients: Any = None,
        unconnected_gradients: UnconnectedGradients | str = UnconnectedGradients.NONE,
    ):
        """The gradient of the sum of `target` with respect to each of `sources`.

        Args:
            target: a tensor or nested lists of tensors.
            sources: a tensor or variable, or nested lists of them.
            output_gradients: weights of the target's elements, of its shape; ones by default.
            unconnected_gradients: "none" or "zero", for sources that target does not depend on.

        Returns:
            in the structure of `sources`, tensors of their shapes.

        Raises:
            RuntimeError: a second call on a tape that is not persistent.
            TypeError: sources that are no tensors.
        """
        try:
            self._spend()
            unconnected = UnconnectedGradients(unconnected_gradients)
            targets = [self._target(item) for item in nest.flatten(target)]
            flat = nest.flatten(sources)
            weights = _weights(targets, output_gradients)
            found = self._backward(targets, flat, weights)
            if unconnected is UnconnectedGradients.ZERO:
                found = [_zeros(s) if g is None else g for s, g in zip(flat, found, strict=True)]
            return nest.pack_like(sources, found)
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def jacobian(
        self,
        target: Tensor,
        sources: Any,
        unconnected_gradients: UnconnectedGradients | str = UnconnectedGradients.NONE,
    ):
        """The derivative of every element of `target` by every element of each source.

        Returns:
            in the structure of `sources`, tensors of shape target.shape + source.shape.
        """
        try:
            self._spend()
            unconnected = UnconnectedGradients(unconnected_gradients)
            target = self._target(target)
            flat = nest.flatten(sources)
            shape = target.array.shape
            basis = jnp.eye(int(np.prod(shape)), dtype=target.array.dtype).reshape(-1, *shape)
            found = self._backward([target], flat, [Tensor(basis)], batched=True)
            whole = []
            for source, rows in zip(flat, found, strict=True):
                if rows is not None:
                    whole.append(_reshaped(rows, shape + tuple(source.shape)))
                else:
                    is_zero = unconnected is UnconnectedGradients.ZERO
                    whole.append(_zeros(source, shape) if is_zero else None)
            return nest.pack_like(sources, whole)
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def batch_jacobian(
        self,
        target: Tensor,
        source: Tensor,
        unconnected_gradients: UnconnectedGradients | str = UnconnectedGradients.NONE,
    ):
        """For each example of a batch the derivative of its outputs by its own inputs.

        Args:
            target: shape (b, ...), row i computed from row i of `source` alone.
            source: shape (b, ...).

        Returns:
            shape (b, *target.shape[1:], *source.shape[1:]).

        Raises:
            ValueError: the first axes differ.
        """
        try:
            self._spend()
            unconnected = UnconnectedGradients(unconnected_gradients)
            target = self._target(target)
            batch, *rest = target.array.shape or (None,)
            if not rest or len(source.shape) < 2:
                raise ValueError(
                    "batch_jacobian takes a batch of vectors, shape (b, ...), but target has "
                    f"shape {target.shape} and source has shape {source.shape}. For one example "
                    "use tape.jacobian, or give both an axis more: x[:, tf.newaxis]."
                )
            if not source.shape or source.shape[0] != batch:
                raise ValueError(
                    "Need first dimension of target shape and source shape to match, but "
                    f"target has shape {target.shape} and source has shape {source.shape}."
                )
            eye = jnp.eye(int(np.prod(rest)), dtype=target.array.dtype)
            basis = jnp.repeat(eye.reshape(-1, 1, *rest), batch, axis=1)
            rows = self._backward([target], [source], [Tensor(basis)], batched=True)[0]
            shape = (batch, *rest, *source.shape[1:])
            if rows is None:
                return _zeros(source, tuple(rest)) if unconnected.value == "zero" else None
            return _reshaped(run(_SWAP, [rows], Tensor), shape)
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def _spend(self) -> None:
        if self._used and not self._persistent:
            raise RuntimeError(
                "A non-persistent GradientTape can only be used to compute one set of gradients "
                "(or jacobians). Ask for all of them in one call, tape.gradient(y, [a, b]), or "
                "write tf.GradientTape(persistent=True)."
            )
        self._used = True
        if self._recording and not self._persistent:
            self._stop()

    def _target(self, item: Any) -> Tensor:
        if isinstance(item, Variable):
            with no_recording():
                item = item.__as_tensor__()
        if not isinstance(item, Tensor):
            raise TypeError(
                f"The target must be a tensor computed inside the tape, but {describe(item)} came. "
                "Compute it there with tf operations and leave out .numpy() and float(): with them "
                "a result leaves the recording."
            )
        if item.array.dtype not in dtypes.FLOATS:
            warn(_not_floating("target", item))
        return item

    def _stand_ins(self, source: Any) -> list[Tensor]:
        """The recorded tensors that stand for a source: for a variable, the values read."""
        if isinstance(source, Variable):
            return list(self._values.get(source._number, {}).values())
        if isinstance(source, Tensor):
            return [source]
        raise TypeError(
            "Argument `sources` must be tensors or variables, or nested lists of them, but "
            f"{describe(source)} came. Numbers cannot be differentiated: use tf.Variable(...) "
            "or tf.constant(...) with tape.watch."
        )

    def _backward(self, targets, sources, weights, batched=False) -> list[Tensor | None]:
        for source in sources:
            if isinstance(source, Tensor | Variable) and not _is_float(source):
                warn(_not_floating("source", source))
        stand_ins = [self._stand_ins(source) for source in sources]
        return backward.gradients(self._steps, self._tracked, targets, stand_ins, weights, batched)


_SWAP = Kernel("swap", lambda rows: jnp.moveaxis(rows, 0, 1), key=("tape", "swap"))
_reshapes: dict[tuple[int, ...], Kernel] = {}


def _reshaped(rows: Tensor, shape: tuple[int, ...]) -> Tensor:
    kernel = _reshapes.get(shape)
    if kernel is None:
        kernel = Kernel("reshape", lambda x: x.reshape(shape), key=("tape", "reshape", shape))
        _reshapes[shape] = kernel
    return run(kernel, [rows], Tensor)


def _weights(targets: list[Tensor], given: Any) -> list[Tensor]:
    """The gradient to start from at every target: as given, or ones."""
    flat = [None] * len(targets) if given is None else nest.flatten(given)
    if len(targets) == 1 and len(flat) != 1:  # numbers for the elements of the one target
        flat = given if len(given) == 1 else [given]
    if len(flat) != len(targets):
        raise ValueError(
            f"`output_gradients` needs one tensor for each target: {len(targets)} targets, "
            f"{len(flat)} output gradients came."
        )
    weights = []
    for target, weight in zip(targets, flat, strict=True):
        if weight is None:
            weight = _ones(target.array.shape, target.array.dtype)
        else:
            weight = Tensor.convert(weight, hint=target.dtype)
            if weight.array.shape != target.array.shape:
                raise ValueError(
                    "`output_gradients` must have the target's shape: target has "
                    f"{target.shape}, output_gradients has {weight.shape}. Several sources go into "
                    "one list: tape.gradient(loss, [W, b])."
                )
        weights.append(weight)
    return weights


_scalar_ones: dict[np.dtype, Tensor] = {}


def _ones(shape: tuple[int, ...], dtype: np.dtype) -> Tensor:
    if shape:
        return Tensor(np.ones(shape, dtype))
    if dtype not in _scalar_ones:
        with jax.ensure_compile_time_eval():
            _scalar_ones[dtype] = Tensor(jax.device_put(np.ones((), dtype)))
    return _scalar_ones[dtype]


def _zeros(source: Any, front: tuple[int, ...] = ()) -> Tensor:
    return Tensor(jnp.zeros(front + tuple(source.shape), source.dtype.as_numpy_dtype))


def _is_float(item: Tensor | Variable) -> bool:
    return item.dtype.is_floating


def _not_floating(role: str, item: Tensor | Variable) -> str:
    return (
        f"The dtype of the {role} tensor must be floating (e.g. tf.float32), got {item.dtype!r}: "
        "the gradient will be None. Write 3.0 instead of 3, or tf.cast(x, tf.float32)."
    )
