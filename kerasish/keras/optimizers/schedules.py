"""Schedules: learning rates that follow from how many steps have been made."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish._missing import missing as _missing
from kerasish.core import dtypes
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.naming import with_arguments
from kerasish.keras.saving.config import Configured
from kerasish.keras.saving.serialization import deserialize_keras_object, serialize_keras_object
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import ceil, cos, floor, maximum, minimum
from kerasish.ops.selection import where


class LearningRateSchedule(Configured):
    """A learning rate that depends on the step. Subclasses define `__call__(step)`."""

    config_is_own = True

    def __call__(self, step: Any) -> Any:
        """The learning rate.

        Args:
            step: how many steps have been made, a number or a tensor of shape (). An optimizer
                gives a float32 tensor.

        Returns:
            shape (), float32.
        """
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' does not say what the rate is. "
            "Define __call__(self, step), and return the rate."
        )

    def __repr__(self) -> str:
        return with_arguments(self)


class ExponentialDecay(LearningRateSchedule):
    """`initial_learning_rate * decay_rate ** (step / decay_steps)`.

    Args:
        initial_learning_rate: the rate at step 0.
        decay_steps: after how many steps the rate is multiplied by `decay_rate`.
        decay_rate: the factor.
        staircase: whether the rate stays for `decay_steps` steps and falls at once.
        name: of the schedule.

    Raises:
        ValueError: `decay_steps` is not above zero.
    """

    @points_at_caller
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
        name: str = "ExponentialDecay",
    ):
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = _above_zero(decay_steps)
        self.decay_rate = decay_rate
        self.staircase = staircase
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        exponent = _float(step) / float(self.decay_steps)
        if self.staircase:
            exponent = floor(exponent)
        return self.initial_learning_rate * _float(self.decay_rate) ** exponent


class InverseTimeDecay(LearningRateSchedule):
    """`initial_learning_rate / (1 + decay_rate * step / decay_steps)`.

    Args:
        initial_learning_rate: the rate at step 0.
        decay_steps: after how many steps the divisor has grown by `decay_rate`.
        decay_rate: how fast the divisor grows.
        staircase: whether the rate stays for `decay_steps` steps and falls at once.
        name: of the schedule.

    Raises:
        ValueError: `decay_steps` is not above zero.
    """

    @points_at_caller
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
        name: str = "InverseTimeDecay",
    ):
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = _above_zero(decay_steps)
        self.decay_rate = decay_rate
        self.staircase = staircase
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        passed = _float(step) / float(self.decay_steps)
        if self.staircase:
            passed = floor(passed)
        return self.initial_learning_rate / (1.0 + self.decay_rate * passed)


class PolynomialDecay(LearningRateSchedule):
    """From one rate to another in `decay_steps` steps, then it stays.

    `(initial_learning_rate - end_learning_rate) * (1 - step / decay_steps) ** power
    + end_learning_rate`: with power 1 a straight line.

    Args:
        initial_learning_rate: the rate at step 0.
        decay_steps: how many steps until the rate is `end_learning_rate`.
        end_learning_rate: where the rate goes.
        power: the exponent.
        cycle: whether it begins again each time, with twice, three times ... the steps.
        name: of the schedule.

    Raises:
        ValueError: `decay_steps` is not above zero.
    """

    @points_at_caller
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str = "PolynomialDecay",
    ):
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = _above_zero(decay_steps)
        self.end_learning_rate = end_learning_rate
        self.power = power
        self.cycle = cycle
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        step, length = _float(step), _float(self.decay_steps)
        if self.cycle:
            length = length * maximum(ceil(step / length), 1.0)
        left = 1.0 - minimum(step, length) / length
        span = self.initial_learning_rate - self.end_learning_rate
        return span * left ** _float(self.power) + self.end_learning_rate


class CosineDecay(LearningRateSchedule):
    """Half a period of a cosine, from the full rate to its `alpha`-th part, then it stays.

    `rate * ((1 - alpha) * (1 + cos(pi * step / decay_steps)) / 2 + alpha)` (Loshchilov and Hutter
    2017); before it, if asked for, a straight line up to `warmup_target`.

    Args:
        initial_learning_rate: the rate at step 0.
        decay_steps: how many steps the fall takes.
        alpha: the part of the rate that is left.
        name: of the schedule.
        warmup_target: where the line goes and the fall begins; without it there is no line.
        warmup_steps: how many steps the line takes.

    Raises:
        ValueError: `decay_steps` is not above zero.
    """

    @points_at_caller
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        alpha: float = 0.0,
        name: str = "CosineDecay",
        warmup_target: float | None = None,
        warmup_steps: float = 0,
    ):
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = _above_zero(decay_steps)
        self.alpha = alpha
        self.name = name
        self.warmup_target = warmup_target
        self.warmup_steps = warmup_steps

    def __call__(self, step: Any) -> Tensor:
        step = _float(step)
        if self.warmup_target is None:
            return self._fall(step, self.initial_learning_rate)
        steps = float(self.warmup_steps)
        rise = self.warmup_target - self.initial_learning_rate
        line = rise * step / max(steps, 1.0) + self.initial_learning_rate
        return where(step < steps, line, self._fall(step - steps, self.warmup_target))

    def _fall(self, step: Tensor, rate: float) -> Tensor:
        part = minimum(step, float(self.decay_steps)) / float(self.decay_steps)
        cosine = 0.5 * (1.0 + cos(math.pi * part))
        return rate * ((1.0 - self.alpha) * cosine + self.alpha)


class PiecewiseConstantDecay(LearningRateSchedule):
    """`values[0]` up to and with step `boundaries[0]`, `values[1]` up to `boundaries[1]`, ….

    Args:
        boundaries: steps, in rising order.
        values: the rates, one more than boundaries.
        name: of the schedule.

    Raises:
        ValueError: the numbers of boundaries and values do not go together.
    """

    @points_at_caller
    def __init__(
        self, boundaries: Sequence[float], values: Sequence[float], name: str = "PiecewiseConstant"
    ):
        if len(boundaries) != len(values) - 1:
            raise ValueError(
                "The length of boundaries should be 1 less than the length of values. Received: "
                f"boundaries={boundaries} of length {len(boundaries)}, and values={values} of "
                f"length {len(values)}. Give one rate for each stretch between boundaries, and "
                "one for before and after."
            )
        self.boundaries = boundaries
        self.values = values
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        step = _float(step)
        rate = _float(self.values[0])
        for boundary, value in zip(self.boundaries, self.values[1:]):
            rate = where(step > float(boundary), _float(value), rate)
        return rate


def _float(value: Any) -> Tensor:
    if isinstance(value, int | float | np.generic):
        return Tensor.convert(float(value), dtypes.float32)
    return cast(value, dtypes.float32)


def _above_zero(steps: float) -> float:
    if steps <= 0:
        raise ValueError(
            f"Argument `decay_steps` must be > 0. Received: decay_steps={steps}. It is a number of "
            "steps, not of epochs: epochs times batches in an epoch."
        )
    return steps


serialize, deserialize = serialize_keras_object, deserialize_keras_object

__all__ = [
    "CosineDecay",
    "ExponentialDecay",
    "InverseTimeDecay",
    "LearningRateSchedule",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "deserialize",
    "serialize",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
