"""The graph of a recording as the front end and the picture draw it."""

from __future__ import annotations

from typing import Any

from kerasish.viz.chains import Drawing
from kerasish.viz.layered import arrange
from kerasish.viz.recorded import Node, Recorded, norm
from kerasish.viz.tape_steps import Say, Steps, number


def graph(recorded: Recorded, drawing: Drawing, steps: Steps, say: Say) -> dict[str, Any]:
    """A recording with the places and texts of all that is drawn.

    Returns:
        quantity: what is differentiated. layers, width: the size, in nodes.
        nodes: for each its name, how it was computed, its role, its value, since which step that
        is known, the gradient after which step, and its place. edges: from which node to which,
        through which points, the local derivative, the steps forwards and back, and which of
        several between the same nodes it is.
    """
    places = {number: place for place, number in enumerate(drawing.nodes)}
    ends = [
        (places[drawing.shown_as[e.start]], places[drawing.shown_as[e.end]]) for e in drawing.edges
    ]
    layout = arrange(len(places), ends)
    chains = {unit.shown[-1]: unit for unit in drawing.units if unit.is_chain}
    nodes = []
    for place, at in enumerate(drawing.nodes):
        node = recorded.nodes[at]
        chain = chains.get(at)
        nodes.append(
            {
                "name": node.name,
                "code": f"⋯ {len(chain.calls)}" if chain else node.code,
                "chain": len(chain.calls) if chain else 0,
                "role": node.role,
                "value": _value(node),
                "since": steps.value.get(at, 0),
                "gradients": steps.gradients.get(at, []),
                "at": layout.nodes[place],
            }
        )
    edges = []
    for edge, (start, end), route in zip(drawing.edges, ends, layout.routes):
        same = [other for other, pair in zip(drawing.edges, ends) if pair == (start, end)]
        edges.append(
            {
                "start": start,
                "end": end,
                "route": route,
                "local": "" if edge.local is None else f"{edge.local:.3g}",
                "since": steps.value[edge.end],
                "back": steps.back.get(edge.call, 0) if edge.part is not None else 0,
                "lane": same.index(edge) - (len(same) - 1) / 2,
            }
        )
    return {
        "quantity": recorded.quantity,
        "layers": layout.layers,
        "width": layout.width,
        "nodes": nodes,
        "edges": edges,
    }


def _value(node: Node) -> str:
    if node.tensor.shape == ():
        return number(node.tensor)
    shape = str(tuple(node.tensor.shape)).replace(" ", "")
    length = norm(node.tensor)
    return shape if length != length else f"{shape} ‖{length:.3g}‖"
