"""A recording to look at: the operations that a tape has written down."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from kerasish.core.backward import Step, Wiring, walk
from kerasish.core.context import no_recording
from kerasish.core.kernel import Kernel
from kerasish.core.tensor import Tensor


class RecordedOperation:
    """An operation that a tape has written down, with its own derivative.

    Attributes:
        name: the operation's.
        inputs: the tensors that went in, in the order of the operation's arguments.
        outputs: the tensors that came out.
    """

    def __init__(self, kernel: Kernel, inputs: Sequence[Tensor], outputs: Sequence[Tensor]):
        self._kernel = kernel
        self.name = kernel.name
        self.inputs = tuple(inputs)
        self.outputs = tuple(outputs)

    def __repr__(self) -> str:
        def shapes(tensors: Sequence[Tensor]) -> str:
            return ", ".join(f"{tensor.dtype.name}{tensor.shape}" for tensor in tensors)

        return f"{self.name}: {shapes(self.inputs)} -> {shapes(self.outputs)}"

    def pull_back(
        self, gradients: Sequence[Tensor | None], places: Sequence[int]
    ) -> list[Tensor | None]:
        """The gradients of inputs that come from those of the outputs: one step of the chain rule.

        Args:
            gradients: for each output the gradient with respect to it, of its shape; None is 0.
            places: which inputs are wanted; their dtypes are floating.

        Returns:
            for each of `places` a tensor of that input's shape; None where a gradient written by
            hand gives none.
        """
        if self._kernel.pull is not None:
            return self._pulled_by_hand(gradients, places)
        step, values = self._alone()
        given = {place: g.array for place, g in zip(step.outputs, gradients) if g is not None}
        pull = _pulling(step, tuple(given), tuple(places))
        return [Tensor(array) for array in pull(list(given.values()), values)]

    def jacobian(self, output: int, place: int) -> Tensor:
        """The derivative of each element of an output by each element of an input.

        Args:
            output: which output.
            place: which input; both are floating.

        Returns:
            shape outputs[output].shape + inputs[place].shape.
        """
        target, source = self.outputs[output], self.inputs[place]
        shape = target.array.shape
        if target.array.size == 1:
            return self._only_row(output, place)
        basis = jnp.eye(target.array.size, dtype=target.array.dtype).reshape(-1, *shape)
        if self._kernel.pull is None:
            step, values = self._alone()
            pull = _pulling(step, (step.outputs[output],), (place,))
            rows = jax.vmap(lambda row: pull([row], values)[0])(basis)
        else:
            rows = jnp.stack([self._row_by_hand(output, place, row) for row in basis])
        return Tensor(rows.reshape(*shape, *source.array.shape))

    def _alone(self) -> tuple[Step, list[jax.Array]]:
        """The operation as the only step of a recording; inputs come first, each by itself."""
        tensors = [*self.inputs, *self.outputs]
        count = len(self.inputs)
        step = Step(self._kernel, tuple(range(count)), tuple(range(count, len(tensors))))
        return step, [tensor.array for tensor in tensors]

    def _pulled_by_hand(self, gradients: Sequence[Tensor | None], places: Sequence[int]) -> list:
        with no_recording():
            incoming = [
                Tensor(jnp.zeros_like(output.array)) if gradient is None else gradient
                for output, gradient in zip(self.outputs, gradients, strict=True)
            ]
            pulled: Sequence[Any] = self._kernel.pull(*incoming)
        return [
            None if pulled[place] is None else Tensor.convert(pulled[place]) for place in places
        ]

    def _only_row(self, output: int, place: int) -> Tensor:
        gradients: list[Tensor | None] = [None] * len(self.outputs)
        target, source = self.outputs[output].array, self.inputs[place].array
        gradients[output] = Tensor(jnp.ones_like(target))
        (pulled,) = self.pull_back(gradients, [place])
        row = jnp.zeros_like(source) if pulled is None else pulled.array
        return Tensor(row.reshape(*target.shape, *source.shape))

    def _row_by_hand(self, output: int, place: int, row: jax.Array) -> jax.Array:
        gradients: list[Tensor | None] = [None] * len(self.outputs)
        gradients[output] = Tensor(row)
        (pulled,) = self._pulled_by_hand(gradients, [place])
        return jnp.zeros_like(self.inputs[place].array) if pulled is None else pulled.array


@functools.lru_cache(maxsize=256)
def _pulling(step: Step, targets: tuple[int, ...], sources: tuple[int, ...]) -> Callable:
    """One step of the walk backwards, compiled: from (gradients, values) to gradients."""
    wiring = Wiring(
        steps=(step,),
        values=(*step.inputs, *step.outputs),
        targets=targets,
        sources=tuple((place,) for place in sources),
        followed=frozenset(sources),
    )
    return jax.jit(lambda gradients, values: walk(wiring, gradients, values))
