"""The matrix product of a layer as one picture: inputs, W and b, sums, outputs."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from kerasish.viz.cells import canvas, draw_cell, label, written

MOST = 5  # features, units and examples that are drawn
LONGEST = 4  # characters in a cell
HEAD, GAP = 0.8, 1.2  # above each table, and between two tables, in cells


def draw_product(
    values: dict[str, np.ndarray], step: int, example: int, has_outputs: bool
) -> Figure:
    """Draw a layer's numbers: W above, inputs on the left, what comes of them where they cross.

    Args:
        values: inputs, kernel, sums and outputs, tables of numbers; bias, a row, may be missing.
        step: how many units are computed; the last of them is marked.
        example: the row that is marked.
        has_outputs: whether there are outputs, too.
    """
    features, units = (min(length, MOST) for length in values["kernel"].shape)
    examples = min(len(values["inputs"]), MOST)
    first = max(0, min(step, values["kernel"].shape[1]) - units)
    rows = sorted({*range(examples - 1), max(examples - 1, example)})
    columns = range(first, first + units)
    left, top = features + GAP, features + HEAD
    below = top + 2 * HEAD + 1
    figure, axes = canvas(left + 2 * units + GAP + 0.4, below + len(rows) + 0.3)
    unit = step - 1

    def table(name: str, row_numbers, column_numbers, x: float, y: float, marked) -> None:
        shape = values[name].shape
        label(axes, f"{NAMES[name]} {shape}", x, y - 0.35, ha="left", weight="bold", fontsize=10)
        array = np.atleast_2d(values[name])
        for i, row in enumerate(row_numbers):
            for j, column in enumerate(column_numbers):
                hidden = name in ("sums", "outputs") and (
                    column >= step or (name == "outputs" and not has_outputs)
                )
                text = "" if hidden else _short(array[row, column])
                kind = "picked" if marked(row, column) and step else "plain"
                draw_cell(axes, text, x + j, y + i, kind)

    table("inputs", rows, range(features), 0.2, below, lambda row, _: row == example)
    table("kernel", range(features), columns, left, HEAD, lambda _, column: column == unit)
    if "bias" in values:
        table("bias", [0], columns, left, top + HEAD, lambda _, column: column == unit)
    here = (example, unit)
    table("sums", rows, columns, left, below, lambda *at: at == here)
    right = left + units + GAP
    table("outputs", rows, columns, right, below, lambda *at: at == here and has_outputs)
    label(axes, "→", right - GAP / 2, below + len(rows) / 2, fontsize=16)
    return figure


def _short(number: float) -> str:
    """A number in at most two places after the point: more do not fit into a cell."""
    text = written(number)
    if len(text) <= LONGEST:
        return text
    text = f"{number:.2f}" if abs(number) < 100 else f"{number:.0f}"
    return "0" if float(text) == 0 else text


NAMES = {"inputs": "inputs", "kernel": "W", "bias": "b", "sums": "sums", "outputs": "outputs"}
