"""What layers add to the loss: penalties of weights, of outputs, and those of one's own."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import Any

import jax

from kerasish.core import nest
from kerasish.core.context import context
from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import regularizers
from kerasish.keras.layers.weights import WeightHolder
from kerasish.ops.creation import cast

# The layers that keep what was added while running eagerly: as long as there are none, a call
# has nothing to clear.
_keepers: weakref.WeakSet[PenaltyHolder] = weakref.WeakSet()


class PenaltyHolder(WeightHolder):
    """Something that adds to the loss of the model it is in.

    What is added within a function being traced is kept by the trace and ends with it: those
    tensors have no value outside.

    Args:
        activity_regularizer: a name or a function of the outputs to one number.
        name, trainable, dtype: see `WeightHolder`.

    Attributes:
        activity_regularizer: None, or a function; it may be replaced at any time.
    """

    def __init__(self, name: str | None, trainable: bool, dtype: Any, activity_regularizer: Any):
        super().__init__(name, trainable, dtype)
        self.activity_regularizer = regularizers.get(activity_regularizer)
        self._added: list[Tensor] = []  # while running eagerly

    @points_at_caller
    def add_loss(self, loss: Any) -> None:
        """Add to the loss of the model that this layer is in; to be called in `call`.

        Args:
            loss: a tensor, usually of shape (), or a nested structure of tensors.

        Raises:
            ValueError: something that is no tensor.
        """
        for value in nest.flatten(loss):
            if not isinstance(value, Tensor | jax.Array):
                raise ValueError(
                    "`add_loss()` can only be called from inside `build()` or `call()`, on a "
                    f"tensor input. Received invalid value: {describe(value)}. Compute the loss "
                    "with tf's operations, for example tf.reduce_sum(tf.square(x))."
                )
            self._keep(Tensor.convert(value))

    def _keep(self, loss: Tensor) -> None:
        if context.trace is not None:
            context.trace.kept_for.append((self, loss))
        else:
            self._added.append(loss)
            _keepers.add(self)

    @property
    def losses(self) -> list[Tensor]:
        """What this layer and those inside it add to the loss.

        First what `add_loss` and activity regularizers added since the last call began, then the
        penalties of the trained weights, computed from the present values.
        """
        added = [loss for layer in self._all_layers() for loss in _added_by(layer)]
        return added + [
            Tensor.convert(weight.regularizer(weight.value))
            for weight in self.trainable_weights
            if getattr(weight, "regularizer", None) is not None
        ]

    def _add_penalty_of(self, outputs: Any) -> None:
        """Add what the activity regularizer makes of the outputs, divided by the batch size."""
        for output in nest.flatten(outputs):
            if not isinstance(output, Tensor):
                continue
            penalty = Tensor.convert(self.activity_regularizer(output), hint=output.dtype)
            if output.ndim:
                penalty = penalty / cast(max(output.shape[0], 1), penalty.dtype)
            self.add_loss(penalty)

    def _clear_losses(self) -> None:
        """Forget what was added by this layer and those inside it."""
        if context.trace is not None:
            if context.trace.kept_for:
                own = {id(layer) for layer in self._all_layers()}
                kept = [pair for pair in context.trace.kept_for if id(pair[0]) not in own]
                context.trace.kept_for[:] = kept
        elif _keepers:
            for layer in self._all_layers():
                if isinstance(layer, PenaltyHolder) and layer._added:
                    layer._added.clear()
                    _keepers.discard(layer)


def _added_by(layer: WeightHolder) -> Iterator[Tensor]:
    if context.trace is not None:
        return (loss for whose, loss in context.trace.kept_for if whose is layer)
    return iter(getattr(layer, "_added", ()))
