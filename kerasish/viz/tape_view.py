"""The recording of a tape to walk through: `TapeView(tape, y, x)`."""

from __future__ import annotations

import sys
from typing import Any

import traitlets
from matplotlib.figure import Figure

import kerasish as tf
from kerasish.core import nest
from kerasish.core.context import no_recording
from kerasish.viz.chains import drawing
from kerasish.viz.names import names_in
from kerasish.viz.recorded import read_recording
from kerasish.viz.tape_graph import graph
from kerasish.viz.tape_picture import draw_graph
from kerasish.viz.tape_steps import steps_of
from kerasish.viz.widget import CourseWidget


class TapeView(CourseWidget):
    """What a tape has recorded, as a graph: step through the values, then back through gradients.

    Each edge has its local derivative, the derivative of one operation. A chain of many
    operations without names is drawn as one node until it is opened.

    Args:
        tape: a `tf.GradientTape`, also one that has answered already.
        target: what `tape.gradient` takes as target.
        sources: what it takes as sources: a tensor or variable, or a list of them.
        language: "en" or "ko".

    Attributes:
        step: how far one has walked: 0 is before the first operation. To set it in Python does
            what the buttons do.
        steps: what happens in each step, as text.
    """

    step = traitlets.Int(0, min=0).tag(sync=True)
    steps = traitlets.List(traitlets.Dict()).tag(sync=True)
    graphs = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, tape: tf.GradientTape, target: Any, sources: Any, **kwargs: Any) -> None:
        names = names_in(sys._getframe(1))
        with no_recording():
            self._recorded = read_recording(
                tape, nest.flatten(target), nest.flatten(sources), names
            )
        super().__init__(**kwargs)
        self.observe(self._draw, names=["language"])
        self._draw()

    def _draw(self, change: dict[str, Any] | None = None) -> None:
        drawn = drawing(self._recorded)
        steps = steps_of(self._recorded, drawn, self.say)
        self.graphs = [graph(self._recorded, drawn, steps, self.say)]
        self.steps = [{"kind": k, "text": text} for k, text in zip(steps.kinds, steps.texts)]

    def picture(self) -> Figure:
        return draw_graph(self.graphs[0])

    def caption(self) -> str:
        quantity = self.graphs[0]["quantity"]
        head = self.say(
            f"TapeView: how {quantity} was computed, and its gradients (italic) on the way back.",
            f"TapeView: {quantity}의 계산 과정과, 거꾸로 가며 구한 그레이디언트(기울인 글자).",
        )
        return " ".join([head, *(f"{step['text']}." for step in self.steps)])
