"""Metrics: numbers that are gathered over many batches, such as the accuracy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from kerasish._missing import missing as _missing
from kerasish.core import dtypes
from kerasish.core.operators import equal
from kerasish.core.tensor import Tensor
from kerasish.keras import initializers, losses
from kerasish.keras.labels import as_floats, same_rank
from kerasish.keras.lookup import Registry
from kerasish.keras.naming import auto_name, name_scope
from kerasish.keras.variable import Variable
from kerasish.ops.array import broadcast_to, squeeze
from kerasish.ops.creation import cast
from kerasish.ops.elementwise import divide_no_nan
from kerasish.ops.reductions import argmax, reduce_mean, reduce_sum


class Metric:
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


class Sum(Metric):
    """The sum of all values."""

    def __init__(self, name: str = "sum", dtype: Any = None):
        super().__init__(dtype, name)
        self.total = self.add_variable(name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        values, _ = _weighted(values, sample_weight, reduce_sum, self.dtype)
        self.total.assign_add(reduce_sum(values))

    def result(self) -> Tensor:
        return self.total.value


class Mean(Metric):
    """The weighted mean of all values."""

    def __init__(self, name: str = "mean", dtype: Any = None):
        super().__init__(dtype, name)
        self.total = self.add_variable(name="total")
        self.count = self.add_variable(name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Take values in.

        Args:
            values: shape (n, ...): axes after the first are averaged.
            sample_weight: how much each counts, shape (n,) or that of `values`.
        """
        values, weight = _weighted(values, sample_weight, reduce_mean, self.dtype)
        self.total.assign_add(reduce_sum(values))
        if weight is not None:
            count = reduce_sum(weight)
        else:
            count = float(values.shape[0]) if values.ndim else 1.0
        self.count.assign_add(count)

    def result(self) -> Tensor:
        return divide_no_nan(self.total, self.count)


class MeanMetricWrapper(Mean):
    """The mean of a function of (y_true, y_pred).

    Args:
        fn: gives one number for each example.
        name, dtype: see `Metric`.
        **arguments: handed on to `fn`.
    """

    def __init__(self, fn: Callable, name: str | None = None, dtype: Any = None, **arguments: Any):
        super().__init__(name, dtype)
        self._fn = fn
        self._arguments = arguments

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        super().update_state(self._fn(y_true, y_pred, **self._arguments), sample_weight)


def _weighted(
    values: Any, sample_weight: Any, reduce: Callable, dtype: str
) -> tuple[Tensor, Tensor | None]:
    """One value for each example, times its weight; and the weights."""
    values = as_floats(values, dtype)
    weight = None
    if sample_weight is not None:
        values, weight = same_rank(values, as_floats(sample_weight, dtype))
        if values.ndim > weight.ndim:
            values = reduce(values, axis=list(range(weight.ndim, values.ndim)))
        axes = list(range(1, weight.ndim))
        weight = broadcast_to(weight, values.shape)
        values = values * weight
        weight = reduce(weight, axis=axes) if axes else weight
    if values.ndim > 1:
        values = reduce(values, axis=list(range(1, values.ndim)))
    return values, weight


# -- accuracy -------------------------------------------------------------------------------


def accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where `y_true` and `y_pred` are equal, 0 elsewhere."""
    y_pred = Tensor.convert(y_pred)
    y_true, y_pred = same_rank(_cast(y_true, y_pred), y_pred)
    return cast(equal(y_true, y_pred), dtypes.float32)


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Tensor:
    """1 where the prediction is above `threshold` and the label 1, or neither; 0 elsewhere.

    Args:
        y_true: 0 or 1, shape (n, ...).
        y_pred: probabilities of class 1, shape (n, ...).
        threshold: from where on class 1 is predicted.
    """
    y_true, y_pred = same_rank(Tensor.convert(y_true), Tensor.convert(y_pred))
    return cast(equal(y_true, _cast(y_pred > threshold, y_true)), dtypes.float32)


def categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where the class with the largest prediction is the label, 0 elsewhere.

    Args:
        y_true: one-hot labels, shape (n, ..., classes).
        y_pred: one number for each class, shape (n, ..., classes).

    Returns:
        shape (n, ...).
    """
    found = equal(argmax(y_true, axis=-1), argmax(y_pred, axis=-1))
    return cast(found, dtypes.float32)


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Tensor:
    """1 where the class with the largest prediction is the label, 0 elsewhere.

    Args:
        y_true: class numbers, shape (n, ...) or (n, ..., 1).
        y_pred: one number for each class, shape (n, ..., classes).

    Returns:
        shape (n, ...).
    """
    y_true, y_pred = Tensor.convert(y_true), Tensor.convert(y_pred)
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        y_true = squeeze(y_true, axis=-1)
    chosen = _cast(argmax(y_pred, axis=-1), y_true)
    return cast(equal(y_true, chosen), dtypes.float32)


