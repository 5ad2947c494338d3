"""The table that `model.summary()` prints, as Keras prints it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from typing import Any

from kerasish.core.shape import TensorShape
from kerasish.keras.layers.base import Layer

LINE_LENGTH = 88  # characters, if the terminal is wide enough
TRAINABLE_LENGTH = 12  # for one more column

_COLUMNS = (("Layer (type)", 0.45), ("Output Shape", 0.80), ("Param #", 1.0))


def print_summary(
    model: Any,
    line_length: int | None,
    print_fn: Callable[[str], None] | None,
    expand_nested: bool,
    show_trainable: bool,
) -> None:
    """Print the table of a model; see `Model.summary`."""
    titles = [title for title, _ in _COLUMNS]
    ends = [end for _, end in _COLUMNS]
    longest = LINE_LENGTH
    if show_trainable:
        titles, ends = [*titles, "Trainable"], [*(0.9 * end for end in ends), 1.0]
        longest += TRAINABLE_LENGTH
    length = line_length or min(longest, shutil.get_terminal_size().columns - 4)
    rows = list(_rows(model, expand_nested, show_trainable))
    align = [str.ljust, str.ljust, str.rjust, str.center][: len(titles)]
    lines = [f'Model: "{model.name}"', *_table(titles, rows, _widths(ends, length), align)]
    lines += _totals(model)
    if print_fn is None:
        print("\n".join(lines))
    else:
        print_fn("\n".join(lines) + "\n")


# -- what the table says --------------------------------------------------------------------


def _rows(model: Any, nested: bool, trainable: bool, depth: int = 0) -> Any:
    for place, layer in enumerate(model.layers):
        prefix = "   " * depth + "└ " if depth else ""
        row = [
            f"{prefix}{layer.name} ({type(layer).__name__})",
            _shape_text(_output_shape(model, place)),
            f"{layer.count_params():,}" if layer.built else "0 (unbuilt)",
        ]
        if trainable:
            row.append(("Y" if layer.trainable else "N") if layer.weights else "-")
        yield row
        if nested and getattr(layer, "layers", None):
            yield from _rows(layer, nested, trainable, depth + 1)


def _output_shape(model: Any, place: int) -> Any:
    """The output shape of the layer at `place`, None where nothing is known of it."""
    shapes = getattr(model, "_shapes", None)
    if shapes:
        return shapes[place]
    layer = model.layers[place]
    says_its_shape = type(layer).compute_output_shape is not Layer.compute_output_shape
    if layer._build_shape is None or not says_its_shape:
        return None
    return layer.compute_output_shape(layer._build_shape)


def _shape_text(shape: Any) -> str:
    return "?" if shape is None else f"({', '.join(map(str, shape))})"


def _totals(model: Any) -> list[str]:
    trained, fixed = model.trainable_weights, model.non_trainable_weights
    remembered = model.optimizer.variables if model.compiled and model.optimizer.built else []
    parts = [("Total", [*trained, *fixed, *remembered]), ("Trainable", trained)]
    parts += [("Non-trainable", fixed)] + ([("Optimizer", remembered)] if remembered else [])
    return [f" {name} params: {_size(variables)}" for name, variables in parts]


def _size(variables: Sequence[Any]) -> str:
    counts = [TensorShape(variable.shape).num_elements() for variable in variables]
    size = sum(n * variable.dtype.size for n, variable in zip(counts, variables))
    units = ["B", "KB", "MB", "GB", "TB", "PB"]
    while size >= 1024 and len(units) > 1:
        size, units = size / 1024, units[1:]
    return f"{sum(counts):,} ({size:.2f} {units[0]})"


# -- how it is drawn ------------------------------------------------------------------------


def _widths(ends: Sequence[float], length: int) -> list[int]:
    """The width of every column, a space on either side included.

    The columns get their shares of the line; then each gives up the same for the borders.
    """
    shares = [int(end * length) for end in ends]
    widths = [end - start for start, end in zip([0, *shares], shares)]
    if min(widths) < 4:
        raise ValueError(
            f"Insufficient console width to print summary: {length} characters. "
            "Hand over a larger line_length, such as summary(line_length=80)."
        )
    too_much = 2 * len(widths) + len(widths) + 1
    left = len(widths)
    for place, width in enumerate(widths):
        cut = round(too_much / left)
        widths[place] = width + 2 - cut
        too_much, left = too_much - cut, left - 1
    return widths


def _table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], align: Sequence
) -> list[str]:
    def rule(left: str, line: str, cross: str, right: str) -> str:
        return left + cross.join(line * width for width in widths) + right

    def lines(cells: Sequence[str], side: str) -> list[str]:
        wrapped = [_wrapped(cell, width - 2) for cell, width in zip(cells, widths)]
        height = max(map(len, wrapped))
        return [
            side
            + side.join(
                f" {put((column[i] if i < len(column) else ''), width - 2)} "
                for column, width, put in zip(wrapped, widths, align)
            )
            + side
            for i in range(height)
        ]

    drawn = [rule("┏", "━", "┳", "┓"), *lines(titles, "┃"), rule("┡", "━", "╇", "┩")]
    for place, row in enumerate(rows):
        if place:
            drawn.append(rule("├", "─", "┼", "┤"))
        drawn += lines(row, "│")
    return [*drawn, rule("└", "─", "┴", "┘")]


def _wrapped(text: str, width: int) -> list[str]:
    """Text broken between words; a word that is too long is cut off."""
    lines = [""]
    for word in re.findall(r"\s*\S+\s*", text):
        if lines[-1] and len(lines[-1]) + len(word.rstrip()) > width:
            lines.append("")
        lines[-1] += word
    return [_cut(line.rstrip(), width) for line in lines]


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"
