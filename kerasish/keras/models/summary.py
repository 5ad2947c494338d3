"""The table that `model.summary()` prints, as Keras prints it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kerasish.core.shape import TensorShape
from kerasish.keras.keras_tensor import Operation
from kerasish.keras.layers.base import Layer
from kerasish.keras.models.graph import Graph

# Titles with the place in the line where their columns end; characters in a line, if the terminal
# is wide enough; and the characters that one more column adds to it.
_COLUMNS = (("Layer (type)", 0.45), ("Output Shape", 0.80), ("Param #", 1.0))
LINE_LENGTH = 88
_BRANCHED_COLUMNS = (
    ("Layer (type)", 0.3),
    ("Output Shape", 0.56),
    ("Param #", 0.74),
    ("Connected to", 1.0),
)
BRANCHED_LINE_LENGTH = 108
TRAINABLE_LENGTH = 12


def print_summary(
    model: Any,
    line_length: int | None,
    positions: Sequence[float] | None,
    print_fn: Callable[[str], None] | None,
    expand_nested: bool,
    show_trainable: bool,
    layer_range: Sequence[str] | None,
) -> None:
    """Print the table of a model; see `Model.summary`."""
    branched = is_branched(model)
    columns = _BRANCHED_COLUMNS if branched else _COLUMNS
    titles, ends = [title for title, _ in columns], [end for _, end in columns]
    if positions:
        ends = _checked_ends(positions, titles)
    longest = BRANCHED_LINE_LENGTH if branched else LINE_LENGTH
    if show_trainable:
        titles, ends = [*titles, "Trainable"], [*(0.9 * end for end in ends), 1.0]
        longest += TRAINABLE_LENGTH
    length = line_length or min(longest, shutil.get_terminal_size().columns - 4)
    rows = [
        _row(step, depth, model._graph if branched else None, show_trainable)
        for step, depth in _steps(_part(_operations(model), layer_range), expand_nested)
    ]
    align = [_ALIGNMENT.get(title, str.ljust) for title in titles]
    lines = [f'Model: "{model.name}"', *_table(titles, rows, _widths(ends, length), align)]
    lines += _totals(model)
    if print_fn is None:
        print("\n".join(lines))
    else:
        print_fn("\n".join(lines) + "\n")


# -- what the table says --------------------------------------------------------------------


def is_branched(model: Any) -> bool:
    """Whether a model is a graph that is more than one layer after another."""
    graph = _graph_of(model)
    if graph is None:
        return False
    depths = list(graph.depths.values())
    callers = [node.operation for node in graph.depths]
    return (
        len(set(depths)) < len(depths)
        or len(set(callers)) < len(callers)
        or any(len(node.inputs) > 1 for node in graph.depths)
    )


def _graph_of(model: Any) -> Graph | None:
    """What is drawn of a functional model; a Sequential one is a list of its layers."""
    return model._graph if hasattr(model, "operations") else None


def _operations(model: Any) -> list:
    graph = _graph_of(model)
    return model.layers if graph is None else graph.operations


def _steps(steps: Sequence[Any], nested: bool, depth: int = 0) -> Iterator[tuple[Any, int]]:
    """Layers and operations, and those of models among them, with how many models they are in."""
    for step in steps:
        yield step, depth
        if nested and getattr(step, "layers", None):
            yield from _steps(step.layers, nested, depth + 1)


def _part(steps: Sequence[Any], layer_range: Sequence[str] | None) -> Sequence[Any]:
    """The steps from one name to another, each also a regular expression of how names begin."""
    if layer_range is None:
        return steps
    if len(layer_range) != 2 or not all(isinstance(name, str) for name in layer_range):
        raise ValueError(
            "`layer_range` is a list of two names, the first and the last layer to list, but "
            f"{layer_range!r} came."
        )
    found = [[i for i, step in enumerate(steps) if re.match(n, step.name)] for n in layer_range]
    if not all(found):
        raise ValueError(
            "Passed layer_names do not match the layer names in the model, which are "
            f"{[step.name for step in steps]}. Received: {layer_range}"
        )
    first, last = found if min(found[0]) <= max(found[1]) else reversed(found)
    return steps[min(first) : max(last) + 1]


def _row(step: Any, depth: int, graph: Graph | None, trainable: bool) -> list[str]:
    prefix = "   " * depth + "└ " if depth else ""
    row = [f"{prefix}{step.name} ({kind_of(step)})", _shape_text(output_shapes_of(step))]
    if isinstance(step, Operation):
        row.append("0")
    else:
        row.append(f"{step.count_params():,}" if step.built else "0 (unbuilt)")
    if graph is not None:
        row.append(", ".join(_connections(step, graph)) or "-")
    if trainable:
        has_weights = bool(getattr(step, "weights", None))
        row.append(("Y" if step.trainable else "N") if has_weights else "-")
    return row


def kind_of(step: Any) -> str:
    """What a layer or operation is: the name of its class."""
    return step.kind if isinstance(step, Operation) else type(step).__name__


def output_shapes_of(step: Any) -> list | None:
    """The shapes that come out of a layer or operation, None where nothing is known of them."""
    if step._inbound_nodes:
        return [tensor.shape for tensor in step._inbound_nodes[-1].outputs]
    if step._build_shape is None:
        return None
    if getattr(step, "_graph", None) is not None:
        return [tensor.shape for tensor in step.outputs]
    if type(step).compute_output_shape is Layer.compute_output_shape:
        return None
    return [step.compute_output_shape(step._build_shape)]


def _connections(step: Any, graph: Graph) -> Iterator[str]:
    """Where the inputs come from: whose call, which call, which of its outputs."""
    for node in step._inbound_nodes:
        if node in graph.depths:
            for tensor in node.inputs:
                source = tensor.node
                yield f"{source.operation.name}[{source.number}][{tensor.place}]"


def _shape_text(shapes: list | None) -> str:
    if shapes is None:
        return "?"
    texts = [f"({', '.join(map(str, shape))})" for shape in shapes]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


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


def _checked_ends(positions: Sequence[float], titles: Sequence[str]) -> list[float]:
    """Where columns end, as parts of the line."""
    ends = list(positions)
    if len(ends) != len(titles) or ends != sorted(ends) or ends[0] <= 0 or ends[-1] != 1:
        raise ValueError(
            f"`positions` says for each of the columns {list(titles)} where it ends, as a part of "
            f"the line, the last at 1: summary(positions=[0.45, 0.8, 1.0]). Received: {ends}"
        )
    return ends


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


_ALIGNMENT = {"Param #": str.rjust, "Trainable": str.center}


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
