"""Optimizers: from gradients to new weights."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kerasish._missing import missing as _missing
from kerasish.core import dtypes
from kerasish.core import variable as core
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.lookup import Registry
from kerasish.keras.naming import auto_name, name_scope
from kerasish.keras.variable import Variable
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import maximum, sqrt, square


class Optimizer:
    """The base of optimizers. Subclasses define `update_step`, and `build` for their variables.

    Args:
        learning_rate: how far a step goes, a float.
        name: the first part of the paths of its variables.

    Attributes:
        iterations: how many times gradients have been applied.
        variables: `iterations`, the learning rate and what the optimizer remembers.

    Raises:
        ValueError: a learning rate that is no float, or unknown arguments.
    """

    def __init__(self, learning_rate: float, name: str | None = None, **unknown: Any):
        if unknown:
            raise ValueError(
                f"Argument(s) not recognized: {unknown}. {type(self).__name__} takes "
                f"{', '.join(_arguments(type(self)))}."
            )
        self.name = name or auto_name(type(self).__name__)
        self.built = False
        self._places: dict[int, int] = {}  # by the number of a variable
        self._trainable: list[core.Variable] = []
        self._variables: list[Variable] = []
        self.iterations = self.add_variable((), dtype=dtypes.int64, name="iteration")
        self._learning_rate = self.add_variable((), name="learning_rate")
        self.learning_rate = learning_rate

    @property
    def learning_rate(self) -> Variable:
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if not isinstance(value, float | Tensor | core.Variable):
            raise ValueError(
                "Argument `learning_rate` should be float. "
                f"Received instead: learning_rate={value!r} ({type(value).__name__}). "
                "Write a number with a point, such as 0.01 or 1.0."
            )
        self._learning_rate.assign(value)

    @property
    def variables(self) -> list[Variable]:
        return list(self._variables)

    # -- variables -------------------------------------------------------------------------

    def build(self, variables: Sequence[core.Variable]) -> None:
        """Make what the optimizer remembers of each variable."""
        self._trainable = list(variables)
        self._places = {variable._number: i for i, variable in enumerate(variables)}
        self.built = True

    def add_variable(
        self, shape: Sequence[int], dtype: Any = dtypes.float32, name: str | None = None
    ) -> Variable:
        """A variable of the optimizer's own, zero to begin with."""
        value = np.zeros(shape, dtypes.as_dtype(dtype).as_numpy_dtype)  # nothing to compile
        with name_scope(self.name, self):
            variable = Variable(value, trainable=False, name=name)
        self._variables.append(variable)
        return variable

    def add_optimizer_variables(
        self, variables: Sequence[core.Variable], names: Sequence[str]
    ) -> tuple[list[Variable], ...]:
        """For each name a list with one variable, zero to begin with, for each of `variables`."""
        columns: tuple[list[Variable], ...] = tuple([] for _ in names)
        for variable in variables:
            path = getattr(variable, "path", variable.name).replace("/", "_").replace(":", "_")
            for name, column in zip(names, columns):
                column.append(self.add_variable(variable.shape, variable.dtype, f"{path}_{name}"))
        return columns

    def place_of(self, variable: core.Variable) -> int:
        """The place of a variable among those that the optimizer was built with.

        Raises:
            ValueError: it is none of them.
        """
        place = self._places.get(variable._number)
        if place is None:
            raise ValueError(
                f"Unknown variable: {variable!r}. This optimizer can only be called for the "
                "variables it was originally built with. When working with a new set of "
                "variables, you should recreate a new optimizer instance."
            )
        return place

    # -- a step ----------------------------------------------------------------------------

    @points_at_caller
    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, core.Variable]]) -> Variable:
        """Change variables by their gradients.

        Args:
            grads_and_vars: pairs of (gradient, variable), as from `zip(gradients, variables)`.

        Returns:
            `iterations`.

        Raises:
            ValueError: no gradient at all, or a variable that the optimizer does not know.
        """
        pairs = list(grads_and_vars)
        self.apply([gradient for gradient, _ in pairs], [variable for _, variable in pairs])
        return self.iterations

    def apply(
        self, grads: Sequence[Any], trainable_variables: Sequence[core.Variable] | None = None
    ) -> None:
        """Change variables by their gradients; see `apply_gradients`.

        Args:
            grads: one gradient for each variable, None for one that is to stay.
            trainable_variables: those that the optimizer was built with, if left out.
        """
        if len(grads) == 0:
            return
        variables = self._known(grads, trainable_variables)
        pairs = [(g, v) for g, v in zip(grads, variables) if g is not None]
        if not pairs:
            raise ValueError(
                "No gradients provided for any variable: all of them are None. Compute the loss "
                "from the variables inside the tape's `with` block, with tf operations alone."
            )
        if len(pairs) < len(variables):
            missing = [v.name for g, v in zip(grads, variables) if g is None]
            warn(
                f"Gradients do not exist for variables {missing} when minimizing the loss: the "
                "loss does not depend on them. They stay as they are."
            )
        for gradient, variable in pairs:
            gradient = Tensor.convert(gradient, hint=variable.dtype)
            rate = _cast(self.learning_rate, variable)
            self.update_step(_cast(gradient, variable), variable, rate)
        self.iterations.assign_add(1)

    def _known(
        self, grads: Sequence[Any], variables: Sequence[core.Variable] | None
    ) -> Sequence[core.Variable]:
        """The variables to change, all of which the optimizer was built with."""
        if variables is None:
            if not self.built:
                raise ValueError(
                    "When passing `grads` without `variables`, the optimizer must already be "
                    "built on a list of variables. Call `optimizer.build(trainable_variables)` "
                    "first."
                )
            variables = self._trainable
        if len(grads) != len(variables):
            raise ValueError(
                "There must be one gradient for each variable, but "
                f"{len(grads)} gradients and {len(variables)} variables came."
            )
        if not self.built:
            self.build(variables)
        for variable in variables:
            self.place_of(variable)
        return variables

    def update_step(self, gradient: Tensor, variable: core.Variable, learning_rate: Tensor) -> None:
        """Change one variable; to be defined by subclasses."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say how to change a variable. "
            "Define update_step(self, gradient, variable, learning_rate)."
        )


class SGD(Optimizer):
    """Gradient descent, `w -= learning_rate * gradient`, with momentum if asked for.

    With momentum m: `v = m * v - learning_rate * gradient; w += v` (Polyak 1964). With `nesterov`,
    `w += m * v - learning_rate * gradient` (Sutskever et al. 2013).

    Args:
        learning_rate: how far a step goes.
        momentum: how much of the last step goes on, from 0 to 1.
        nesterov: whether to look ahead by the momentum.
        name: see `Optimizer`.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: float = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        name: str | None = None,
        **unknown: Any,
    ):
        super().__init__(learning_rate, name, **unknown)
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


