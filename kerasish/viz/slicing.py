"""What an index picks: `Pick(x)[1:, 0]` draws x, the cells that are picked, and the result."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import kerasish as tf
from kerasish.viz.cells import canvas, draw_tensor, extent, label
from kerasish.viz.figure import show

ARROW = 2.0  # the room between a tensor and what is picked from it, in cells
HEAD = 1.5


class Pick:
    """Show what an index picks, instead of picking: write the index behind it.

    Args:
        x: a tensor of rank 1 to 3.
    """

    def __init__(self, x):
        self._x = x

    def __getitem__(self, spec) -> None:
        result = self._x[spec]
        text = f"[{index_text(spec)}] picks shape {result.shape} from shape {self._x.shape}."
        show(draw_pick(self._x, spec), text)


def draw_pick(x, spec, room: float = 0) -> Figure:
    """Draw `x` with the cells of `x[spec]` marked, and beside it `x[spec]`.

    Args:
        x: a tensor of rank 1 to 3.
        spec: what stands between the brackets.
        room: cells to keep free for the result, so that figures of one series are equally wide.
    """
    places = tf.reshape(tf.range(tf.size(x)), x.shape)
    picked = np.isin(places.numpy(), places[spec].numpy())
    result = np.asarray(x[spec])
    (wide, high), (result_wide, result_high) = extent(tuple(x.shape)), extent(result.shape)
    below = 0.8 if max(x.ndim, result.ndim) == 3 else 0.2
    tall = max(high, result_high)
    room = max(result_wide, room, 3)
    figure, axes = canvas(0.8 + wide + ARROW + room + 0.4, HEAD + tall + below)
    draw_tensor(axes, x, 0.8, HEAD, np.where(picked, "picked", "plain"), places=True)
    right = 0.8 + wide + ARROW
    draw_tensor(
        axes,
        result,
        right + (room - result_wide) / 2,
        HEAD + (tall - result_high) / 2,
        np.full(result.shape, "picked"),
    )
    mono = {"family": "monospace", "weight": "bold"}
    label(axes, f"\n{x.shape}", 0.8 + wide / 2, 0.5, **mono)
    label(axes, f"[{index_text(spec)}]\n{result.shape}", right + room / 2, 0.5, **mono)
    label(axes, "→", right - ARROW / 2, HEAD + tall / 2, fontsize=20)
    return figure


def index_text(spec) -> str:
    """An index as it is written between the brackets."""
    if isinstance(spec, tuple):
        return ", ".join(map(index_text, spec))
    if isinstance(spec, slice):
        parts = ["" if part is None else str(part) for part in (spec.start, spec.stop)]
        return ":".join(parts if spec.step is None else [*parts, str(spec.step)])
    if spec is Ellipsis:
        return "..."
    return "tf.newaxis" if spec is None else str(spec)
