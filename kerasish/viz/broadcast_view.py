"""Two shapes, and how they broadcast or where they clash: `TensorView.broadcast((4, 1), (3,))`."""

from __future__ import annotations

import ast
import math
from itertools import zip_longest
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from kerasish.viz.cells import canvas, draw_cell, label
from kerasish.viz.mistake import Mistake
from kerasish.viz.table import drawn, shown
from kerasish.viz.widget import CourseWidget

RANK = 3  # the most axes whose cells are drawn
MOST = 2**40  # the most numbers in a tensor whose cells are drawn
WIDE = 1.3  # from one axis to the next in the picture, in cells
Shape = tuple[int, ...]


class BroadcastView(CourseWidget):
    """Two shapes compared from the right, and the tensors that they stretch to.

    Args:
        first: a shape, or a tensor whose shape is taken.
        second: the other.
        language: "en" or "ko".

    Attributes:
        first: the shape as it is typed, such as "(4, 1)". To set it does what typing does.
        second: the other.
        shape: what both stretch to, or None if they clash.
    """

    first = traitlets.Unicode().tag(sync=True)
    second = traitlets.Unicode().tag(sync=True)
    result = traitlets.Dict().tag(sync=True)

    def __init__(self, first: Any, second: Any, **kwargs: Any) -> None:
        self.shape: Shape | None = None
        super().__init__(first=_written(first), second=_written(second), **kwargs)
        self.observe(self._compare, names=["first", "second", "language"])
        self._compare()

    def _compare(self, change: dict[str, Any] | None = None) -> None:
        self.shape = None
        try:
            shapes = read_shape(self.first), read_shape(self.second)
        except Mistake as mistake:
            self.result = {"problem": mistake.texts[self.language]}
            return
        columns = compare(*shapes)
        if not any(column["clash"] for column in columns):
            self.shape = tuple(column["result"] for column in columns)
        self.result = {
            "shapes": [str(shape) for shape in shapes],
            "columns": [{**column, "says": self._verdict(column)} for column in columns],
            "tables": self._tables(shapes),
            "written": str(self.shape) if self.shape is not None else "",
            "problem": "" if self.shape is not None else self._clash(shapes, columns),
            "sentence": self._sentence(shapes),
        }

    def _verdict(self, column: dict[str, Any]) -> str:
        first, second = column["first"], column["second"]
        if column["clash"]:
            return self.say("clash", "맞지 않음")
        if first is None or second is None:
            return self.say("missing: counts as 1", "없는 축: 1로 셈")
        if first == second:
            return self.say("equal", "같음")
        return self.say(f"1 stretches to {column['result']}", f"1이 {column['result']}로 늘어남")

    def _clash(self, shapes: tuple[Shape, Shape], columns: list[dict[str, Any]]) -> str:
        first, second = shapes
        place = max(number for number, column in enumerate(columns) if column["clash"])
        from_end = place - len(columns)
        lengths = columns[place]["first"], columns[place]["second"]
        return self.say(
            f"{first} and {second} clash: on axis {from_end}, counted from the end, one has "
            f"{lengths[0]} and the other {lengths[1]}. Lengths that meet must be equal, or one of "
            "them 1. Try a new axis of length 1, or another order of the axes.",
            f"{first}, {second} 두 형상은 맞지 않습니다. 끝에서부터 센 축 {from_end}에서 길이가 "
            f"{lengths[0]}, {lengths[1]}입니다. 만나는 길이는 서로 같거나 하나가 1이어야 합니다. "
            "길이가 1인 축을 더하거나 축의 순서를 바꾸어 보세요.",
        )

    def _sentence(self, shapes: tuple[Shape, Shape]) -> str:
        if self.shape is None:
            return ""
        first, second = shapes
        return self.say(
            f"{first} and {second} give {self.shape}.", f"{first}, {second} → {self.shape}."
        )

    def _tables(self, shapes: tuple[Shape, Shape]) -> list[dict[str, Any]]:
        """Both tensors stretched, and their sum; none if they clash or cannot be drawn."""
        if self.shape is None or len(self.shape) > RANK or math.prod(self.shape) > MOST:
            return []
        one, other = (numbers(shape, self.shape, factor) for shape, factor in zip(shapes, (1, 10)))
        return [drawn(part, self.shape, shown(self.shape)) for part in (one, other, one + other)]

    def picture(self) -> Figure:
        columns = self.result.get("columns", [])
        shapes = [*self.result.get("shapes", ["", ""]), self.result.get("written") or "✗"]
        figure, axes = canvas(6 + max(len(columns), 4) * WIDE, 5.2)
        for row, (name, key) in enumerate((("a", "first"), ("b", "second"), ("a + b", "result"))):
            text = f"{name}  {shapes[row]}"
            label(axes, text, 0.3, row * 1.2 + 1.3, ha="left", family="monospace", weight="bold")
            for number, column in enumerate(columns):
                kind = (
                    "picked" if column["clash"] else "copy" if _stretches(column, key) else "plain"
                )
                text = "✗" if column["clash"] and key == "result" else column[key]
                left = 6 + number * WIDE
                draw_cell(axes, "" if text is None else text, left, row * 1.2 + 0.8, kind)
        for number in range(len(columns)):
            axis = str(number - len(columns))
            label(axes, axis, 6.5 + number * WIDE, 4.5, fontsize=9, color="0.3")
        return figure

    def caption(self) -> str:
        said = ["TensorView.broadcast:", self.result.get("problem"), self.result.get("sentence")]
        return " ".join(filter(None, said))


