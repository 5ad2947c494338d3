"""RMSprop: steps divided by the root of the mean squared gradient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import variable as core
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.optimizers.base import Optimizer, Rate
from kerasish.ops.elementwise import sqrt, square


class RMSprop(Optimizer):
    """Steps divided by the root of the mean squared gradient (Hinton 2012, lecture 6e).

    `s = rho * s + (1 - rho) * gradient²; w -= learning_rate * gradient / sqrt(s + epsilon)`.

    Args:
        learning_rate: how far a step goes; see `Optimizer`.
        rho: how much of the mean stays at each step.
        momentum: how much of the last step goes on.
        epsilon: keeps the divisor from being zero.
        centered: whether to subtract the squared mean gradient from the mean squared gradient.
        weight_decay, clipnorm, clipvalue, global_clipnorm, name: see `Optimizer`.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: Rate = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
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
        self.rho = rho
        self.momentum = momentum
        self.epsilon = epsilon
        self.centered = centered

    def build(self, variables: Sequence[core.Variable]) -> None:
        super().build(variables)
        (self._squares,) = self.add_optimizer_variables(variables, ["velocity"])
        if self.momentum:
            (self._momentums,) = self.add_optimizer_variables(variables, ["momentum"])
        if self.centered:
            (self._means,) = self.add_optimizer_variables(variables, ["average_gradient"])

    def update_step(self, gradient: Tensor, variable: core.Variable, learning_rate: Tensor) -> None:
        place, rho = self.place_of(variable), self.rho
        squared = self._squares[place]
        squared.assign(rho * squared + (1.0 - rho) * square(gradient))
        variance = squared.value
        if self.centered:
            mean = self._means[place]
            mean.assign(rho * mean + (1.0 - rho) * gradient)
            variance = variance - square(mean)
        step = learning_rate * gradient / sqrt(variance + self.epsilon)
        if self.momentum:
            velocity = self._momentums[place]
            velocity.assign(self.momentum * velocity + step)
            step = velocity.value
        variable.assign_sub(step)
