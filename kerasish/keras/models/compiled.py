"""What `compile` was given, made into objects once the first batch shows the shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish.core.errors import InvalidArgumentError
from kerasish.core.lift import init_scope
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.keras import losses
from kerasish.keras import metrics as metrics_
from kerasish.keras.naming import to_snake_case


class CompiledLoss:
    """The loss of a model with one output.

    Args:
        loss: a name, an object or a function of (y_true, y_pred).
        weight: what it is multiplied by.

    Raises:
        ValueError: a name that is not known, or a weight that is no float.
    """

    def __init__(self, loss: Any, weight: float | None = None):
        if weight is not None and not isinstance(weight, float):
            raise ValueError(
                "Expected `loss_weights` argument to be a float. Received instead: "
                f"loss_weights={weight!r} of type {type(weight)}. The metrics are given by name: "
                "metrics=['accuracy']."
            )
        self._weight = weight
        self._given = loss
        self._loss: losses.Loss | None = None
        if not _means(loss, ("crossentropy", "ce")):
            self._loss = _as_loss(losses.get(loss), loss)

    @property
    def takes_class_numbers(self) -> bool:
        """Whether targets are class numbers; False while that is not known."""
        function = getattr(self._loss, "fn", None)
        ignored = getattr(self._loss, "ignore_class", None)
        return function is losses.sparse_categorical_crossentropy and ignored is None

    def __call__(self, y_true: Tensor, y_pred: Tensor, sample_weight: Any = None) -> Tensor:
        if self._loss is None:
            self._loss = _as_loss(_crossentropy_for(y_true, y_pred), self._given)
        loss = self._loss(y_true, y_pred, sample_weight)
        return loss if self._weight is None else loss * self._weight


def check_class_numbers(labels: np.ndarray, output_shape: TensorShape) -> None:
    """Check that labels are numbers of classes.

    Args:
        labels: class numbers, of any shape.
        output_shape: the shape of the predictions, whose last axis has a place for each class.

    Raises:
        InvalidArgumentError: some are not.
    """
    if not labels.size or labels.ndim > 1 and labels.shape[-1] > 1:
        return  # nothing to look at, or one-hot labels, which the loss refuses
    classes, low, high = output_shape[-1], labels.min(), labels.max()
    if low < 0 or high >= classes:
        raise InvalidArgumentError(
            f"Received a label value of {low if low < 0 else high} which is outside the valid "
            f"range of [0, {classes}): the labels go from {low} to {high}, and the last layer "
            f"has {classes} units. Number the classes from 0, and give the last layer a unit for "
            "each."
        )


class CompiledMetrics:
    """The metrics of a model with one output.

    They are made for the first batch: which accuracy "accuracy" means depends on the shapes.

    Args:
        metrics: names, objects or functions of (y_true, y_pred).
        weighted: the same, for those that take sample weights into account.
    """

    def __init__(self, metrics: Sequence | None, weighted: Sequence | None):
        self.name = "compile_metrics"
        self._given = [_checked(metrics, "metrics"), _checked(weighted, "weighted_metrics")]
        self._made: list[list[metrics_.Metric]] | None = None

    @property
    def built(self) -> bool:
        return self._made is not None

    @property
    def metrics(self) -> list[metrics_.Metric]:
        return [metric for group in self._made or () for metric in group]

    @property
    def variables(self) -> list:
        return [variable for metric in self.metrics for variable in metric.variables]

    def build(self, y_true: Tensor, y_pred: Tensor) -> None:
        with init_scope():
            self._made = [
                [_as_metric(given, y_true, y_pred) for given in group] for group in self._given
            ]

    def update_state(self, y_true: Tensor, y_pred: Tensor, sample_weight: Any = None) -> None:
        if self._made is None:
            self.build(y_true, y_pred)
        plain, weighted = self._made
        for metric in plain:
            metric.update_state(y_true, y_pred)
        for metric in weighted:
            metric.update_state(y_true, y_pred, sample_weight)

    def reset_state(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    def result(self) -> dict[str, Tensor]:
        """The results by name; a name that comes again is numbered."""
        results: dict[str, Tensor] = {}
        plain, weighted = self._made or ([], [])
        for metric in plain:
            results[_free(metric.name, metric.name, results)] = metric.result()
        for metric in weighted:
            results[_free(metric.name, f"weighted_{metric.name}", results)] = metric.result()
        return results

    def __repr__(self) -> str:
        return f"<CompileMetrics name={self.name}>"


def _free(name: str, otherwise: str, taken: dict) -> str:
    if name not in taken:
        return name
    number, numbered = 1, f"{otherwise}_1"
    if otherwise not in taken:
        return otherwise
    while numbered in taken:
        number += 1
        numbered = f"{otherwise}_{number}"
    return numbered


def _checked(metrics: Any, argument: str) -> list:
    if metrics is None:
        return []
    if not isinstance(metrics, list | tuple):
        raise ValueError(
            f"Expected `{argument}` argument to be a list. Received instead: "
            f"{argument}={metrics!r} of type {type(metrics)}. Write {argument}=[{metrics!r}]."
        )
    for metric in metrics:
        if not _means(metric, ("accuracy", "acc")):
            metrics_.get(metric)  # raises for a misspelt name
    return list(metrics)


def _means(identifier: Any, names: tuple[str, ...]) -> bool:
    return isinstance(identifier, str) and identifier.lower() in names


def _is_binary(y_pred: Tensor) -> bool:
    return y_pred.shape[-1] == 1


def _is_sparse(y_true: Tensor, y_pred: Tensor) -> bool:
    return y_true.ndim < y_pred.ndim or (y_true.shape[-1] == 1 and y_pred.shape[-1] > 1)


def _crossentropy_for(y_true: Tensor, y_pred: Tensor) -> Any:
    if _is_binary(y_pred):
        return losses.binary_crossentropy
    if _is_sparse(y_true, y_pred):
        return losses.sparse_categorical_crossentropy
    return losses.categorical_crossentropy


def _as_loss(found: Any, given: Any) -> losses.Loss:
    if isinstance(found, losses.Loss):
        return found
    name = given if isinstance(given, str) else _name_of(found)
    return losses.LossFunctionWrapper(found, name=name)


def _as_metric(given: Any, y_true: Tensor, y_pred: Tensor) -> metrics_.Metric:
    if _means(given, ("accuracy", "acc")):
        if _is_binary(y_pred):
            return metrics_.BinaryAccuracy(given)
        if _is_sparse(y_true, y_pred):
            return metrics_.SparseCategoricalAccuracy(given)
        return metrics_.CategoricalAccuracy(given)
    metric = metrics_.get(given)
    name = given if isinstance(given, str) else _name_of(metric)
    if not isinstance(metric, metrics_.Metric):
        return metrics_.MeanMetricWrapper(metric, name)
    metric.name = name
    return metric


def _name_of(thing: Any) -> str:
    name = getattr(thing, "name", None) or getattr(thing, "__name__", None)
    return name if name else to_snake_case(type(thing).__name__)