def read_shape(text: str) -> Shape:
    """Read a shape as it is typed: `(4, 1)`, `4, 1`, `(3,)`, `3` or `()`.

    Raises:
        Mistake: it is no shape.
    """
    try:
        value = ast.literal_eval(text.strip() or "?")
    except (ValueError, SyntaxError):
        value = None
    shape = (value,) if type(value) is int else value
    if not isinstance(shape, tuple | list) or any(type(n) is not int or n < 0 for n in shape):
        raise Mistake(
            f"{text!r} is no shape. Write the length of each axis, whole numbers from 0 on, such "
            "as (4, 1), (3,) or ().",
            f"형상이 아닙니다: {text!r}. 축마다 길이를 0 이상의 정수로 쓰세요. "
            "예: (4, 1), (3,), ().",
        )
    return tuple(shape)


def compare(first: Shape, second: Shape) -> list[dict[str, Any]]:
    """The axes of two shapes side by side, from left to right.

    Returns:
        For each axis `first` and `second`, the lengths (None where a shape has no such axis),
        `result`, the length of the result, and `clash`, whether there is none.
    """
    columns = []
    for one, other in zip_longest(reversed(first), reversed(second)):
        lengths = {length for length in (one, other) if length not in (None, 1)}
        clash = len(lengths) > 1
        result = None if clash else next(iter(lengths), 1)
        columns.append({"first": one, "second": other, "result": result, "clash": clash})
    return columns[::-1]


def numbers(shape: Shape, whole: Shape, factor: int) -> np.ndarray:
    """The numbers 0, 1, 2, … times `factor` in a shape stretched to `whole`, where it is drawn."""
    padded = (1,) * (len(whole) - len(shape)) + shape
    total = np.zeros((), np.int64)
    for axis, (length, places) in enumerate(zip(padded, shown(whole))):
        step = math.prod(padded[axis + 1 :]) if length != 1 else 0
        total = total[..., np.newaxis] + step * np.array(places, np.int64)
    return factor * total


def _written(shape: Any) -> str:
    return str(tuple(int(length) for length in getattr(shape, "shape", shape)))


def _stretches(column: dict[str, Any], key: str) -> bool:
    return key != "result" and column[key] in (None, 1) and column["result"] != column[key]