class RMSprop(Optimizer):
    """Steps divided by the root of the mean squared gradient (Hinton 2012, lecture 6e).

    `s = rho * s + (1 - rho) * gradient²; w -= learning_rate * gradient / sqrt(s + epsilon)`.

    Args:
        learning_rate: how far a step goes.
        rho: how much of the mean stays at each step.
        momentum: how much of the last step goes on.
        epsilon: keeps the divisor from being zero.
        centered: whether to subtract the squared mean gradient from the mean squared gradient.
        name: see `Optimizer`.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: float = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
        name: str | None = None,
        **unknown: Any,
    ):
        super().__init__(learning_rate, name, **unknown)
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


class Adam(Optimizer):
    """Steps from the mean gradient and the mean squared gradient (Kingma and Ba 2015).

    At step t: `m += (1 - beta_1) * (gradient - m); v += (1 - beta_2) * (gradient² - v)`, then
    `w -= alpha * m / (sqrt(v) + epsilon)` with
    `alpha = learning_rate * sqrt(1 - beta_2**t) / (1 - beta_1**t)`: the form before section 2.1.

    Args:
        learning_rate: how far a step goes.
        beta_1, beta_2: how much of the two means stays at each step.
        epsilon: keeps the divisor from being zero.
        amsgrad: whether to divide by the largest `v` so far (Reddi et al. 2018).
        name: see `Optimizer`.
    """

    @points_at_caller
    def __init__(
        self,
        learning_rate: float = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        name: str | None = None,
        **unknown: Any,
    ):
        super().__init__(learning_rate, name, **unknown)
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
        t = _cast(self.iterations + 1, variable)
        alpha = learning_rate * sqrt(1.0 - self.beta_2**t) / (1.0 - self.beta_1**t)
        m.assign_add((1.0 - self.beta_1) * (gradient - m))
        v.assign_add((1.0 - self.beta_2) * (square(gradient) - v))
        if self.amsgrad:
            largest = self._largest[place]
            largest.assign(maximum(largest, v))
            v = largest
        variable.assign_sub(alpha * m / (sqrt(v) + self.epsilon))


def _cast(value: Any, variable: core.Variable) -> Tensor:
    tensor = Tensor.convert(value)
    return tensor if tensor.dtype is variable.dtype else cast(tensor, variable.dtype)


def _arguments(kind: type) -> list[str]:
    return [name for name in inspect.signature(kind).parameters if name != "unknown"]


_registry = Registry("optimizer", classes=(SGD, RMSprop, Adam), any_case=True)


def get(identifier: Any) -> Optimizer | None:
    """The optimizer that `identifier` means: a name or an object.

    Raises:
        ValueError: nothing goes by that name, or it is no optimizer.
    """
    found = identifier
    if isinstance(identifier, str):
        found = _registry.get(identifier)
    if found is not None and not isinstance(found, Optimizer):
        raise ValueError(
            f"Could not interpret optimizer identifier: {identifier!r}. Give a name, such as "
            "'adam', or an object, such as keras.optimizers.Adam(learning_rate=0.01)."
        )
    return found


__all__ = [
    "Adam",
    "Optimizer",
    "RMSprop",
    "SGD",
    "get",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
