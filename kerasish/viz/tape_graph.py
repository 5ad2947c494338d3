"""The graph of a recording as the front end and the picture draw it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish.viz.chains import Drawing
from kerasish.viz.layered import arrange, layers_of
from kerasish.viz.recorded import Node, Recorded, norm
from kerasish.viz.tape_steps import Steps, number

FAR = 3  # layers: where what was there before is used further away, it is drawn there again

Pair = tuple[int, int]


def graph(recorded: Recorded, drawing: Drawing, steps: Steps) -> dict[str, Any]:
    """A recording with the places and texts of all that is drawn.

    Args:
        recorded: the recording.
        drawing: what is drawn of it.
        steps: when what is to be seen.

    Returns:
        quantity: what is differentiated. layers, width: the size, in nodes. nodes: for each its
        name, its place `at`, and what `_node` has. edges: what `_edges` has.
    """
    places = {node: place for place, node in enumerate(drawing.nodes)}
    ends = [
        (places[drawing.shown_as[edge.start]], places[drawing.shown_as[edge.end]])
        for edge in drawing.edges
    ]
    copied, ends = _with_copies(len(places), ends)
    chains = {unit.shown[-1]: len(unit.calls) for unit in drawing.units if unit.is_chain}
    nodes = [_node(recorded.nodes[at], at, chains.get(at, 0), steps) for at in drawing.nodes]
    nodes += [{**nodes[place], "copy": True, "gradients": []} for place in copied]
    layout = arrange(len(nodes), ends)
    for node, at in zip(nodes, layout.nodes):
        node["at"] = at
    return {
        "quantity": recorded.quantity,
        "layers": layout.layers,
        "width": layout.width,
        "nodes": nodes,
        "edges": _edges(drawing, ends, layout.routes, steps),
    }


def _with_copies(count: int, ends: Sequence[Pair]) -> tuple[list[int], list[Pair]]:
    """Copies of nodes that nothing leads to, such as a weight that is used in every round.

    Returns:
        which node each copy stands for; the edges, from the copies where these are closer.
    """
    layer = layers_of(count, ends)
    inner = {end for _, end in ends}
    copied: list[int] = []
    copies: dict[Pair, int] = {}
    changed = []
    for start, end in ends:
        if start not in inner and layer[end] - layer[start] > FAR:
            if (start, end) not in copies:
                copies[start, end] = count + len(copied)
                copied.append(start)
            start = copies[start, end]
        changed.append((start, end))
    return copied, changed


def _node(node: Node, at: int, chain: int, steps: Steps) -> dict[str, Any]:
    """Its name, how it was computed, and of how many operations; its role and value.

    `since` is the step that computes it, `gradients` what its gradient is after which step.
    """
    return {
        "name": node.name,
        "code": node.code,
        "chain": chain,
        "copy": False,
        "role": node.role,
        "value": _value(node),
        "since": steps.value.get(at, 0),
        "gradients": steps.gradients.get(at, []),
    }


def _edges(
    drawing: Drawing, ends: Sequence[Pair], routes: Sequence[list], steps: Steps
) -> list[dict[str, Any]]:
    """From which node to which, through which points; the local derivative of single numbers.

    `since` and `back` are the steps that go along it, 0 if none goes back. `lane` tells edges
    between the same two nodes apart: 0 in the middle.
    """
    edges = []
    for place, (edge, pair, route) in enumerate(zip(drawing.edges, ends, routes)):
        same = [other for other, found in enumerate(ends) if found == pair]
        edges.append(
            {
                "start": pair[0],
                "end": pair[1],
                "route": route,
                "local": "" if edge.local is None else f"{edge.local + 0.0:.3g}",
                "since": steps.value[edge.end],
                "back": 0 if edge.part is None else steps.back.get(edge.call, 0),
                "lane": same.index(place) - (len(same) - 1) / 2,
            }
        )
    return edges


def _value(node: Node) -> str:
    """A number, or shape and norm; with a sign of warning for NaN and infinity."""
    tensor = node.tensor
    is_sound = not tensor.dtype.is_floating or bool(np.isfinite(np.asarray(tensor)).all())
    warning = "" if is_sound else "⚠ "
    if tensor.shape == ():
        return warning + number(tensor)
    shape = str(tuple(tensor.shape)).replace(" ", "")
    length = norm(tensor)
    return f"{warning}{shape}" if length != length else f"{warning}{shape} ‖{length:.3g}‖"
