"""What is drawn of a recording: operations one by one, long chains of them as one node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kerasish.viz.recorded import Edge, Recorded

LONG = 12  # operations in a row, without a name of the reader's, that are drawn as one


@dataclass
class Unit:
    """An operation, or a chain of operations that is drawn as one node.

    Attributes:
        calls: numbers of operations.
        nodes: the numbers of all tensors that it computes.
        shown: those that are drawn; of a chain the last.
    """

    calls: list[int]
    nodes: list[int]
    shown: list[int]

    @property
    def is_chain(self) -> bool:
        return len(self.calls) > 1


@dataclass
class Drawing:
    """The nodes and edges that are drawn.

    Attributes:
        units: in the order in which they ran.
        nodes: the numbers of the nodes, each after all that it depends on.
        shown_as: for each node of the recording the drawn one that stands for it.
        edges: one of the recording for each that is drawn; several between the same two tensors
            if these are several arguments.
    """

    units: list[Unit]
    nodes: list[int]
    shown_as: dict[int, int]
    edges: list[Edge]


def drawing(recorded: Recorded, opened: Collection[str] = ()) -> Drawing:
    """What to draw.

    Args:
        recorded: the recording.
        opened: the names of the last tensors of chains that are drawn operation by operation.
    """
    units = _units(recorded, opened)
    shown_as = {node: unit.shown[-1] for unit in units for node in unit.nodes if unit.is_chain}
    shown_as |= {node: node for unit in units if not unit.is_chain for node in unit.nodes}
    uses = defaultdict(set)
    for edge in recorded.edges:
        uses[edge.start].add(shown_as[edge.end])
    chains = {unit.shown[-1] for unit in units if unit.is_chain}
    for number, node in enumerate(recorded.nodes):
        if number in shown_as:
            continue
        is_plain = node.role == "constant" and not node.named
        within = len(uses[number]) == 1 and uses[number] <= chains
        if not is_plain or (node.tensor.shape != () and not within):
            shown_as[number] = number
    return Drawing(
        units, sorted(set(shown_as.values())), shown_as, _edges(recorded, shown_as, chains)
    )


def _edges(recorded: Recorded, shown_as: dict[int, int], chains: set[int]) -> list[Edge]:
    kept: list[Edge] = []
    joined: set[tuple[int, int]] = set()
    for edge in recorded.edges:
        ends = shown_as.get(edge.start), shown_as[edge.end]
        if ends[0] is None or ends[0] == ends[1] or ends in joined:
            continue
        if ends[1] in chains:
            joined.add(ends)  # W goes into many operations of a chain, and is drawn to it once
        kept.append(edge)
    return kept


def _units(recorded: Recorded, opened: Collection[str]) -> list[Unit]:
    units: list[Unit] = []
    run: list[int] = []  # operations that follow each other in a chain
    link = _links(recorded)

    def close() -> None:
        nodes = [number for call in run for number in recorded.calls[call].outputs.values()]
        if len(run) >= LONG and recorded.nodes[nodes[-1]].name not in opened:
            units.append(Unit(list(run), nodes, nodes[-1:]))
        else:
            units.extend(_single(recorded, call) for call in run)
        run.clear()

    for call in range(len(recorded.calls)):
        if run and link.get(run[-1]) != call:
            close()
        if _may_be_in_chain(recorded, call):
            run.append(call)
        else:
            close()
            units.append(_single(recorded, call))
    close()
    return units


def _single(recorded: Recorded, call: int) -> Unit:
    nodes = list(recorded.calls[call].outputs.values())
    return Unit([call], nodes, nodes)


def _may_be_in_chain(recorded: Recorded, call: int) -> bool:
    nodes = [recorded.nodes[number] for number in recorded.calls[call].outputs.values()]
    return len(nodes) == 1 and nodes[0].role == "result" and not nodes[0].named


def _links(recorded: Recorded) -> dict[int, int]:
    """For each operation the one that alone uses its result and, leaves aside, nothing else."""
    made_by = {n: call for call, one in enumerate(recorded.calls) for n in one.outputs.values()}
    uses, needs = defaultdict(set), defaultdict(set)
    for edge in recorded.edges:
        if edge.start in made_by:
            uses[made_by[edge.start]].add(edge.call)
            needs[edge.call].add(made_by[edge.start])
    return {
        call: follower
        for call, (follower, *others) in uses.items()
        if not others and needs[follower] == {call}
    }
