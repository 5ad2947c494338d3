"""The recording of a tape to walk through: `TapeView(tape, y, x)`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import traitlets
from matplotlib.figure import Figure

import kerasish as tf
from kerasish.core import nest
from kerasish.core.context import no_recording
from kerasish.viz.chains import Drawing, drawing
from kerasish.viz.mistake import Mistake
from kerasish.viz.names import name_of, names_in
from kerasish.viz.recorded import Recorded, read_recording
from kerasish.viz.tape_detail import detail
from kerasish.viz.tape_graph import graph
from kerasish.viz.tape_notes import notes
from kerasish.viz.tape_picture import draw_graphs
from kerasish.viz.tape_steps import Steps, steps_of
from kerasish.viz.widget import CourseWidget


class TapeView(CourseWidget):
    """What a tape has recorded, as a graph: step through the values, then back through gradients.

    Each edge has its local derivative, the derivative of one operation. A chain of many
    operations without names is drawn as one node until it is opened. Tensors are called what the
    cell calls them; one without a name has a number.

    Several tapes are drawn side by side, as for a second derivative:
    `TapeView([inner, outer], [position, speed], t)`.

    Args:
        tape: a `tf.GradientTape`, also one that has answered already, or a list of them.
        target: what `tape.gradient` takes as target; for a list of tapes one for each.
        sources: what it takes as sources: a tensor or variable, or a list of them.
        language: "en" or "ko".

    Attributes:
        step: how far one has walked: 0 is before the first operation. To set it in Python does
            what the buttons do.
        steps: what happens in each step: a dict with a text.
        picked: the name of the tensor that is looked at, such as "u"; in the second of two tapes
            "2/u"; "" for none.
        opened: the names of the last tensors of the chains that are drawn as all their operations.

    Raises:
        TypeError: sources that are no tensors, a tape that is none.
        ValueError: not one target for each tape.
    """

    step = traitlets.Int(0).tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True)
    opened = traitlets.List(traitlets.Unicode()).tag(sync=True)
    steps = traitlets.List(traitlets.Dict()).tag(sync=True)
    graphs = traitlets.List(traitlets.Dict()).tag(sync=True)
    detail = traitlets.Dict(allow_none=True).tag(sync=True)

    def __init__(self, tape: Any, target: Any, sources: Any, **kwargs: Any) -> None:
        frame = sys._getframe(1)
        tapes, targets = _pairs(tape, target)
        self._titles = [name_of(one, frame) for one in tapes] if len(tapes) > 1 else [""]
        self._sources = nest.flatten(sources)
        self._tapes = tapes
        self._recorded: list[Recorded | Mistake] = []
        names = names_in(frame)
        with no_recording():
            for one, of in zip(tapes, targets):
                self._recorded.append(_read(one, nest.flatten(of), self._sources, names))
        self._drawn: list[tuple[Recorded, Drawing, Steps]] = []
        super().__init__(**kwargs)
        self._draw()
        self.observe(self._draw, names=["language", "opened"])
        self.observe(self._look, names=["step", "picked"])

    @traitlets.validate("step")
    def _within(self, proposal: dict[str, Any]) -> int:
        return min(max(proposal["value"], 0), len(self.steps))

    def _draw(self, change: dict[str, Any] | None = None) -> None:
        """Lay out what is drawn, and stay where the reader is."""
        here = self.steps[self.step - 1] if self.step else None
        self._drawn, graphs, steps = [], [], []
        for number, (recorded, title) in enumerate(zip(self._recorded, self._titles)):
            if isinstance(recorded, Mistake):
                graphs.append({"title": title, "problem": recorded.texts[self.language]})
                continue
            drawn = drawing(recorded, self.opened)
            walk = steps_of(recorded, drawn, self.say, len(steps))
            self._drawn.append((recorded, drawn, walk))
            said = notes(recorded, self._tapes[number], self._sources, self.say)
            graphs.append({"title": title, "notes": said, **graph(recorded, drawn, walk)})
            steps += [
                {"kind": kind, "graph": number, "at": at, "text": text}
                for kind, at, text in zip(walk.kinds, walk.at, walk.texts)
            ]
        with self.hold_trait_notifications():
            self.graphs, self.steps = graphs, steps
            self.step = _same_place(here, steps)
        self._look()

    def _look(self, change: dict[str, Any] | None = None) -> None:
        self.detail = None
        where, _, name = self.picked.rpartition("/") if self._titles[1:] else ("", "", self.picked)
        for recorded, drawn, walk in self._drawn[int(where or 1) - 1 :][:1]:
            for number, node in enumerate(recorded.nodes):
                if node.name == name and number in drawn.nodes:
                    unit = next((unit for unit in drawn.units if number in unit.shown), None)
                    self.detail = detail(recorded, number, unit, walk, self.step, self.say)

    def picture(self) -> Figure:
        return draw_graphs(self.graphs)

    def caption(self) -> str:
        texts = [f"{step['text']}." for step in self.steps]
        if len(texts) > 14:
            left_out = self.say(
                f"({len(texts) - 14} more steps)", f"(단계 {len(texts) - 14}개 생략)"
            )
            texts = [*texts[:7], left_out, *texts[-7:]]
        heads = []
        for one in self.graphs:
            if "problem" in one:
                heads.append(one["problem"])
                continue
            named = f"{one['title']}: " if one["title"] else ""
            of = one["quantity"]
            heads.append(
                self.say(
                    f"{named}how {of} was computed, and the gradients on the way back.",
                    f"{named}{of}의 계산 과정과, 거꾸로 가며 구한 그레이디언트.",
                )
            )
            heads += one["notes"]
        return " ".join(["TapeView:", *heads, *texts])


def _pairs(tape: Any, target: Any) -> tuple[list, list]:
    """Tapes, and the target of each."""
    tapes, targets = (list(tape), target) if isinstance(tape, list | tuple) else ([tape], [target])
    for one in tapes:
        if not isinstance(one, tf.GradientTape):
            raise TypeError(
                f"TapeView takes a tf.GradientTape or a list of them, but {type(one).__name__} "
                "came. Write TapeView(tape, y, x), as in tape.gradient(y, x)."
            )
    if not isinstance(targets, list | tuple) or len(targets) != len(tapes):
        count = len(targets) if isinstance(targets, list | tuple) else 1
        raise ValueError(
            f"TapeView got {len(tapes)} tapes and {count} targets. Give one for each tape: "
            "TapeView([inner, outer], [position, speed], t)."
        )
    return tapes, list(targets)


def _read(
    tape: tf.GradientTape, targets: Sequence[Any], sources: Sequence[Any], names: dict[int, str]
) -> Recorded | Mistake:
    for target in targets:
        if not isinstance(target, tf.Tensor):
            raise TypeError(
                f"TapeView takes a tensor as target, or a list of them, but "
                f"{type(target).__name__} came. Compute it inside the tape: y = x * x."
            )
    try:
        return read_recording(tape, targets, sources, names)
    except Mistake as mistake:
        return mistake


def _same_place(here: dict[str, Any] | None, steps: Sequence[dict[str, Any]]) -> int:
    """The step that is about the same tensors, after a chain was opened or closed."""
    if here is None:
        return 0
    for number, step in enumerate(steps):
        is_same = (step["graph"], step["kind"]) == (here["graph"], here["kind"])
        if is_same and max(step["at"]) >= max(here["at"]):
            return number + 1
    return 0
