"""A tensor as squares with its numbers inside."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

INCHES = 0.46  # the side of a cell
GAP = 0.7  # between the tables of a tensor of rank 3, in cells

# Every kind differs from the others by edge and weight or hatch, not by colour alone.
_CELL = {
    "plain": {"facecolor": "#ffffff", "edgecolor": "0.55", "linewidth": 1},
    "picked": {"facecolor": "#ffd166", "edgecolor": "black", "linewidth": 2.4},
    "copy": {"facecolor": "#ececec", "edgecolor": "0.6", "linestyle": "--", "hatch": "///"},
}
_TEXT = {
    "plain": {"color": "0.25"},
    "picked": {"color": "black", "weight": "bold"},
    "copy": {"color": "0.2", "bbox": {"facecolor": "#ececec", "linewidth": 0, "pad": 1.5}},
}


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of `width` by `height` cells, its origin the upper left corner."""
    figure = Figure(figsize=(width * INCHES, height * INCHES))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


def extent(shape: tuple[int, ...]) -> tuple[float, float]:
    """Width and height, in cells, of a tensor that `draw_tensor` draws.

    Raises:
        ValueError: more than three axes.
    """
    if len(shape) > 3:
        raise ValueError(
            f"A tensor of shape {shape} has {len(shape)} axes; at most 3 can be drawn. "
            "Pick a part of it first, such as x[0]."
        )
    tables, rows, columns = (1,) * (3 - len(shape)) + tuple(shape)
    return tables * columns + max(tables - 1, 0) * GAP, rows


def draw_tensor(axes: Axes, values, left: float, top: float, kinds=None, places=False) -> None:
    """Draw a tensor of rank 0 to 3: a vector as a row, rank 3 as tables side by side.

    Args:
        axes: of `canvas`.
        values: numbers or text.
        left: where the left edge is, in cells.
        top: where the upper edge is.
        kinds: an array of the same shape: "plain", "picked" (thick edge, bold) or "copy"
            (hatched, dashed edge).
        places: write the index of each row and column beside it.
    """
    values = np.asarray(values)
    kinds = np.full(values.shape, "plain") if kinds is None else np.asarray(kinds)
    tables = values.reshape((1,) * (3 - values.ndim) + values.shape)
    kinds = kinds.reshape(tables.shape)
    for number, (table, table_kinds) in enumerate(zip(tables, kinds, strict=True)):
        start = left + number * (table.shape[1] + GAP)
        for (row, column), kind in np.ndenumerate(table_kinds):
            draw_cell(axes, table[row, column], start + column, top + row, kind)
        if places and values.ndim:
            for column in range(table.shape[1]):
                _place(axes, column, start + column + 0.5, top - 0.25)
            for row in range(table.shape[0] if values.ndim > 1 else 0):
                _place(axes, row, start - 0.25, top + row + 0.5)
        if values.ndim == 3:
            label(axes, f"[{number}]", start + table.shape[1] / 2, top + table.shape[0] + 0.4)


def draw_cell(axes: Axes, value, left: float, top: float, kind: str = "plain", z: int = 1) -> None:
    """Draw one cell of side 1; cells with a greater `z` cover the others."""
    z += kind == "picked"  # its edge lies over its neighbours'
    axes.add_patch(Rectangle((left, top), 1, 1, zorder=z, **_CELL[kind]))
    style = {"ha": "center", "va": "center", "zorder": z + 0.5, "fontsize": 11, **_TEXT[kind]}
    axes.text(left + 0.5, top + 0.5, written(value), **style)


def label(axes: Axes, text: str, x: float, y: float, **style) -> None:
    """Write centred text."""
    axes.text(x, y, text, **{"ha": "center", "va": "center", "fontsize": 11, **style})


def written(value) -> str:
    """A value as short as it fits into a cell."""
    if isinstance(value, float | np.floating):
        return f"{value:.3g}"
    return value.decode() if isinstance(value, bytes) else str(value)


def _place(axes: Axes, number: int, x: float, y: float) -> None:
    label(axes, str(number), x, y, fontsize=8, color="0.4")
