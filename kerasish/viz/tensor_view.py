"""A tensor to pick from: `TensorView(x)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

import kerasish as tf
from kerasish.viz.broadcast_view import BroadcastView
from kerasish.viz.indexing import Part, explain, read_index
from kerasish.viz.mistake import Mistake
from kerasish.viz.table import RANK, shown, table
from kerasish.viz.table_picture import draw_tables
from kerasish.viz.widget import CourseWidget


class TensorView(CourseWidget):
    """A tensor as a coloured grid: type an index, see what it picks and the result's shape.

    Args:
        x: a tensor, or what `tf.convert_to_tensor` takes, of rank 0 to 4 and any dtype. Of a long
            axis the first places and the last are drawn.
        axes: what each axis stands for, such as ("example", "feature").
        index: the index at the beginning, such as "x[0, 1:]"; none is "".
        name: what the tensor is called.
        language: "en" or "ko".

    Attributes:
        index: what is typed. To set it in Python does what typing does.
        picked: the tensor that the index picks, or None.

    Raises:
        ValueError: the tensor has more than four axes, or not as many as there are names.
    """

    index = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode("x").tag(sync=True)
    examples = traitlets.List(traitlets.Unicode()).tag(sync=True)
    tensor = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        x: Any,
        axes: Sequence[str] | None = None,
        index: str = "",
        name: str = "x",
        **kwargs: Any,
    ) -> None:
        self._x = tf.convert_to_tensor(x)
        self._values = np.asarray(self._x)
        self._axes = _axis_names(axes, self._x.shape)
        self.picked: tf.Tensor | None = None
        drawn = table(self._values)
        drawn["dtype"], drawn["written"] = self._x.dtype.name, str(tuple(self._x.shape))
        drawn["axes"] = self._axes
        super().__init__(name=name, tensor=drawn, examples=_examples(self._x.ndim, name), **kwargs)
        self.observe(self._pick, names=["index", "language"])
        self.index = index

    @staticmethod
    def broadcast(first: Any, second: Any, **kwargs: Any) -> BroadcastView:
        """Two shapes, and how they broadcast or where they clash.

        Args:
            first: a shape such as (4, 1), or a tensor that has it.
            second: the other.
            **kwargs: `language`, "en" or "ko".
        """
        return BroadcastView(first, second, **kwargs)

    def _pick(self, change: dict[str, Any] | None = None) -> None:
        self.picked = None
        if not self.index.strip():
            self.result = {}
            return
        try:
            self.result = self._picked_by(self.index)
        except Mistake as mistake:
            self.result = {"problem": mistake.texts[self.language]}

    def _picked_by(self, index: str) -> dict[str, Any]:
        inner, entries = read_index(index, self.name)
        parts = explain(entries, self._x.shape, self._axes)
        self.picked = self._x[entries]
        shape = tuple(self.picked.shape)
        drawable = len(shape) <= RANK
        count = int(np.prod(shape, dtype=np.int64))
        return {
            "code": f"{self.name}[{inner}]",
            "written": str(shape),
            "dtype": self.picked.dtype.name,
            "table": table(np.asarray(self.picked)) if drawable else None,
            "chosen": _chosen(parts, self._x.shape),
            "parts": [{"text": part.text, "says": self.say(part.en, part.ko)} for part in parts],
            "sentence": self.say(
                f"{self.name}[{inner}] picks {count} of {self._values.size}: "
                f"shape {tuple(self._x.shape)} becomes {shape}.",
                f"{self.name}[{inner}]: {self._values.size}개 가운데 {count}개를 고릅니다. "
                f"형상 {tuple(self._x.shape)} → {shape}.",
            ),
        }

    def picture(self) -> Figure:
        chosen = self.result.get("chosen")
        tensors = [(f"{self.name}  {tuple(self._x.shape)}", self._values, chosen)]
        if self.picked is not None and len(self.picked.shape) <= RANK:
            result = np.asarray(self.picked)
            tensors.append((f"{self.result['code']}  {self.result['written']}", result, True))
        return draw_tables(tensors)

    def caption(self) -> str:
        shape, dtype = tuple(self._x.shape), self._x.dtype.name
        tensor = self.say(
            f"TensorView: {self.name} of shape {shape} and dtype {dtype}.",
            f"TensorView: 형상이 {shape}, dtype이 {dtype}인 {self.name}.",
        )
        said = [tensor, self.result.get("problem"), self.result.get("sentence")]
        return " ".join(filter(None, said))


def _axis_names(axes: Sequence[str] | None, shape: Sequence[int]) -> list[str]:
    names = [""] * len(shape) if axes is None else list(axes)
    if len(names) != len(shape):
        raise ValueError(
            f"TensorView got {len(names)} names, axes={axes!r}, for a tensor of shape "
            f"{tuple(shape)}. Give one name for each of its {len(shape)} axes."
        )
    return names


def _examples(rank: int, name: str) -> list[str]:
    by_rank = (
        ["...", "tf.newaxis"],
        ["0", "-1", "1:", "::-1", ":, tf.newaxis"],
        ["0", ":, 0", "1:, ::2", "-1, -1", ":, tf.newaxis, :"],
        ["0", "..., 0", ":, 0", "0, 1:, ::2", "-1, -1, -1"],
        ["0", "..., 0", ":, 0, ...", "0, 0, 1:, ::2", "-1, -1, -1, -1"],
    )
    return [f"{name}[{inner}]" for inner in by_rank[rank]]


def _chosen(parts: Sequence[Part], shape: Sequence[int]) -> list[list[int]]:
    """For each axis the places that are both drawn and picked."""
    chosen = {axis: places for part in parts for axis, places in zip(part.axes, part.chosen)}
    return [
        [place for place in drawn if place in chosen[axis]]
        for axis, drawn in enumerate(shown(shape))
    ]
