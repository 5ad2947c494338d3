"""What all optimizers have in common: the learning rate, their variables, clipping and decay."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from kerasish.core import dtypes
from kerasish.core import variable as core
from kerasish.core.errors import ShapeMismatchError
from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.naming import auto_name, name_scope
from kerasish.keras.optimizers.compiled import make_step
from kerasish.keras.optimizers.schedules import LearningRateSchedule
from kerasish.keras.saving.config import Configured
from kerasish.keras.variable import Variable
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import clip_by_value
from kerasish.ops.norms import clip_by_global_norm, clip_by_norm

Rate = float | LearningRateSchedule | Callable[[], Any]


class Optimizer(Configured):
    """The base of optimizers. Subclasses define `update_step`, and `build` for their variables.

    Args:
        learning_rate: how far a step goes: a float, a schedule, or a function without arguments.
        weight_decay: before each step `w -= learning_rate * weight_decay * w`.
        clipnorm: each gradient is scaled down to this Euclidean norm.
        clipvalue: each number of a gradient is cut to between -clipvalue and clipvalue.
        global_clipnorm: all gradients together are scaled down to this norm (Pascanu et al. 2013).
        name: the first part of the paths of its variables.

    Attributes:
        iterations: how many times gradients have been applied.
        variables: `iterations`, the learning rate unless it follows from a schedule or function,
            and what the optimizer remembers.

    Raises:
        ValueError: a learning rate that is no float, two ways to clip, or unknown arguments.
    """

    def __init__(
        self,
        learning_rate: Rate,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
        **unknown: Any,
    ):
        if unknown:
            raise ValueError(
                f"Argument(s) not recognized: {unknown}. {type(self).__name__} takes "
                f"{', '.join(_arguments(type(self)))}."
            )
        if sum(limit is not None for limit in (clipnorm, clipvalue, global_clipnorm)) > 1:
            raise ValueError(
                "Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: "
                f"clipnorm={clipnorm}, clipvalue={clipvalue}, global_clipnorm={global_clipnorm}. "
                "Leave out all but one."
            )
        self.name = name or auto_name(type(self).__name__)
        self.weight_decay = weight_decay
        self.clipnorm = clipnorm
        self.clipvalue = clipvalue
        self.global_clipnorm = global_clipnorm
        self.built = False
        self._places: dict[int, int] = {}  # by the number of a variable
        self._trainable: list[core.Variable] = []
        self._variables: list[Variable] = []
        self._columns: dict[str, list[Variable]] = {}  # what it remembers of each variable
        self._programs_made = 0  # how many kinds of steps were compiled for it
        self._never_decays: set[int] = set()  # numbers of variables
        self._never_decay_names: list[str] = []
        self.iterations = self.add_variable((), dtype=dtypes.int64, name="iteration")
        self._learning_rate: Variable | LearningRateSchedule | Callable
        self._replaced = 0  # how often a schedule or function took the place of the rate
        if callable(learning_rate):
            self._learning_rate = learning_rate
            return
        if not isinstance(learning_rate, float | Tensor | core.Variable):
            raise ValueError(
                "Argument `learning_rate` should be float, a schedule or a function without "
                "arguments. Received instead: "
                f"learning_rate={learning_rate!r} ({type(learning_rate).__name__}). "
                "Write a number with a point, such as 0.01 or 1.0."
            )
        self._learning_rate = self.add_variable((), name="learning_rate")
        self._learning_rate.assign(learning_rate)

    def _config_value(self, name: str) -> Any:
        if name == "learning_rate":
            rate = self._learning_rate
            return float(np.asarray(rate)) if isinstance(rate, core.Variable) else rate
        return super()._config_value(name)

    @property
    def learning_rate(self) -> Any:
        """The learning rate now: a variable, or what the schedule or function gives.

        It can be set to a number, or to a schedule or function that takes its place.

        Raises:
            TypeError: it is set to a number, but follows from a schedule or function.
        """
        rate = self._learning_rate
        if isinstance(rate, LearningRateSchedule):
            return rate(cast(self.iterations, dtypes.float32))
        return rate if isinstance(rate, core.Variable) else rate()

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if callable(value):
            held = [each for each in self._variables if each is not self._learning_rate]
            self._variables = held
            self._learning_rate = value
            self._replaced += 1
        elif isinstance(self._learning_rate, core.Variable):
            self._learning_rate.assign(value)
        else:
            raise TypeError(
                f"The learning rate of this optimizer follows from {self._learning_rate!r}, hence "
                f"it cannot be set to {value!r}. To set it, make the optimizer with a float: "
                f"keras.optimizers.{type(self).__name__}(learning_rate=0.01)."
            )

    @property
    def variables(self) -> list[Variable]:
        return list(self._variables)

    # -- variables -------------------------------------------------------------------------

    def build(self, variables: Sequence[core.Variable]) -> None:
        """Make what the optimizer remembers of each variable."""
        self._trainable = list(variables)
        self._places = {variable._number: i for i, variable in enumerate(variables)}
        self._columns = {}
        self.built = True

    def add_variable(
        self,
        shape: Sequence[int],
        dtype: Any = dtypes.float32,
        name: str | None = None,
        initial: float = 0,
    ) -> Variable:
        """A variable of the optimizer's own, `initial` everywhere to begin with."""
        kind = dtypes.as_dtype(dtype).as_numpy_dtype
        value = np.full(shape, initial, kind)  # nothing to compile
        with name_scope(self.name, self):
            variable = Variable(value, trainable=False, name=name)
        self._variables.append(variable)
        return variable

    def add_optimizer_variables(
        self, variables: Sequence[core.Variable], names: Sequence[str], initial: float = 0.0
    ) -> tuple[list[Variable], ...]:
        """For each name a list with one variable, `initial` at first, for each of `variables`."""
        columns: tuple[list[Variable], ...] = tuple([] for _ in names)
        for variable in variables:
            path = getattr(variable, "path", variable.name).replace("/", "_").replace(":", "_")
            for name, column in zip(names, columns):
                column.append(
                    self.add_variable(variable.shape, variable.dtype, f"{path}_{name}", initial)
                )
        self._columns.update(zip(names, columns))
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
            InvalidArgumentError: a gradient whose shape does not fit its variable's.
            ValueError: no gradient at all, or a variable that the optimizer does not know.
            TypeError: something else than pairs.
        """
        is_tensor = isinstance(grads_and_vars, Tensor)
        pairs = [grads_and_vars] if is_tensor else list(grads_and_vars)
        if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
            raise TypeError(
                "`apply_gradients` takes pairs of (gradient, variable), but "
                f"{describe(grads_and_vars)} came. Write "
                "optimizer.apply_gradients(zip(gradients, variables))."
            )
        self.apply([gradient for gradient, _ in pairs], [variable for _, variable in pairs])
        return self.iterations

    def apply(
        self, grads: Sequence[Any], trainable_variables: Sequence[core.Variable] | None = None
    ) -> None:
        """Change variables by their gradients; see `apply_gradients`.

        Args:
            grads: one gradient for each variable, None for one that is to stay.
            trainable_variables: those that the optimizer was built with, if left out.

        Raises:
            InvalidArgumentError: a gradient whose shape does not fit its variable's.
            ValueError: as `apply_gradients`.
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
        gradients = [Tensor.convert(g, hint=v.dtype) for g, v in pairs]
        make_step(self, gradients, [variable for _, variable in pairs])

    def _change(
        self, gradients: Sequence[Tensor], variables: Sequence[core.Variable], rate: Any = None
    ) -> None:
        """One step, operation by operation; `compiled.make_step` makes one program of it.

        Args:
            gradients: one for each variable.
            variables: those to change.
            rate: the learning rate where it was asked for already.
        """
        for gradient, variable in zip(gradients, variables):
            _check_shape(gradient, variable)
        gradients = self._clipped(gradients)
        rate = self.learning_rate if rate is None else rate
        if self.weight_decay is not None:
            self._decay(variables, rate)
        for gradient, variable in zip(gradients, variables):
            self.update_step(cast_to(gradient, variable), variable, cast_to(rate, variable))
        self.iterations.assign_add(1)

    def _clipped(self, gradients: Sequence[Tensor]) -> Sequence[Tensor]:
        if self.clipnorm and self.clipnorm > 0:
            return [clip_by_norm(gradient, self.clipnorm) for gradient in gradients]
        if self.global_clipnorm and self.global_clipnorm > 0:
            return clip_by_global_norm(gradients, self.global_clipnorm)[0]
        if self.clipvalue and self.clipvalue > 0:
            limit = self.clipvalue
            return [clip_by_value(gradient, -limit, limit) for gradient in gradients]
        return gradients

    def exclude_from_weight_decay(
        self,
        var_list: Sequence[core.Variable] | None = None,
        var_names: Sequence[str] | None = None,
    ) -> None:
        """Say which variables do not decay; to be called before the first step.

        Args:
            var_list: variables.
            var_names: regular expressions that are looked for in the variables' names: "bias".
        """
        self._never_decays = {variable._number for variable in var_list or ()}
        self._never_decay_names = list(var_names or ())

    def _decays(self, variable: core.Variable) -> bool:
        """Whether weight decay is for this variable."""
        return variable._number not in self._never_decays and not any(
            re.search(name, variable.name) for name in self._never_decay_names
        )

    def _decay(self, variables: Sequence[core.Variable], rate: Any) -> None:
        for variable in variables:
            if self._decays(variable):
                factor = self.weight_decay * cast_to(rate, variable)
                variable.assign_sub(variable * factor)

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


def cast_to(value: Any, variable: core.Variable) -> Tensor:
    """A value as a tensor of the variable's dtype."""
    tensor = Tensor.convert(value)
    return tensor if tensor.dtype is variable.dtype else cast(tensor, variable.dtype)


def _arguments(kind: type) -> list[str]:
    return [name for name in inspect.signature(kind).parameters if name != "unknown"]


def _check_shape(gradient: Tensor, variable: core.Variable) -> None:
    """Refuse a gradient that does not fit. As in Keras, one that can be broadcast does."""
    found, expected = gradient.array.shape, tuple(variable.shape)
    if found == expected:
        return
    pairs = zip(reversed(found), reversed(expected))
    if len(found) > len(expected) or any(one not in (1, other) for one, other in pairs):
        raise ShapeMismatchError(
            f"The gradient for variable '{variable.name}' has the shape {found}, but a gradient "
            f"has the shape of its variable, {expected}. Take both from the same list: gradients = "
            "tape.gradient(loss, variables), then apply_gradients(zip(gradients, variables))."
        )
