"""Tensors of rank 0 to 4 one below the other, for pages without a kernel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kerasish.viz.cells import GAP, canvas, draw_cell, label
from kerasish.viz.table import table

ROOM = (6, 6, 2, 2)  # the most columns, rows, tables and rows of tables that are drawn
MARGIN, HEAD, BELOW = 0.9, 1.5, 1.3  # in cells
NARROWEST = 9.0
LONGEST = 5  # characters in a cell

Marked = list[list[int]] | bool | None


def draw_tables(tensors: Sequence[tuple[str, np.ndarray, Marked]]) -> Figure:
    """Draw tensors below each other, each with a line of text above.

    Args:
        tensors: for each the text, the values, and which cells are marked: the places of each axis
            whose crossings are, or True for all.
    """
    extents = [_extent(values.shape) for _, values, _ in tensors]
    width = max(NARROWEST, *(wide for wide, _ in extents)) + MARGIN + 0.3
    figure, axes = canvas(width, sum(high + HEAD + 0.3 for _, high in extents))
    top = 0.0
    for (text, values, marked), (_, high) in zip(tensors, extents):
        style = {"family": "monospace", "weight": "bold", "ha": "left", "fontsize": 10}
        label(axes, text, MARGIN, top + 0.5, **style)
        _draw(axes, values, top + HEAD, marked)
        top += high + HEAD + 0.3
    return figure


def _extent(shape: tuple[int, ...]) -> tuple[float, float]:
    counts = [min(length, most) for length, most in zip(reversed(shape), ROOM)]
    columns, rows, tables, stacks = (*counts, 1, 1, 1, 1)[:4]
    stack_height = rows + (BELOW if len(shape) > 2 else 0)
    return tables * columns + (tables - 1) * (GAP + 0.6), stacks * stack_height


def _draw(axes: Axes, values: np.ndarray, top: float, marked: Marked) -> None:
    drawn = table(values, ROOM)
    places = drawn["shown"]
    lengths = [len(some) for some in places]
    for text, inner in zip(drawn["texts"], np.ndindex(*lengths)):
        at = [some[number] for some, number in zip(places, inner)]
        picked = marked is True or (
            isinstance(marked, list) and all(place in some for place, some in zip(at, marked))
        )
        short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        left, above = _corner(inner, lengths)
        draw_cell(axes, short, left, top + above, "picked" if picked else "plain")
        _name_places(axes, at, inner, left, top + above, lengths)


def _corner(inner: Sequence[int], lengths: Sequence[int]) -> tuple[float, float]:
    """Where a cell is drawn: left and top, in cells."""
    stack, number, row, column = (0,) * (4 - len(inner)) + tuple(inner)
    rows, columns = (1, 1, *lengths)[-2:]
    left = MARGIN + number * (columns + GAP + 0.6) + column
    return left, stack * (rows + BELOW) + row


def _name_places(axes: Axes, at, inner, left: float, top: float, lengths) -> None:
    """Write the numbers of rows and columns along the edges, and of tables below them."""
    small = {"fontsize": 8, "color": "0.3"}
    if len(at) > 0 and (len(at) == 1 or inner[-2] == 0):
        label(axes, str(at[-1]), left + 0.5, top - 0.25, **small)
    if len(at) > 1 and inner[-1] == 0:
        label(axes, str(at[-2]), left - 0.25, top + 0.5, **small)
    if len(at) > 2 and inner[-1] == 0 and inner[-2] == lengths[-2] - 1:
        label(axes, str(list(at[:-2])), left + lengths[-1] / 2, top + 1.35, fontsize=10)
