"""The graph of a recording for pages without a kernel: all values, all gradients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.text import Text

WIDTH, HEIGHT = 6.0, 16.0  # inches at most
STEP = 1.5  # inches from one node to the next beside it
ROW = 1.15  # inches from one node to the next below it
FEW = 4  # layers that stand side by side
SMALLEST = 5.0  # points of a letter
LONGEST = 17  # characters in a line
_ROLE = {
    "source": {"linewidth": 2.4},
    "target": {"linewidth": 2.4},
    "constant": {"linestyle": "--"},
}


def draw_graphs(graphs: Sequence[dict[str, Any]]) -> Figure:
    """Draw graphs of `kerasish.viz.tape_graph` below each other.

    Of a graph a few layers stand side by side, many go from top to bottom.
    """
    sizes = [_size(graph) for graph in graphs]
    height = sum(high for _, high in sizes)
    figure = Figure(figsize=(max(wide for wide, _ in sizes), height))
    top = height
    for graph, (wide, high) in zip(graphs, sizes):
        top -= high
        share = wide / figure.get_figwidth()
        axes = figure.add_axes((0, top / height, share, high / height))
        axes.axis("off")
        _draw(axes, graph)
    return figure


def _size(graph: dict[str, Any]) -> tuple[float, float]:
    """Inches."""
    if not graph.get("nodes"):
        return WIDTH, 0.6
    across, along = _extent(graph)
    head = 0.4 if graph["title"] else 0.2
    return min(WIDTH, STEP * across + 0.3), min(HEIGHT, ROW * along) + head


def _is_down(graph: dict[str, Any]) -> bool:
    return graph["layers"] > FEW


def _extent(graph: dict[str, Any]) -> tuple[float, float]:
    sides = graph["layers"], graph["width"]
    return sides[::-1] if _is_down(graph) else sides


def _draw(axes: Axes, graph: dict[str, Any]) -> None:
    style = {"transform": axes.transAxes, "va": "top", "fontsize": 10, "weight": "bold"}
    axes.text(0.01, 0.99, graph["title"], **style)
    if not graph.get("nodes"):
        return
    across, along = _extent(graph)
    axes.set(xlim=(-0.6, across - 0.4), ylim=(along - 0.35, -0.65))
    size = max(SMALLEST, min(10.0, 10.0 * WIDTH / (STEP * across + 0.3)))
    is_crowded = size < 7 or ROW * along > HEIGHT
    renderer = FigureCanvasAgg(axes.figure).get_renderer()
    boxes = []
    for node in graph["nodes"]:
        text = _draw_node(axes, graph, node, size, is_crowded)
        text.update_bbox_position_size(renderer)  # so that edges end at its border
        boxes.append(text.get_bbox_patch())
    for edge in graph["edges"]:
        _draw_edge(axes, graph, edge, boxes, "" if is_crowded else edge["local"], size)


def _point(graph: dict[str, Any], at: tuple[float, float]) -> tuple[float, float]:
    return (at[1], at[0]) if _is_down(graph) else (at[0], at[1])


def _draw_node(
    axes: Axes, graph: dict[str, Any], node: dict[str, Any], size: float, is_crowded: bool
) -> Text:
    code = f"⋯ {node['chain']} operations" if node["chain"] else node["code"]
    gradient = f"∂ {node['gradients'][-1][1]}" if node["gradients"] else ""
    lines = [_cut(node["name"], LONGEST), _cut(code, LONGEST), node["value"], gradient]
    text = _cut(node["name"], 7) if is_crowded else "\n".join(line for line in lines if line)
    box = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": "black"}
    box |= {"linestyle": ":"} if node["copy"] else _ROLE.get(node["role"], {})
    style = {"ha": "center", "va": "center", "fontsize": size}
    return axes.text(*_point(graph, node["at"]), text, bbox=box, **style)


def _draw_edge(
    axes: Axes,
    graph: dict[str, Any],
    edge: dict[str, Any],
    boxes: Sequence[Patch],
    local: str,
    size: float,
) -> None:
    ends = [graph["nodes"][edge[end]]["at"] for end in ("start", "end")]
    points = [_point(graph, at) for at in (ends[0], *edge["route"], ends[1])]
    bend = 0.35 * edge["lane"]
    for start, end in zip(points, points[1:]):
        arrow = {
            "arrowstyle": "->" if end == points[-1] else "-",
            "linestyle": "--" if edge["back"] else "-",
            "patchA": boxes[edge["start"]] if start == points[0] else None,
            "patchB": boxes[edge["end"]] if end == points[-1] else None,
            "shrinkA": 0,
            "shrinkB": 1 if end == points[-1] else 0,
            "connectionstyle": f"arc3,rad={bend}",
        }
        axes.annotate("", end, start, arrowprops=arrow)
    if local:
        (ax, ay), (bx, by) = points[-2:]
        x, y = 0.55 * ax + 0.45 * bx + bend * (by - ay) / 2, (ay + by) / 2 - bend * (bx - ax) / 2
        is_down = _is_down(graph)
        style = {"ha": "left", "va": "center"} if is_down else {"ha": "center", "va": "bottom"}
        shift = (0.04, 0) if is_down else (0, -0.04)
        axes.text(x + shift[0], y + shift[1], f"× {local}", fontsize=0.9 * size, **style)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
