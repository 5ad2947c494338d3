"""Adam and AdamW: steps from the mean gradient and the mean squared gradient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import variable as core
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.optimizers.base import Optimizer, Rate, cast_to
from kerasish.ops.elementwise import maximum, sqrt, square


class Adam(Optimizer):
    """Steps from the mean gradient and the mean squared gradient (Kingma and Ba 2015).

    At step t: `m += (1 - beta_1) * (gradient - m); v += (1 - beta_2) * (gradient² - v)`, then
    `w -= alpha * m / (sqrt(v) + epsilon)` with
    `alpha = learning_rate * sqrt(1 - beta_2**t) / (1 - beta_1**t)`: the form before section 2.1.

    Args:
        learning_rate: how far a step goes; see `Optimizer`.
        beta_1, beta_2: how much of the two means stays at each step.
        epsilon: keeps the divisor from being zero.
        amsgrad: whether to divide by the largest `v` so far (Reddi et al. 2018).
        weight_decay, clipnorm, clipvalue, global_clipnorm, name: see `Optimizer`.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: Rate = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
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
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.amsgrad = amsgrad

    def build(self, variables: Sequence[core.Variable]) -> None:
        super().build(variables)
        self._means, self._squares = self.add_optimizer_variables(
            variables, ["momentum", "velocity"]
        )
        if self.amsgrad:
            (self._largest,) = self.add_optimizer_variables(variables, ["velocity_hat"])

    def update_step(self, gradient: Tensor, variable: core.Variable, learning_rate: Tensor) -> None:
        place = self.place_of(variable)
        m, v = self._means[place], self._squares[place]
        t = cast_to(self.iterations + 1, variable)
        alpha = learning_rate * sqrt(1.0 - self.beta_2**t) / (1.0 - self.beta_1**t)
        m.assign_add((1.0 - self.beta_1) * (gradient - m))
        v.assign_add((1.0 - self.beta_2) * (square(gradient) - v))
        if self.amsgrad:
            largest = self._largest[place]
            largest.assign(maximum(largest, v))
            v = largest
        variable.assign_sub(alpha * m / (sqrt(v) + self.epsilon))


class AdamW(Adam):
    """Adam whose weights decay apart from the gradient (Loshchilov and Hutter 2019).

    Before each step `w -= learning_rate * weight_decay * w`; the rest as in `Adam`.

    Args:
        learning_rate: how far a step goes; see `Optimizer`.
        weight_decay: how much the weights decay.
        beta_1, beta_2, epsilon, amsgrad: see `Adam`.
        clipnorm, clipvalue, global_clipnorm, name: see `Optimizer`.

    Raises:
        ValueError: `weight_decay` is None.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: Rate = 0.001,
        weight_decay: float = 0.004,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
        **unknown: Any,
    ):
        if weight_decay is None:
            raise ValueError(
                "Argument `weight_decay` must be a float. Received: weight_decay=None. "
                "Without decay take keras.optimizers.Adam."
            )
        super().__init__(
            *(learning_rate, beta_1, beta_2, epsilon, amsgrad),
            *(weight_decay, clipnorm, clipvalue, global_clipnorm, name),
            **unknown,
        )
