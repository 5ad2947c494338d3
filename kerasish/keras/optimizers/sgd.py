"""SGD: gradient descent, with momentum if asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import variable as core
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.optimizers.base import Optimizer, Rate


class SGD(Optimizer):
    """Gradient descent, `w -= learning_rate * gradient`, with momentum if asked for.

    With momentum m: `v = m * v - learning_rate * gradient; w += v` (Polyak 1964). With `nesterov`,
    `w += m * v - learning_rate * gradient` (Sutskever et al. 2013).

    Args:
        learning_rate: how far a step goes; see `Optimizer`.
        momentum: how much of the last step goes on, from 0 to 1.
        nesterov: whether to look ahead by the momentum.
        weight_decay, clipnorm, clipvalue, global_clipnorm, name: see `Optimizer`.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: Rate = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
        **unknown: Any,
    ):
        super().__init__(
            learning_rate, weight_decay, clipnorm, clipvalue, global_clipnorm, name, **unknown
        )
        if not isinstance(momentum, float) or not 0 <= momentum <= 1:
            raise ValueError(
                f"`momentum` must be a float between [0, 1]. Received: momentum={momentum!r}"
            )
        self.momentum = momentum
        self.nesterov = nesterov

    def build(self, variables: Sequence[core.Variable]) -> None:
        super().build(variables)
        if self.momentum:
            (self._momentums,) = self.add_optimizer_variables(variables, ["momentum"])

    def update_step(self, gradient: Tensor, variable: core.Variable, learning_rate: Tensor) -> None:
        step = learning_rate * gradient
        if not self.momentum:
            variable.assign_sub(step)
            return
        velocity = self._momentums[self.place_of(variable)]
        velocity.assign(self.momentum * velocity - step)
        if self.nesterov:
            variable.assign_add(self.momentum * velocity - step)
        else:
            variable.assign_add(velocity.value)
