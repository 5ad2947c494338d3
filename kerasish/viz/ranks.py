"""Tensors of different ranks side by side: number, vector, matrix, stack of matrices."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kerasish.viz.cells import canvas, draw_cell, extent, label
from kerasish.viz.figure import show

SHIFT = 0.8  # how far each matrix of a stack is moved right and up, in cells
SPACE = 1.0  # between two tensors
NARROWEST, WIDEST = 3.3, 12  # the room for one tensor, and for a row of them
HEAD = 1.4  # for the text above each


def show_ranks(*tensors) -> None:
    """Show tensors of rank 0 to 3 side by side, rank 3 as tables one behind the other."""
    arrays = [np.asarray(tensor) for tensor in tensors]
    shapes = ", ".join(f"rank {array.ndim} and shape {array.shape}" for array in arrays)
    show(draw_ranks(*arrays), f"Tensors drawn as squares with their numbers: {shapes}.")


def draw_ranks(*tensors) -> Figure:
    """The figure of `show_ranks`: as many rows as it takes to be no wider than `WIDEST`."""
    arrays = [np.asarray(tensor) for tensor in tensors]
    rows = _rows(arrays)
    width = max(_width(row) for row in rows) + 0.4
    heights = [HEAD + max(_size(array.shape)[1] for array in row) for row in rows]
    figure, axes = canvas(width, sum(heights) + SPACE * (len(rows) - 1) + 0.2)
    top = 0.0
    for row, height in zip(rows, heights, strict=True):
        left = 0.2
        for array in row:
            wide, high = _size(array.shape)
            middle = left + max(wide, NARROWEST) / 2
            label(axes, f"rank {array.ndim}", middle, top + 0.4, weight="bold")
            shape = {"family": "monospace", "fontsize": 10}
            label(axes, f"shape {array.shape}", middle, top + 0.95, **shape)
            _draw_stack(axes, array, middle - wide / 2, top + HEAD + (height - HEAD - high) / 2)
            left += max(wide, NARROWEST) + SPACE
        top += height + SPACE
    return figure


def _rows(arrays: list[np.ndarray]) -> list[list[np.ndarray]]:
    rows: list[list[np.ndarray]] = [[]]
    for array in arrays:
        if rows[-1] and _width([*rows[-1], array]) > WIDEST:
            rows.append([])
        rows[-1].append(array)
    return rows


def _width(row: list[np.ndarray]) -> float:
    return sum(max(_size(a.shape)[0], NARROWEST) for a in row) + SPACE * (len(row) - 1)


def _size(shape: tuple[int, ...]) -> tuple[float, float]:
    extent(shape)  # raises for more than three axes
    tables, rows, columns = (1,) * (3 - len(shape)) + tuple(shape)
    return columns + SHIFT * (tables - 1), rows + SHIFT * (tables - 1)


def _draw_stack(axes: Axes, array: np.ndarray, left: float, top: float) -> None:
    tables = array.reshape((1,) * (3 - array.ndim) + array.shape)
    last = len(tables) - 1
    for number, table in enumerate(tables):
        for (row, column), value in np.ndenumerate(table):
            x, y = left + column + SHIFT * number, top + row + SHIFT * (last - number)
            draw_cell(axes, value, x, y, z=10 * (last - number) + 1)
