"""The graph of a recording for pages without a kernel: all values, all gradients."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kerasish.viz.tape_steps import derivative

WIDTH = 6.0  # inches at most
ROW = 1.05  # inches from one layer to the next where layers go down
FEW = 4  # layers that stand side by side
SMALLEST = 5.0  # points of a letter
_ROLE = {
    "source": {"linewidth": 2.4},
    "target": {"linewidth": 2.4},
    "constant": {"linestyle": "--"},
}


def draw_graph(graph: dict[str, Any]) -> Figure:
    """Draw a graph of `kerasish.viz.tape_graph`: a few layers side by side, many from top down."""
    is_down = graph["layers"] > FEW
    across, along = (
        (graph["width"], graph["layers"]) if is_down else (graph["layers"], graph["width"])
    )
    figure = Figure(figsize=(min(WIDTH, 1.5 * across + 0.3), ROW * along + 0.2))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-0.6, across - 0.4), ylim=(along - 0.4, -0.6))
    axes.axis("off")
    size = max(SMALLEST, min(10.0, 10.0 * WIDTH / (1.5 * across + 0.3)))
    for edge in graph["edges"]:
        _draw_edge(axes, graph, edge, is_down, size)
    for node in graph["nodes"]:
        _draw_node(axes, graph["quantity"], node, is_down, size)
    return figure


def _point(at: tuple[float, float], is_down: bool) -> tuple[float, float]:
    return (at[1], at[0]) if is_down else (at[0], at[1])


def _draw_node(axes: Axes, quantity: str, node: dict[str, Any], is_down: bool, size: float) -> None:
    x, y = _point(node["at"], is_down)
    code = f" = {node['code']}" if node["code"] else ""
    lines = [_cut(node["name"] + code, 22), node["value"]]
    box = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": "black"}
    middle = {"ha": "center", "va": "center", "fontsize": size}
    axes.text(x, y, "\n".join(lines), bbox=box | _ROLE.get(node["role"], {}), **middle)
    if node["gradients"]:
        text = f"{_cut(derivative(quantity, node['name']), 22)}\n= {node['gradients'][-1][1]}"
        axes.annotate(
            text,
            (x, y),
            xytext=(0, -1.9 * size),
            textcoords="offset points",
            style="italic",
            **middle | {"va": "top", "fontsize": 0.9 * size},
        )


def _draw_edge(axes: Axes, graph: dict, edge: dict[str, Any], is_down: bool, size: float) -> None:
    ends = [graph["nodes"][edge[end]]["at"] for end in ("start", "end")]
    points = [_point(at, is_down) for at in (ends[0], *edge["route"], ends[1])]
    line = "--" if edge["back"] else "-"
    bend = 0.35 * edge["lane"]
    for start, end in zip(points, points[1:]):
        arrow = {
            "arrowstyle": "->" if end == points[-1] else "-",
            "linestyle": line,
            "shrinkA": 2.4 * size if start == points[0] else 0,
            "shrinkB": 2.4 * size if end == points[-1] else 0,
            "connectionstyle": f"arc3,rad={bend}",
        }
        axes.annotate("", end, start, arrowprops=arrow)
    if edge["local"]:
        (ax, ay), (bx, by) = points[-2:]
        x, y = (ax + bx) / 2 + bend * (by - ay) / 2, (ay + by) / 2 - bend * (bx - ax) / 2
        style = {"ha": "center", "va": "center", "fontsize": 0.9 * size}
        axes.text(
            x,
            y,
            f"× {edge['local']}",
            bbox={"facecolor": "white", "linewidth": 0, "pad": 1},
            **style,
        )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
