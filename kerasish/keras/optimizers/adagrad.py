"""Adagrad: steps that grow smaller the more a weight has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import variable as core
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.optimizers.base import Optimizer, Rate
from kerasish.ops.elementwise import sqrt, square


class Adagrad(Optimizer):
    """Steps that grow smaller the more a weight has changed (Duchi et al. 2011).

    `s += gradient²; w -= learning_rate * gradient / sqrt(s + epsilon)`.

    Args:
        learning_rate: how far a step goes; see `Optimizer`. The paper's form has 1.0.
        initial_accumulator_value: what `s` begins with.
        epsilon: keeps the divisor from being zero.
        weight_decay, clipnorm, clipvalue, global_clipnorm, name: see `Optimizer`.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: Rate = 0.001,
        initial_accumulator_value: float = 0.1,
        epsilon: float = 1e-7,
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
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon

    def build(self, variables: Sequence[core.Variable]) -> None:
        super().build(variables)
        (self._sums,) = self.add_optimizer_variables(
            variables, ["accumulator"], self.initial_accumulator_value
        )

    def update_step(self, gradient: Tensor, variable: core.Variable, learning_rate: Tensor) -> None:
        squared = self._sums[self.place_of(variable)]
        squared.assign_add(square(gradient))
        variable.assign_sub(learning_rate * gradient / sqrt(squared + self.epsilon))
