"""Gradient descent on a map: `DescentView(inputs, targets)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from kerasish.viz.descent import BIASES, OPTIMIZERS, Problem, Training, losses_at, lowest, read_data
from kerasish.viz.descent_picture import DRAWN, descent_figure
from kerasish.viz.descent_words import verdict
from kerasish.viz.widget import CourseWidget

RATES = (1e-5, 10.0)
STEPS = (1, 1000)
DECIDES = (
    *("start", "bias", "bias_mode", "learning_rate", "batch_size", "optimizer", "momentum"),
    *("steps", "seed", "language"),
)


class DescentView(CourseWidget):
    """The loss of a linear classifier as a map over its two weights, and a training on it.

    The model is `w1 x1 + w2 x2 + b`, the loss the mean square of prediction minus target, as in
    the chapter on the linear classifier. The map has no room for the bias. What it shows is the
    loss for the best bias at each place, or for one bias that stays, or, if the bias is trained
    too, for the present one; `bias_mode` says which.

    Args:
        inputs: the points, shape (n, 2).
        targets: 0 or 1 for each, shape (n,) or (n, 1).
        start: the two weights before the first step.
        bias: the bias before the first step, if `bias_mode` is not "best".
        **settings: any attribute below, or `language`, "en" or "ko".

    Attributes:
        learning_rate: 0.00001 to 10.
        batch_size: how many points a step sees; 0 is all of them.
        optimizer: "SGD", "RMSprop" or "Adam", with the defaults of `keras.optimizers`.
        momentum: of SGD and RMSprop, 0 to below 1.
        bias_mode: "best": for any weights the bias is the one with the smallest loss; "fixed": it
            stays what it was at the start; "trained": it is trained, too.
        steps: how many steps a training has.
        seed: of the order in which the points come in batches.
        step: how many of them are shown.
        losses: the loss before the first step and after each, shape (steps + 1,).
        parameters: w1, w2 and b before the first step and after each, shape (steps + 1, 3).
        outcome: "arrived", "falling", "restless", "worse" or "diverges".

    Raises:
        ValueError: inputs or targets of another shape or kind.
        TraitError: a setting that means nothing.
    """

    start = traitlets.List(traitlets.Float(), minlen=2, maxlen=2).tag(sync=True)
    bias = traitlets.Float().tag(sync=True)
    bias_mode = traitlets.Unicode("best").tag(sync=True)
    learning_rate = traitlets.Float(0.05).tag(sync=True)
    batch_size = traitlets.Int(0).tag(sync=True)
    optimizer = traitlets.Unicode("SGD").tag(sync=True)
    momentum = traitlets.Float(0.0).tag(sync=True)
    steps = traitlets.Int(60).tag(sync=True)
    seed = traitlets.Int(0).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    training = traitlets.Dict().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        inputs: Any,
        targets: Any,
        start: Sequence[float] | None = None,
        bias: float | None = None,
        **settings: Any,
    ) -> None:
        self._problem = Problem(*read_data(inputs, targets))
        best = lowest(self._problem.matrix)
        reach = 6 * float(np.abs(best[:2]).max()) or 1.0
        self._frame = [float(best[0]), float(best[1]), reach]
        if start is None:
            start = (best[:2] + np.array([0.8, 0.55]) * reach).round(3)
        self.losses = self.parameters = np.zeros(0)
        self.outcome = ""
        super().__init__(
            start=[float(weight) for weight in start],
            bias=round(float(best[2]), 3) if bias is None else float(bias),
            data=self._described(best),
            **settings,
        )
        self.observe(self._train, names=DECIDES)
        self._train()

    def _described(self, best: np.ndarray) -> dict[str, Any]:
        """What the front end draws that no training changes."""
        some = slice(None, None, -(-len(self._problem) // DRAWN))
        rows = np.column_stack([self._problem.inputs[some], self._problem.targets[some]])
        return {
            "points": rows.astype("float32").tobytes(),
            "count": len(self._problem),
            "best": best.tolist(),
            "optimizers": list(OPTIMIZERS),
        }

    def _settings(self) -> Training:
        return Training(
            optimizer=self.optimizer,
            learning_rate=self.learning_rate,
            momentum=self.momentum,
            batch_size=self.batch_size or len(self._problem),
            start=(*self.start, self.bias),
            bias_mode=self.bias_mode,
            steps=self.steps,
            seed=self.seed,
        )

    def _train(self, change: dict[str, Any] | None = None) -> None:
        training = self._settings()
        self.parameters = self._problem.path(training)
        self.losses = losses_at(self._problem.matrix, self.parameters)
        found = verdict(self._problem, training, self.losses)
        self.outcome = found.kind
        rows = np.column_stack([self.parameters, self.losses, self._wrong()])
        away = np.abs(np.array(self.start) - self._frame[:2]).max()
        with self.hold_sync():
            self.training = {
                "rows": rows.tobytes(),
                "kind": found.kind,
                "says": self.say(found.en, found.ko),
                "code": training.code(),
                "matrix": self._problem.map_matrix(self.bias_mode).ravel().tolist(),
                "bottom": self._problem.bottom(training),
                "frame": [*self._frame[:2], max(self._frame[2], 1.15 * float(away))],
            }
            self.step = self.steps

    def _wrong(self) -> np.ndarray:
        """How many points are on the wrong side, for each step."""
        inputs, above = self._problem.inputs, self._problem.targets > 0.5
        with np.errstate(invalid="ignore", over="ignore"):
            return np.array(
                [
                    np.sum((inputs @ place[:2] + place[2] > 0.5) != above)
                    for place in self.parameters
                ]
            )

    @traitlets.validate("learning_rate")
    def _valid_rate(self, proposal: dict[str, Any]) -> float:
        return _within("learning_rate", proposal["value"], *RATES)

    @traitlets.validate("steps")
    def _valid_steps(self, proposal: dict[str, Any]) -> int:
        return _within("steps", proposal["value"], *STEPS)

    @traitlets.validate("step")
    def _valid_step(self, proposal: dict[str, Any]) -> int:
        return _within("step", proposal["value"], 0, self.steps)

    @traitlets.validate("batch_size")
    def _valid_batch(self, proposal: dict[str, Any]) -> int:
        return _within("batch_size", proposal["value"], 0, np.inf)

    @traitlets.validate("momentum")
    def _valid_momentum(self, proposal: dict[str, Any]) -> float:
        return _within("momentum", proposal["value"], 0, 0.999)

    @traitlets.validate("bias")
    def _valid_bias(self, proposal: dict[str, Any]) -> float:
        return _within("bias", proposal["value"], -1e6, 1e6)

    @traitlets.validate("start")
    def _valid_start(self, proposal: dict[str, Any]) -> list[float]:
        return [_within("start", weight, -1e6, 1e6) for weight in proposal["value"]]

    @traitlets.validate("optimizer")
    def _valid_optimizer(self, proposal: dict[str, Any]) -> str:
        named = {name.lower(): name for name in OPTIMIZERS}
        return named[_one_of("optimizer", proposal["value"].lower(), named)]

    @traitlets.validate("bias_mode")
    def _valid_mode(self, proposal: dict[str, Any]) -> str:
        return _one_of("bias_mode", proposal["value"], BIASES)

    def picture(self) -> Figure:
        shown = (self.training["frame"], self.parameters, self.losses, self.step)
        return descent_figure(self._problem, self._settings(), *shown)

    def caption(self) -> str:
        w1, w2, b = self.parameters[self.step]
        wrong, count = int(self._wrong()[self.step]), len(self._problem)
        size = min(self.batch_size or count, count)
        return self.say(
            f"DescentView: {self.training['code']}, {size} of {count} points a step. After "
            f"{self.step} of {self.steps} steps w1 = {w1:.3g}, w2 = {w2:.3g}, b = {b:.3g}, the "
            f"loss is {self.losses[self.step]:.3g}, {wrong} points are on the wrong side. "
            f"{self.training['says']}",
            f"DescentView: {self.training['code']}, 한 스텝에 점 {count}개 중 {size}개. "
            f"{self.steps}번 중 {self.step}번의 스텝 뒤 w1 = {w1:.3g}, w2 = {w2:.3g}, "
            f"b = {b:.3g}, 손실은 {self.losses[self.step]:.3g}, 잘못된 쪽에 있는 점은 {wrong}개. "
            f"{self.training['says']}",
        )


def _within(name: str, value: Any, low: float, high: float) -> Any:
    if not low <= value <= high:
        below = f" to {high:g}" if np.isfinite(high) else " or more"
        raise traitlets.TraitError(
            f"DescentView got {name}={value:g}. Give a number from {low:g}{below}."
        )
    return value


def _one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise traitlets.TraitError(
            f"DescentView got {name}={value!r}. Choose one of {', '.join(map(repr, allowed))}."
        )
    return value