def _cast(value: Any, like: Tensor) -> Tensor:
    tensor = Tensor.convert(value, hint=like.dtype)
    return tensor if tensor.dtype is like.dtype else cast(tensor, like.dtype)


class Accuracy(MeanMetricWrapper):
    """How often predictions equal labels; see `accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "accuracy", dtype: Any = None):
        super().__init__(accuracy, name, dtype)


class BinaryAccuracy(MeanMetricWrapper):
    """How often the right one of two classes is predicted; see `binary_accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "binary_accuracy", dtype: Any = None, threshold: float = 0.5):
        super().__init__(binary_accuracy, name, dtype, threshold=threshold)
        self.threshold = threshold


class CategoricalAccuracy(MeanMetricWrapper):
    """How often the right class is predicted, labels one-hot; see `categorical_accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "categorical_accuracy", dtype: Any = None):
        super().__init__(categorical_accuracy, name, dtype)


class SparseCategoricalAccuracy(MeanMetricWrapper):
    """How often the right class is predicted; see `sparse_categorical_accuracy`."""

    _direction = "up"

    def __init__(self, name: str = "sparse_categorical_accuracy", dtype: Any = None):
        super().__init__(sparse_categorical_accuracy, name, dtype)


# -- losses as metrics ----------------------------------------------------------------------


class MeanSquaredError(MeanMetricWrapper):
    """The mean squared error; see `keras.losses.mean_squared_error`."""

    _direction = "down"

    def __init__(self, name: str = "mean_squared_error", dtype: Any = None):
        super().__init__(losses.mean_squared_error, name, dtype)


class MeanAbsoluteError(MeanMetricWrapper):
    """The mean absolute error; see `keras.losses.mean_absolute_error`."""

    _direction = "down"

    def __init__(self, name: str = "mean_absolute_error", dtype: Any = None):
        super().__init__(losses.mean_absolute_error, name, dtype)


class BinaryCrossentropy(MeanMetricWrapper):
    """The mean of `keras.losses.binary_crossentropy`."""

    _direction = "down"

    def __init__(
        self,
        name: str = "binary_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        label_smoothing: float = 0,
    ):
        super().__init__(
            losses.binary_crossentropy,
            name,
            dtype,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
        )


class CategoricalCrossentropy(MeanMetricWrapper):
    """The mean of `keras.losses.categorical_crossentropy`."""

    _direction = "down"

    def __init__(
        self,
        name: str = "categorical_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        label_smoothing: float = 0,
        axis: int = -1,
    ):
        super().__init__(
            losses.categorical_crossentropy,
            name,
            dtype,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )


class SparseCategoricalCrossentropy(MeanMetricWrapper):
    """The mean of `keras.losses.sparse_categorical_crossentropy`."""

    _direction = "down"

    def __init__(
        self,
        name: str = "sparse_categorical_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        axis: int = -1,
    ):
        super().__init__(
            losses.sparse_categorical_crossentropy, name, dtype, from_logits=from_logits, axis=axis
        )


_registry = Registry(
    "metric",
    classes=(
        *(Sum, Mean, Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy),
        *(MeanSquaredError, MeanAbsoluteError, BinaryCrossentropy, CategoricalCrossentropy),
        SparseCategoricalCrossentropy,
    ),
    others={
        **{"mse": MeanSquaredError, "MSE": MeanSquaredError},
        **{"mae": MeanAbsoluteError, "MAE": MeanAbsoluteError},
        **{"bce": BinaryCrossentropy, "BCE": BinaryCrossentropy},
    },
)


def get(identifier: Any) -> Callable | None:
    """The metric that `identifier` means: a name, a class, an object, a function.

    Raises:
        ValueError: nothing goes by that name.
    """
    if inspect.isclass(identifier) and issubclass(identifier, Metric):
        return identifier()
    return _registry.get(identifier)


__all__ = [
    "Accuracy",
    "BinaryAccuracy",
    "BinaryCrossentropy",
    "CategoricalAccuracy",
    "CategoricalCrossentropy",
    "Mean",
    "MeanAbsoluteError",
    "MeanMetricWrapper",
    "MeanSquaredError",
    "Metric",
    "SparseCategoricalAccuracy",
    "SparseCategoricalCrossentropy",
    "Sum",
    "binary_accuracy",
    "categorical_accuracy",
    "get",
    "sparse_categorical_accuracy",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
