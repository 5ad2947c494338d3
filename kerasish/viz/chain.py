"""A recorded computation in one line: values forwards above, gradients backwards below."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

STEP = 1.7  # inches from one number to the next
ABOVE, BELOW = 0.0, -0.75  # where values and gradients stand
BOX = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "black"}
MIDDLE = {"ha": "center", "va": "center"}


def draw_chain(
    names: Sequence[str],
    values: Sequence[float],
    operations: Sequence[str],
    gradients: Sequence[float],
) -> Figure:
    """Draw a chain x → u → … → y of single numbers.

    Args:
        names: what each number is called, first to last.
        values: the numbers.
        operations: what leads from each number to the next, one fewer than names.
        gradients: the derivative of the last number with respect to each of them.
    """
    width = STEP * (len(names) - 1) + 1.1
    figure = Figure(figsize=(width, 1.7))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-0.55, width - 0.55), ylim=(-1.1, 0.6))
    axes.axis("off")
    last = names[-1]
    for place, (name, value, gradient) in enumerate(zip(names, values, gradients, strict=True)):
        x = place * STEP
        axes.text(x, ABOVE, f"{name} = {value:.3g}", bbox=BOX, weight="bold", **MIDDLE)
        axes.text(x, BELOW, f"d{last}/d{name}\n= {gradient:.3g}", fontsize=10, **MIDDLE)
    for place, operation in enumerate(operations):
        start, end = place * STEP + 0.55, (place + 1) * STEP - 0.55
        _arrow(axes, operation, (start, ABOVE), (end, ABOVE), "-")
        # The chain rule: each gradient is the next one times the derivative of one step.
        here, after = float(gradients[place]), float(gradients[place + 1])
        factor = f"× {here / after:.3g}" if after else ""
        _arrow(axes, factor, (end, BELOW), (start, BELOW), "--")
    return figure


def _arrow(axes: Axes, text: str, start: tuple, end: tuple, line: str) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "linestyle": line})
    axes.text((start[0] + end[0]) / 2, start[1] + 0.22, text, **MIDDLE)
