"""The losses of a model with several outputs: each its own, and their sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import nest
from kerasish.core.lift import init_scope
from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.keras.metrics import Mean
from kerasish.keras.models.compiled import CompiledLoss
from kerasish.keras.models.outputs import by_output, names_of


class CompiledLosses:
    """The losses of a model with several outputs.

    Args:
        loss: one for all outputs, or a list or dict with one for each; None for an output that
            is not trained by itself.
        weights: what each loss is multiplied by: a list or dict like `loss`, or None.
        names: of the outputs, None where they have none.

    Attributes:
        metrics: the mean of each loss, if there are several.

    Raises:
        ValueError: a loss that is not known, or another number of weights than of losses.
    """

    def __init__(self, loss: Any, weights: Any, names: Sequence[str] | None):
        for each in nest.flatten(loss):
            if each is not None:
                CompiledLoss(each)  # raises for a misspelt name
        counts = len(nest.flatten(loss)), len(nest.flatten(weights))
        if weights is not None and counts[0] != counts[1]:
            raise ValueError(
                f"`loss_weights` must match the number of losses, got {counts[0]} losses and "
                f"{counts[1]} weights. Give both as a list or dict with an entry for each output."
            )
        self._given, self._weights, self._names = loss, weights, names
        self._losses: list[CompiledLoss | None] | None = None  # once the outputs are known
        self._factors: list[float | None] = []
        self._trackers: list[Mean | None] = []

    @property
    def metrics(self) -> list[Mean]:
        return [tracker for tracker in self._trackers if tracker is not None]

    @property
    def takes_class_numbers(self) -> bool:
        """Whether the targets of some output are class numbers."""
        given = [CompiledLoss(each) for each in nest.flatten(self._given) if each is not None]
        return any(loss.takes_class_numbers for loss in given)

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        """The sum of the weighted losses.

        Args:
            y_true: the targets, as a list or dict like the outputs; those of outputs without a
                loss may be left out of a list.
            y_pred: the outputs.
            sample_weight: for all outputs, or a list or dict like them.
        """
        if self._losses is None:
            self._build(y_pred)
        targets = self._targets(y_true, y_pred)
        samples = by_output(sample_weight, y_pred, self._names, "sample_weight")
        total = None
        for loss, factor, tracker, target, output, sample in zip(
            self._losses, self._factors, self._trackers, targets, nest.flatten(y_pred), samples
        ):
            if loss is None:
                continue
            value = loss(target, output, sample)
            if tracker is not None:
                tracker.update_state(value, sample_weight=output.shape[0])
            if factor is not None:
                value = value * float(factor)
            total = value if total is None else total + value
        if total is None:
            raise ValueError("No output has a loss. Give compile(loss=...) one at least.")
        return total

    def check_targets(self, y_true: Any, shapes: Any) -> None:
        """Check that targets that stand for classes are numbers of classes.

        Args:
            y_true: the targets, of arrays.
            shapes: a TensorShape for each output.

        Raises:
            InvalidArgumentError: some are not.
        """
        if self._losses is None:
            self._build(shapes)
        for loss, target, shape in zip(
            self._losses, self._targets(y_true, shapes), nest.flatten(shapes)
        ):
            if loss is not None:
                loss.check_targets(target, shape)

    def _build(self, y_pred: Any) -> None:
        by_name = isinstance(self._given, dict) and not isinstance(y_pred, dict)
        if by_name and not self._names:
            raise ValueError(
                f"`loss` is a dict with the keys {list(self._given)}, but the outputs of this "
                "model have no names. Give the loss alone, as in compile(loss='mse'); a model of "
                "several outputs gets a list of them."
            )
        if by_name and set(self._given) != set(self._names or ()):
            raise ValueError(
                f"Expected keys {self._names} in loss dict, but found "
                f"loss.keys()={list(self._given)}. Give None for an output without a loss."
            )
        given = by_output(self._given, y_pred, self._names, "loss")
        found = [nest.flatten(each) for each in given]
        if any(len(each) > 1 for each in found):
            raise KeyError(f"Give each output one loss, in the form of the outputs: {self._given}.")
        self._losses = [
            CompiledLoss(each[0]) if each and each[0] is not None else None for each in found
        ]
        self._factors = by_output(self._weights, y_pred, self._names, "loss_weights")
        names = names_of(y_pred, self._names)
        several = sum(loss is not None for loss in self._losses) > 1
        with init_scope():
            self._trackers = [
                Mean(name=f"{name or loss.name}_loss") if loss is not None and several else None
                for loss, name in zip(self._losses, names)
            ]

    def _targets(self, y_true: Any, y_pred: Any) -> list:
        """The target of each output, None where there is no loss."""
        flat = nest.flatten(y_true)
        places = [place for place, loss in enumerate(self._losses) if loss is not None]
        if isinstance(y_true, list | tuple) and len(flat) == len(places) < len(self._losses):
            found = dict(zip(places, flat))
            return [found.get(place) for place in range(len(self._losses))]
        if not nest.is_nested(y_true) and len(self._losses) > 1:
            raise ValueError(
                f"y_true and y_pred have different structures: the model has {len(self._losses)} "
                f"outputs, but {describe(y_true)} came as the target. Hand over a list or dict "
                "with a target for each output: model.fit(x, [y_a, y_b])."
            )
        targets = by_output(y_true, y_pred, self._names, "y")
        for place in places:
            if targets[place] is None:
                name = names_of(y_pred, self._names)[place] or place
                raise ValueError(
                    f"No target came for the output {name!r}, which has a loss. Hand it over, or "
                    "give None as its loss."
                )
        return targets
