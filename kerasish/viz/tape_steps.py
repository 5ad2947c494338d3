"""A recording as steps: forwards through the values, back through the gradients."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import kerasish as tf
from kerasish.viz.chains import Drawing, Unit
from kerasish.viz.recorded import Edge, Recorded, norm

Say = Callable[[str, str], str]


@dataclass
class Steps:
    """When what is to be seen; steps are counted from `first`, and nothing happens in step 0.

    Attributes:
        kinds: for each step "value", "start" or "back".
        at: for each step the drawn nodes that it is about.
        texts: what happens in each.
        value: for each drawn node the step that computes it; 0 for what was there before.
        back: for each operation the step that goes back through it.
        gradients: for each drawn node what its gradient is after which step.
    """

    first: int
    kinds: list[str] = field(default_factory=list)
    at: list[list[int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    value: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)
    gradients: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, kind: str, at: list[int], text: str) -> int:
        self.kinds.append(kind)
        self.at.append(at)
        self.texts.append(text)
        return self.first + len(self.kinds)

    @property
    def end(self) -> int:
        return self.first + len(self.kinds)


def steps_of(recorded: Recorded, drawing: Drawing, say: Say, first: int = 0) -> Steps:
    """The steps of a recording.

    Args:
        recorded: the recording.
        drawing: what is drawn of it.
        say: chooses between English and Korean.
        first: how many steps come before.
    """
    steps = Steps(first)
    for unit in drawing.units:
        number = steps.add("value", unit.shown, _forwards(recorded, unit, say))
        steps.value |= dict.fromkeys(unit.nodes, number)
    _Backwards(recorded, drawing, steps, say).walk()
    return steps


def derivative(quantity: str, name: str) -> str:
    """How a derivative is written: dy/dx, and dy/d(dense/kernel)."""
    return f"d{quantity}/d{name}" if re.fullmatch(r"[\w#]+", name) else f"d{quantity}/d({name})"


def quantity(tensor: tf.Tensor, say: Say) -> str:
    """A tensor in a few words: a single number, or shape and norm."""
    if tensor.shape == ():
        return number(tensor)
    shape, length = tuple(tensor.shape), norm(tensor)
    if length != length:
        return say(f"shape {shape}", f"형상 {shape}")
    return say(f"shape {shape}, norm {length:.3g}", f"형상 {shape}, 노름 {length:.3g}")


def number(tensor: tf.Tensor) -> str:
    """A single number of any dtype."""
    value = tensor.numpy()
    return f"{value + 0.0:.3g}" if tensor.dtype.is_floating else str(value)  # never "-0"


def _forwards(recorded: Recorded, unit: Unit, say: Say) -> str:
    nodes = [recorded.nodes[place] for place in unit.shown]
    told = ", ".join(f"{node.name} = {quantity(node.tensor, say)}" for node in nodes)
    if unit.is_chain:
        count = len(unit.calls)
        return say(f"{count} operations in a row: {told}", f"이어지는 연산 {count}개: {told}")
    (node, *others) = nodes
    if others:
        return f"{recorded.calls[unit.calls[0]].operation.name}: {told}"
    between = " = " if node.tensor.shape == () else ": "
    return f"{node.name} = {node.code}{between}{quantity(node.tensor, say)}"


class _Backwards:
    def __init__(self, recorded: Recorded, drawing: Drawing, steps: Steps, say: Say):
        self.recorded, self.drawing, self.steps, self.say = recorded, drawing, steps, say
        self.sums: dict[int, tf.Tensor] = {}

    def walk(self) -> None:
        ends = [at for at in self.recorded.targets if self.recorded.nodes[at].gradient is not None]
        if not ends:
            return
        for at in ends:
            self._arrive(at, tf.ones_like(self.recorded.nodes[at].tensor))
        told = "; ".join(f"{self._name(at)} = {self._told(at)}" for at in ends)
        self._note(self.steps.add("start", ends, told), ends)
        for unit in reversed(self.drawing.units):
            self._back_through(unit)

    def _back_through(self, unit: Unit) -> None:
        parts: dict[int, list[Edge]] = {}
        for call in unit.calls:
            for edge in {e.place: e for e in self.recorded.calls[call].edges}.values():
                start = self.drawing.shown_as.get(edge.start)
                if edge.part is not None and edge.start not in unit.nodes and start is not None:
                    parts.setdefault(edge.start, []).append(edge)
        if not parts:
            return
        before = {start: self._told(start) for start in parts if start in self.sums}
        for start, edges in parts.items():
            for edge in edges:
                self._arrive(start, edge.part)
        told = "; ".join(
            self._sentence(unit, start, edges, before.get(start)) for start, edges in parts.items()
        )
        number = self.steps.add("back", unit.shown, told)
        self.steps.back |= dict.fromkeys(unit.calls, number)
        self._note(number, list(parts))

    def _sentence(self, unit: Unit, start: int, edges: Sequence[Edge], before: str | None) -> str:
        """How the gradient of an input came about."""
        outputs = [self.recorded.nodes[edge.end] for edge in edges]
        plain = not unit.is_chain and all(edge.local is not None for edge in edges)
        if plain and len(unit.shown) == 1:
            products = [
                f"{number(node.gradient)} · {_factor(edge.local)}"
                for node, edge in zip(outputs, edges)
            ]
            terms = " + ".join([*([before] if before else []), *products])
            return f"{self._name(start)} = {terms} = {self._told(start)}"
        through = self.recorded.calls[unit.calls[0]].operation.name
        if unit.is_chain:
            through = self.say(f"{len(unit.calls)} operations", f"연산 {len(unit.calls)}개")
        came = ", ".join(self.recorded.nodes[at].name for at in unit.shown)
        return f"{self._name(start)} ← {through} ← {came}: {self._told(start)}"

    def _arrive(self, at: int, part: tf.Tensor) -> None:
        self.sums[at] = self.sums[at] + part if at in self.sums else part

    def _note(self, number: int, at: Sequence[int]) -> None:
        for node in at:
            text = short(self.sums[node])
            self.steps.gradients.setdefault(node, []).append((number, text))

    def _name(self, at: int) -> str:
        return derivative(self.recorded.quantity, self.recorded.nodes[at].name)

    def _told(self, at: int) -> str:
        return quantity(self.sums[at], self.say)


def short(tensor: tf.Tensor) -> str:
    """A gradient in a node: its number, or the norm of many."""
    return number(tensor) if tensor.shape == () else f"‖{norm(tensor):.3g}‖"


def _factor(value: float) -> str:
    return f"({value:.3g})" if value < 0 else f"{value + 0.0:.3g}"
