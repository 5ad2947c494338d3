"""Where the nodes of a graph without cycles are drawn: in layers, with few crossings.

After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
structures" (1981): layers, an order within each, then places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SWEEPS = 12

Point = tuple[float, float]


@dataclass
class Layout:
    """Where to draw.

    Attributes:
        nodes: for each node its layer and its place across, in steps of one node.
        routes: for each edge the points between its ends, one for each layer that it passes.
        layers: how many layers there are.
        width: how many steps the places need.
    """

    nodes: list[Point]
    routes: list[list[Point]]
    layers: int
    width: float


def arrange(count: int, edges: Sequence[tuple[int, int]]) -> Layout:
    """Lay a graph out.

    Args:
        count: how many nodes there are.
        edges: from a node to a later one.
    """
    layer_of = layers_of(count, edges)
    joints = list(layer_of)  # the layer of each node, then of each point that an edge passes
    links: list[tuple[int, int]] = []
    passed: list[list[int]] = []
    for start, end in edges:
        between = range(layer_of[start] + 1, layer_of[end])
        points = list(range(len(joints), len(joints) + len(between)))
        joints += between
        chain = [start, *points, end]
        links += zip(chain, chain[1:])
        passed.append(points)
    layers: list[list[int]] = [[] for _ in range(max(joints, default=-1) + 1)]
    for joint, layer in enumerate(joints):
        layers[layer].append(joint)
    before, after = _neighbours(len(joints), links)
    _order(layers, before, after)
    across = _places(layers, before, after)
    points = [(float(layer), across[joint]) for joint, layer in enumerate(joints)]
    routes = [[points[joint] for joint in route] for route in passed]
    return Layout(points[:count], routes, len(layers), max(across, default=0.0) + 1.0)


def layers_of(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """Each node comes after all that lead to it; what nothing leads to stands close to its use."""
    layer = [0] * count
    for start, end in sorted(edges, key=lambda edge: edge[1]):
        layer[end] = max(layer[end], layer[start] + 1)
    ends = {end for _, end in edges}
    uses: dict[int, int] = {}
    for start, end in edges:
        uses[start] = min(uses.get(start, layer[end]), layer[end])
    return [
        uses[node] - 1 if node in uses and node not in ends else layer[node]
        for node in range(count)
    ]


def _neighbours(
    count: int, links: Sequence[tuple[int, int]]
) -> tuple[list[list[int]], list[list[int]]]:
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for start, end in links:
        before[end].append(start)
        after[start].append(end)
    return before, after


def _order(layers: list[list[int]], before: list[list[int]], after: list[list[int]]) -> None:
    """Sort each layer by the mean place of the neighbours, forth and back."""
    rank = {joint: place for layer in layers for place, joint in enumerate(layer)}
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        near = before if forth else after
        for layer in layers if forth else reversed(layers):
            wanted = {
                joint: sum(rank[other] for other in near[joint]) / len(near[joint])
                if near[joint]
                else rank[joint]
                for joint in layer
            }
            layer.sort(key=wanted.__getitem__)
            rank |= {joint: place for place, joint in enumerate(layer)}


def _places(
    layers: list[list[int]], before: list[list[int]], after: list[list[int]]
) -> list[float]:
    """Places across, at least 1 apart, as near to the middle of the neighbours as that allows."""
    across = [0.0] * len(before)
    # What much depends on draws the rest along; a lone constant gives way.
    weight = [(len(one) + len(other)) ** 2 + 0.01 for one, other in zip(before, after)]
    for layer in layers:
        for place, joint in enumerate(layer):
            across[joint] = place - (len(layer) - 1) / 2
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = []
            for joint in layer:
                near = [*before[joint], *after[joint]] or [joint]
                total = sum(weight[other] for other in near)
                wanted.append(sum(weight[other] * across[other] for other in near) / total)
            for joint, place in zip(layer, spread(wanted, [weight[joint] for joint in layer])):
                across[joint] = place
    least = min(across, default=0.0)
    return [place - least for place in across]


def spread(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The places nearest to those wanted, in the same order and at least 1 apart.

    Weighted least squares by pooling: neighbours that want to be too close form a block around
    the mean of what they want.
    """
    blocks: list[tuple[float, float, int]] = []  # weighted sum, weight, how many
    for offset, (place, weight) in enumerate(zip(wanted, weights)):
        blocks.append((weight * (place - offset), weight, 1))
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last, before = blocks.pop(), blocks.pop()
            blocks.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    level = [_mean(block) for block in blocks for _ in range(block[2])]
    return [place + offset for offset, place in enumerate(level)]


def _mean(block: tuple[float, float, int]) -> float:
    return block[0] / block[1]
