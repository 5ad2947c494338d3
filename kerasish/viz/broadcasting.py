"""Two tensors stretched to one shape: which numbers are there, and which are read again."""

from __future__ import annotations

import operator

import numpy as np
from matplotlib.figure import Figure

from kerasish.viz.cells import canvas, draw_tensor, extent, label
from kerasish.viz.figure import show

SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "==": operator.eq}
ROOM = 1.4  # for the sign between two tensors, in cells
HEAD = 1.0


def show_broadcast(a, sign: str, b) -> None:
    """Show `a + b` (or another sign) cell by cell, the numbers that are read again hatched.

    Args:
        a: a tensor of at most two axes.
        sign: "+", "-", "*" or "==".
        b: a tensor whose shape fits.
    """
    result = SIGNS[sign](a, b)
    text = f"Shapes {a.shape} {sign} {b.shape} give {result.shape}. Dashed cells are copies."
    show(draw_broadcast(a, sign, b), text)


def draw_broadcast(a, sign: str, b) -> Figure:
    """The figure of `show_broadcast`."""
    result = np.asarray(SIGNS[sign](a, b))
    wide, high = extent(result.shape)
    room = max(wide, 2.6)
    figure, axes = canvas(3 * room + 2 * ROOM + 0.4, HEAD + high + 0.2)
    left = 0.2
    for value, after in ((a, sign), (b, "="), (result, "")):
        value = np.asarray(value)
        whole = np.broadcast_to(value, result.shape)
        kinds = np.where(_originals(value.shape, result.shape), "plain", "copy")
        draw_tensor(axes, whole, left + (room - wide) / 2, HEAD, kinds)
        label(axes, str(value.shape), left + room / 2, 0.5, family="monospace", weight="bold")
        label(axes, after, left + room + ROOM / 2, HEAD + high / 2, fontsize=18)
        left += room + ROOM
    return figure


def _originals(shape: tuple[int, ...], whole: tuple[int, ...]) -> np.ndarray:
    """Which cells of the stretched tensor are the tensor itself: the first of each copied axis."""
    mask = np.zeros(whole, bool)
    padded = (1,) * (len(whole) - len(shape)) + shape
    mask[tuple(slice(0, length) for length in padded)] = True
    return mask
