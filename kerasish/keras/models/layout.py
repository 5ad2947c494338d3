"""Where the boxes of a graph go: in rows, so that arrows point down and seldom cross.

The method is that of Sugiyama, Tagawa and Toda (Methods for Visual Understanding of Hierarchical
System Structures, 1981): an arrow across several rows gets a place to pass through in each of
them, every row is ordered by the mean place of its neighbours, then boxes move below what they
hang on.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

SWEEPS = 8  # down and up again; after a few the order stays as it is
LANE = 12.0  # the width of the place that an arrow passes through


@dataclass
class Layout:
    """Where everything is, in pixels.

    Attributes:
        centres: of the boxes.
        routes: for each edge the points from the one box to the other: the end of the one, what
            it passes through, the beginning of the other.
        width, height: of the whole.
    """

    centres: dict[Hashable, Point]
    routes: list[list[Point]]
    width: float
    height: float


def laid_out(
    sizes: Mapping[Hashable, Point],
    rows: Mapping[Hashable, int],
    edges: Sequence[tuple[Hashable, Hashable]],
    gap: float = 24.0,
    row_gap: float = 36.0,
) -> Layout:
    """Place boxes in rows.

    Args:
        sizes: width and height of each box.
        rows: the row of each box, 0 is on top.
        edges: pairs of boxes; an arrow goes from the first to the second.
        gap: between boxes in a row.
        row_gap: between rows.
    """
    widths: dict[Hashable, float] = {box: width for box, (width, _) in sizes.items()}
    row_of = dict(rows)
    chains = [_chain(number, edge, row_of, widths) for number, edge in enumerate(edges)]
    lines: list[list[Hashable]] = [[] for _ in range(max(row_of.values()) + 1)]
    for item, row in row_of.items():
        lines[row].append(item)
    neighbours = _neighbours(chains, row_of)
    for sweep in range(SWEEPS):
        _order(lines, neighbours, down=sweep % 2 == 0)
    x = _across(lines, widths, neighbours, gap)

    heights = [max((sizes[i][1] for i in line if i in sizes), default=0.0) for line in lines]
    tops = [sum(heights[:row]) + row * row_gap for row in range(len(lines))]
    y = {item: tops[row] + heights[row] / 2 for item, row in row_of.items()}
    left = min(x[item] - widths[item] / 2 for item in x)
    right = max(x[item] + widths[item] / 2 for item in x)
    x = {item: place - left for item, place in x.items()}
    routes = []
    for chain in chains:
        first, *passed, last = chain
        half = (heights[row_of[first]] / 2, heights[row_of[last]] / 2)
        lanes = [
            (x[lane], y[lane] + side * heights[row_of[lane]] / 2)
            for lane in passed
            for side in (-1, 1)
        ]
        begin = (x[first], y[first] + sizes[first][1] / 2)
        end = (x[last], y[last] - sizes[last][1] / 2)
        routes.append(
            [begin, (x[first], y[first] + half[0]), *lanes, (x[last], y[last] - half[1]), end]
        )
    centres = {box: (x[box], y[box]) for box in sizes}
    return Layout(centres, routes, right - left, tops[-1] + heights[-1])


def _chain(
    number: int,
    edge: tuple[Hashable, Hashable],
    row_of: dict[Hashable, int],
    widths: dict[Hashable, float],
) -> list[Hashable]:
    """An edge with a lane in each row that it crosses; they are entered in the other arguments."""
    first, last = edge
    lanes: list[Hashable] = []
    for row in range(row_of[first] + 1, row_of[last]):
        lane = ("lane", number, row)
        row_of[lane], widths[lane] = row, LANE
        lanes.append(lane)
    return [first, *lanes, last]


def _neighbours(
    chains: Sequence[Sequence[Hashable]], row_of: Mapping[Hashable, int]
) -> dict[bool, dict[Hashable, list[Hashable]]]:
    """What each item hangs on: under True in the row above it, under False in that below."""
    found: dict[bool, dict[Hashable, list[Hashable]]] = {
        above: {item: [] for item in row_of} for above in (True, False)
    }
    for chain in chains:
        for upper, lower in zip(chain, chain[1:]):
            if row_of[lower] == row_of[upper] + 1:
                found[True][lower].append(upper)
                found[False][upper].append(lower)
    return found


def _order(lines: list[list[Hashable]], neighbours: Mapping, down: bool) -> None:
    """Order every row by the mean place of its neighbours in the row before it."""
    for line in lines if down else reversed(lines):
        place = {item: i for each in lines for i, item in enumerate(each)}

        def mean(item: Hashable, place: Mapping = place) -> float:
            near = [place[other] for other in neighbours[down][item]]
            return sum(near) / len(near) if near else place[item]

        line.sort(key=mean)


def _across(
    lines: Sequence[Sequence[Hashable]],
    widths: Mapping[Hashable, float],
    neighbours: Mapping,
    gap: float,
) -> dict[Hashable, float]:
    """The horizontal centre of every item: as near to its neighbours as its row has room."""
    x: dict[Hashable, float] = {}
    for line in lines:
        x |= _packed(line, dict.fromkeys(line, 0.0), widths, gap)
    for sweep in range(2 * SWEEPS):
        down = sweep % 2 == 0
        for line in lines if down else reversed(lines):
            wanted = {}
            for item in line:
                near = [x[other] for other in neighbours[down][item]] or [x[item]]
                wanted[item] = sum(near) / len(near)
            x |= _packed(line, wanted, widths, gap)
    return x


def _packed(
    line: Sequence[Hashable],
    wanted: Mapping[Hashable, float],
    widths: Mapping[Hashable, float],
    gap: float,
) -> dict[Hashable, float]:
    """The places nearest to those wanted, in the sum of squares, without overlap.

    Items that would overlap form a block, which takes the mean of the places they want.
    """
    blocks: list[tuple[list[Hashable], list[float], float]] = []  # items, offsets, place
    for item in line:
        items, offsets, place = [item], [0.0], wanted[item]
        while blocks:
            before, before_offsets, before_place = blocks[-1]
            distance = before_offsets[-1] + (widths[before[-1]] + widths[items[0]]) / 2 + gap
            if before_place + distance <= place:
                break
            blocks.pop()
            items = [*before, *items]
            offsets = [*before_offsets, *(distance + offset for offset in offsets)]
            pulls = [wanted[each] - offset for each, offset in zip(items, offsets)]
            place = sum(pulls) / len(pulls)
        blocks.append((items, offsets, place))
    return {
        item: place + offset
        for items, offsets, place in blocks
        for item, offset in zip(items, offsets)
    }
