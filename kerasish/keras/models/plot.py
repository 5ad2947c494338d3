"""A model as a picture: a box for each call of a layer, an arrow for each tensor between them.

A layer that is called twice has two boxes, so that no arrow runs back.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any

from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.keras_tensor import Node, Operation
from kerasish.keras.layers.input import InputLayer
from kerasish.keras.models.graph import Graph
from kerasish.keras.models.layout import Layout, Point, laid_out
from kerasish.keras.models.summary import kind_of

CHARACTER = 7.83  # the width of one in the font below, in pixels
LINE = 20.0  # the height of a line
PADDING = 10.0
MARGIN = 12.0
FONT = 'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13"'


class ModelPlot:
    """A picture of a model, which a notebook shows.

    Attributes:
        svg: the picture as the text of an SVG file.
        description: the same in words: what goes where.
    """

    def __init__(self, svg: str, description: str):
        self.svg = svg
        self.description = description

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        # JupyterLab shows an SVG as an image without a text alternative, cut off on a phone
        data = b64encode(self.svg.encode()).decode()
        return (
            f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(self.description)}" '
            'style="max-width: 100%; height: auto"/>'
        )

    def __repr__(self) -> str:
        return self.description


@points_at_caller
def plot_model(
    model: Any,
    to_file: str | Path | None = "model.svg",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int | None = None,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
) -> ModelPlot:
    """Draw a functional or Sequential model.

    Args:
        model: the model.
        to_file: where the SVG is written to; None for nowhere.
        show_shapes: write the shapes of what goes in and comes out into the boxes.
        show_dtype: write the dtype of what comes out.
        show_layer_names: write the names of the layers, not their classes alone.
        rankdir: "TB" from top to bottom, "LR" from left to right.
        expand_nested: only False, or a model without models inside: each is drawn by itself.
        dpi, splines: accepted so that programs written for Keras run: an SVG has no dots, and
            its lines are curves.
        show_layer_activations: write the activations.
        show_trainable: write whether the weights are trained.

    Returns:
        the picture; the last line of a notebook's cell shows it.

    Raises:
        ValueError: the model has no graph to draw, or another direction is asked for.
    """
    graph = getattr(model, "_graph", None)
    if graph is None:
        raise ValueError(
            f"There is no graph of model '{getattr(model, 'name', model)}' to draw. A functional "
            "model, keras.Model(inputs, outputs), has one; a Sequential model has one once its "
            "input shape is known: begin it with keras.Input(shape), or call it on data. What a "
            "class of your own does in `call` is known to Python alone: print model.summary()."
        )
    if rankdir not in ("TB", "LR"):
        raise ValueError(f"`rankdir` is 'TB' or 'LR', but {rankdir!r} came.")
    inside = [each.name for each in model.layers if getattr(each, "_graph", None) is not None]
    if expand_nested and inside:
        raise ValueError(
            f"Models inside are not drawn in place: {', '.join(inside)}. Leave expand_nested out, "
            f"and draw each by itself: plot_model(model.get_layer({inside[0]!r}))."
        )
    shown = {
        "shapes": show_shapes,
        "dtype": show_dtype,
        "names": show_layer_names,
        "activations": show_layer_activations,
        "trainable": show_trainable,
    }
    texts = {node: _lines(node, graph, shown) for node in graph.nodes}
    edges = list(dict.fromkeys((one, node) for node in graph.nodes for one in node.parents))
    names = {node: _title(node, graph, with_name=True, with_kind=False) for node in graph.nodes}
    told = "; ".join(f"{names[one]} to {names[other]}" for one, other in edges)
    svg = _svg(f"Model {model.name}", told, graph, texts, edges, rankdir == "LR")
    plot = ModelPlot(svg, f"Model {model.name}: {told}.")
    if to_file is not None:
        path = Path(to_file)
        if path.suffix != ".svg":
            path = path.with_suffix(".svg")
            warn(f"The picture is an SVG, so it is written to {path}, not to {to_file}.")
        path.write_text(plot.svg, encoding="utf-8")
    return plot


def _title(node: Node, graph: Graph, with_name: bool, with_kind: bool = True) -> str:
    """The layer of a call, and which of its calls it is if there are several."""
    operation = node.operation
    calls = [each for each in operation._inbound_nodes if each in graph.depths]
    parts = [operation.name] if with_name or len(calls) > 1 else []
    kind = kind_of(operation)
    if with_kind:
        parts.append(f"({kind})" if parts else kind)
    if len(calls) > 1:
        parts.append(f"call {calls.index(node) + 1}")
    return " ".join(parts)


def _lines(node: Node, graph: Graph, shown: dict[str, bool]) -> list[str]:
    """What is written in a box, the title first."""
    operation = node.operation
    lines = [_title(node, graph, shown["names"])]
    activation = getattr(operation, "activation", None)
    if shown["activations"] and activation is not None:
        lines.append(f"Activation: {getattr(activation, '__name__', activation)}")
    if shown["shapes"]:
        if node.inputs:
            lines.append(f"Input shape: {_listed([tensor.shape for tensor in node.inputs])}")
        lines.append(f"Output shape: {_listed([tensor.shape for tensor in node.outputs])}")
    if shown["dtype"]:
        lines.append(f"Output dtype: {_listed([tensor.dtype for tensor in node.outputs])}")
    if shown["trainable"] and getattr(operation, "weights", None):
        lines.append("Trainable" if operation.trainable else "Non-trainable")
    return lines


def _listed(values: list) -> str:
    return ", ".join(map(str, dict.fromkeys(values)))


# -- drawing --------------------------------------------------------------------------------


def _svg(
    title: str,
    description: str,
    graph: Graph,
    texts: dict[Node, list[str]],
    edges: list[tuple[Node, Node]],
    sideways: bool,
) -> str:
    sizes = {
        each: (max(map(len, lines)) * CHARACTER + 2 * PADDING, len(lines) * LINE + PADDING)
        for each, lines in texts.items()
    }
    layout = _layout(graph, sizes, edges, sideways)
    arrows = [_arrow(route, sideways) for route in layout.routes]
    boxes = [
        _box(node.operation, lines, layout.centres[node], sizes[node])
        for node, lines in texts.items()
    ]
    width, height = layout.width + 2 * MARGIN, layout.height + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:.0f}" '
            f'height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(description)}</desc>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            f'<g transform="translate({MARGIN:.0f} {MARGIN:.0f})" {FONT} fill="#1b1b1b">',
            *arrows,
            *boxes,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _layout(graph: Graph, sizes: dict, edges: list, sideways: bool) -> Layout:
    deepest = max(graph.depths.values())
    rows = {node: deepest - graph.depths[node] for node in graph.nodes}
    if not sideways:
        return laid_out(sizes, rows, edges)
    turned = laid_out({each: (h, w) for each, (w, h) in sizes.items()}, rows, edges)
    return Layout(
        {each: (y, x) for each, (x, y) in turned.centres.items()},
        [[(y, x) for x, y in route] for route in turned.routes],
        turned.height,
        turned.width,
    )


def _box(operation: Any, lines: list[str], centre: Point, size: Point) -> str:
    left, top = centre[0] - size[0] / 2, centre[1] - size[1] / 2
    dash = ' stroke-dasharray="5 3"' if isinstance(operation, InputLayer) else ""
    fill = "#eef4fb" if isinstance(operation, Operation) else "#f7f7f5"
    parts = [
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" '
        f'rx="4" fill="{fill}" stroke="#1b1b1b"{dash}/>'
    ]
    for number, line in enumerate(lines):
        weight = "" if number else ' font-weight="bold"'
        parts.append(
            f'<text x="{centre[0]:.1f}" y="{top + PADDING / 2 + LINE * (number + 0.72):.1f}" '
            f'text-anchor="middle"{weight}>{escape(line)}</text>'
        )
    return "\n".join(parts)


def _arrow(route: list[Point], sideways: bool) -> str:
    """A line through the points of a route, bent softly between rows, with a tip at its end."""
    (x, y), *rest = route
    path = f"M{x:.1f} {y:.1f}"
    for px, py in rest:
        if sideways:
            bend = (x + px) / 2
            path += f" C{bend:.1f} {y:.1f} {bend:.1f} {py:.1f} {px:.1f} {py:.1f}"
        else:
            bend = (y + py) / 2
            path += f" C{x:.1f} {bend:.1f} {px:.1f} {bend:.1f} {px:.1f} {py:.1f}"
        x, y = px, py
    tip = [(x - 8, y - 4), (x - 8, y + 4)] if sideways else [(x - 4, y - 8), (x + 4, y - 8)]
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in [(x, y), *tip])
    return (
        f'<path d="{path}" fill="none" stroke="#1b1b1b" stroke-width="1.2"/>'
        f'<polygon points="{points}"/>'
    )
