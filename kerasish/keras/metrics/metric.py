"""Metric: a number that is gathered over many batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish.core import dtypes
from kerasish.core.tensor import Tensor
from kerasish.keras import initializers
from kerasish.keras.naming import auto_name, name_scope
from kerasish.keras.saving.config import Configured
from kerasish.keras.variable import Variable


class Metric(Configured):
    """Something counted over batches in variables. Subclasses define `update_state`, `result`.

    Args:
        name: the key in logs.
        dtype: of the numbers, float32 by default.
    """

    _direction: str | None = None  # "up" where larger is better, "down" where smaller is

    def __init__(self, dtype: Any = None, name: str | None = None):
        self._variables: list[Variable] = []
        self.name = name or auto_name(type(self).__name__)
        self.dtype = "float32" if dtype is None else dtypes.as_dtype(dtype).name

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Take a batch in."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say how to take a batch in. "
            "Define update_state(self, y_true, y_pred, sample_weight=None)."
        )

    def result(self) -> Tensor:
        """The number for all batches since the last reset."""
        raise NotImplementedError(
            f"{type(self).__name__} does not say what it found. Define result(self)."
        )

    def reset_state(self) -> None:
        """Begin anew: all variables become zero."""
        for variable in self.variables:
            variable.assign(np.zeros(variable.shape, variable.dtype.as_numpy_dtype))

    def __call__(self, *args: Any, **kwargs: Any) -> Tensor:
        """Take a batch in, and give the result so far."""
        self.update_state(*args, **kwargs)
        return self.result()

    def add_variable(
        self,
        shape: Sequence[int] = (),
        initializer: Any = "zeros",
        dtype: Any = None,
        name: str | None = None,
    ) -> Variable:
        """A variable to count in.

        Raises:
            RuntimeError: `super().__init__()` was not called.
        """
        if "_variables" not in vars(self):
            raise RuntimeError(
                f"In {type(self).__name__}, you forgot to call `super().__init__()` "
                "in the `__init__()` method. Go add it as its first statement."
            )
        with name_scope(self.name, self):
            made = initializers.get(initializer)
            variable = Variable(made, shape, dtype or self.dtype, trainable=False, name=name)
        self._variables.append(variable)
        return variable

    add_weight = add_variable

    @property
    def variables(self) -> list[Variable]:
        """The variables of this metric and of the metrics in its attributes."""
        inner = [item for item in vars(self).values() if isinstance(item, Metric)]
        return self._variables + [v for metric in inner for v in metric.variables]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"
