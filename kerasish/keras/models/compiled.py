"""What `compile` was given, made into objects once the first batch shows the shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish.core import nest
from kerasish.core.errors import InvalidArgumentError
from kerasish.core.lift import init_scope
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.keras import losses
from kerasish.keras import metrics as metrics_
from kerasish.keras.models.outputs import by_output, names_of
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
        self.weight = weight
        self._given = loss
        self._loss: losses.Loss | None = None
        if not _means(loss, ("crossentropy", "ce")):
            self._loss = _as_loss(losses.get(loss), loss)

    @property
    def name(self) -> str:
        """The name of the loss."""
        return getattr(self._loss, "name", None) or str(self._given)

    @property
    def metrics(self) -> list:
        """None: the loss of the only output is the model's."""
        return []

    @property
    def takes_class_numbers(self) -> bool:
        """Whether targets are class numbers; False while that is not known."""
        function = getattr(self._loss, "fn", None)
        ignored = getattr(self._loss, "ignore_class", None)
        return function is losses.sparse_categorical_crossentropy and ignored is None

    def check_targets(self, y_true: Any, shapes: Any) -> None:
        """Check that targets that stand for classes are numbers of classes.

        Args:
            y_true: the targets, an array.
            shapes: the TensorShape of the output.

        Raises:
            InvalidArgumentError: some are not.
        """
        # of a batch shared by several processes, none can look at all
        is_here = getattr(y_true, "is_fully_addressable", isinstance(y_true, np.ndarray))
        if self.takes_class_numbers and is_here:
            check_class_numbers(np.asarray(y_true), shapes)

    def __call__(self, y_true: Tensor, y_pred: Tensor, sample_weight: Any = None) -> Tensor:
        if self._loss is None:
            self._loss = _as_loss(_crossentropy_for(y_true, y_pred), self._given)
        loss = self._loss(y_true, y_pred, sample_weight)
        return loss if self.weight is None else loss * self.weight


def check_class_numbers(labels: np.ndarray, output_shape: TensorShape) -> None:
    """Check that labels are numbers of classes.

    Args:
        labels: class numbers, of any shape.
        output_shape: the shape of the predictions, whose last axis has a place for each class.

    Raises:
        InvalidArgumentError: some are not.
    """
    classes = output_shape[-1] if len(output_shape) else None
    if classes is None or not labels.size or labels.ndim > 1 and labels.shape[-1] > 1:
        return  # nothing to look at, or one-hot labels, which the loss refuses
    low, high = labels.min(), labels.max()
    if low < 0 or high >= classes:
        raise InvalidArgumentError(
            f"Received a label value of {low if low < 0 else high} which is outside the valid "
            f"range of [0, {classes}): the labels go from {low} to {high}, and the last layer "
            f"has {classes} units. Number the classes from 0, and give the last layer a unit for "
            "each."
        )


class CompiledMetrics:
    """The metrics of a model.

    They are made for the first batch: which accuracy "accuracy" means depends on the shapes.

    Args:
        metrics: names, objects or functions of (y_true, y_pred); for several outputs a list or
            dict with an entry for each.
        weighted: the same, for those that take sample weights into account.
        names: of the outputs, None where they have none.
    """

    def __init__(self, metrics: Any, weighted: Any, names: Sequence[str] | None = None):
        self.name = "compile_metrics"
        self._given = {"metrics": metrics, "weighted_metrics": weighted}
        for argument, given in self._given.items():
            _check(given, argument)
        self._names = names
        self._made: list[list[tuple[str | None, list]]] | None = None

    @property
    def built(self) -> bool:
        return self._made is not None

    @property
    def metrics(self) -> list[metrics_.Metric]:
        return [m for group in self._made or () for _, metrics in group for m in metrics]

    @property
    def variables(self) -> list:
        return [variable for metric in self.metrics for variable in metric.variables]

    def build(self, y_true: Any, y_pred: Any) -> None:
        """Make the metrics of each output, with the name that stands before theirs."""
        outputs = nest.flatten(y_pred)
        truths = self._by_output(y_true, y_pred, "y")
        prefixes = names_of(y_pred, self._names) if len(outputs) > 1 else [None]
        with init_scope():
            self._made = [
                [
                    (prefix, [_as_metric(m, truth, output) for m in nest.flatten(each) if m])
                    for prefix, each, truth, output in zip(prefixes, found, truths, outputs)
                ]
                for found in (
                    self._by_output(given, y_pred, argument) if len(outputs) > 1 else [given]
                    for argument, given in self._given.items()
                )
            ]

    def _by_output(self, given: Any, y_pred: Any, argument: str) -> list:
        if given is None:
            return [None] * len(nest.flatten(y_pred))
        return by_output(given, y_pred, self._names, argument)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        if self._made is None:
            self.build(y_true, y_pred)
        truths = self._by_output(y_true, y_pred, "y")
        weights = self._by_output(sample_weight, y_pred, "sample_weight")
        plain, weighted = self._made
        for (_, metrics), truth, output in zip(plain, truths, nest.flatten(y_pred)):
            for metric in metrics:
                metric.update_state(truth, output)
        for (_, metrics), truth, output, weight in zip(
            weighted, truths, nest.flatten(y_pred), weights
        ):
            for metric in metrics:
                metric.update_state(truth, output, weight)

    def reset_state(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    def result(self) -> dict[str, Tensor]:
        """The results by name; a name that comes again is numbered."""
        results: dict[str, Tensor] = {}
        for kind, group in zip(("", "weighted_"), self._made or ()):
            for output, metrics in group:
                before = f"{output}_" if output else ""
                for metric in metrics:
                    name = f"{before}{metric.name}"
                    results[_free(name, f"{before}{kind}{metric.name}", results)] = metric.result()
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


def _check(metrics: Any, argument: str) -> None:
    if metrics is None:
        return
    if not isinstance(metrics, list | tuple | dict):
        raise ValueError(
            f"Expected `{argument}` argument to be a list, tuple, or dict. Received instead: "
            f"{argument}={metrics!r} of type {type(metrics)}. Write {argument}=[{metrics!r}]."
        )
    for metric in nest.flatten(metrics):
        if metric is not None and not _means(metric, ("accuracy", "acc")):
            metrics_.find(metric)  # raises for a misspelt name


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
