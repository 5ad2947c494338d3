"""The graph of a recording: tensors as nodes, what is computed from what, and its derivatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

import kerasish as tf
from kerasish.core.recording import RecordedOperation
from kerasish.viz.mistake import Mistake
from kerasish.viz.names import variable_name

MOST = 200  # operations that are drawn
_INFIX = {"add": "+", "subtract": "-", "multiply": "*", "truediv": "/", "pow": "**", "matmul": "@"}


@dataclass
class Node:
    """A tensor of the recording.

    Attributes:
        name: the reader's name for it, or a number such as "#1".
        named: whether the name is the reader's.
        role: "source", "constant" (the sources do not go into it), "result" or "target".
        code: how it was computed, such as "sin(u)"; "" for what was there before.
        followed: whether a source goes into it.
        gradient: of the sum of the targets with respect to it, or None.
    """

    tensor: tf.Tensor
    name: str
    named: bool
    role: str
    code: str = ""
    followed: bool = False
    gradient: tf.Tensor | None = None


@dataclass
class Edge:
    """From a tensor to one that was computed from it.

    Attributes:
        start, end: numbers of nodes.
        call: the number of the operation.
        place, output: which of its inputs, which of its outputs.
        local: the derivative of the one by the other where both are single numbers, else None.
        part: what comes back along it: a part of the gradient with respect to `start`. None where
            nothing does.
    """

    start: int
    end: int
    call: int
    place: int
    output: int
    local: float | None = None
    part: tf.Tensor | None = None


@dataclass
class Call:
    """An operation, its outputs that the target depends on, and the edges through it."""

    operation: RecordedOperation
    outputs: dict[int, int] = field(default_factory=dict)  # place -> node
    edges: list[Edge] = field(default_factory=list)


@dataclass
class Recorded:
    """What a target was computed from, as far as a tape has recorded it.

    Attributes:
        nodes: the tensors.
        calls: the operations in the order in which they ran.
        targets: numbers of nodes.
        sources: for each source the numbers of the nodes that stand for it; none if the target
            does not depend on it.
        source_names: what the sources are called.
        left_out: how many recorded operations the target does not depend on.
        quantity: what is differentiated, such as "y"; "Σy" for a tensor of many numbers.
    """

    nodes: list[Node]
    calls: list[Call]
    targets: list[int]
    sources: list[list[int]]
    source_names: list[str]
    left_out: int
    quantity: str

    @property
    def edges(self) -> list[Edge]:
        return [edge for call in self.calls for edge in call.edges]


def read_recording(
    tape: tf.GradientTape,
    targets: Sequence[tf.Tensor],
    sources: Sequence[tf.Tensor | tf.Variable],
    names: dict[int, str],
) -> Recorded:
    """The part of a recording that the targets depend on, with all derivatives.

    Args:
        tape: it may have answered already.
        targets: tensors computed within it.
        sources: what one asks the gradient by.
        names: by the ids of tensors and variables, what they are called.

    Raises:
        Mistake: more operations than can be drawn, or tensors without numbers.
    """
    operations, needed = _needed(tape, targets)
    stand_ins = [tape.recorded(source) for source in sources]
    starts = {id(tensor) for group in stand_ins for tensor in group}
    reading = _Reading(_with_variables(tape, sources, names), starts, needed)
    for operation in operations:
        reading.add(operation)
    targets_at = [reading.node(target) for target in targets]
    for number in targets_at:
        reading.nodes[number].role = "target"
    recorded = Recorded(
        reading.nodes,
        reading.calls,
        targets_at,
        [
            [reading.numbers[id(t)] for t in group if id(t) in reading.numbers]
            for group in stand_ins
        ],
        [_source_name(source, names) for source in sources],
        len(tape.operations) - len(operations),
        _quantity([reading.nodes[number] for number in targets_at]),
    )
    _walk_back(recorded)
    return recorded


def _needed(
    tape: tf.GradientTape, targets: Sequence[tf.Tensor]
) -> tuple[list[RecordedOperation], set[int]]:
    """The operations that the targets depend on, and the ids of all tensors that they do."""
    needed = {id(target) for target in targets}
    kept = []
    for operation in reversed(tape.operations):
        if any(id(output) in needed for output in operation.outputs):
            kept.append(operation)
            needed.update(id(tensor) for tensor in operation.inputs)
    if len(kept) > MOST:
        raise Mistake(
            f"The target depends on {len(kept)} recorded operations; at most {MOST} can be drawn. "
            "Give an earlier result as the target, record fewer steps of a loop, or wrap a part "
            "in tf.function: it is then one operation.",
            f"타깃이 기록된 연산 {len(kept)}개에 의존합니다. 그릴 수 있는 것은 {MOST}개까지입니다. "
            "더 앞의 중간 결과를 타깃으로 주거나, 반복을 몇 번만 기록하거나, 일부를 "
            "tf.function으로 감싸세요. 그러면 그 부분이 연산 하나가 됩니다.",
        )
    tensors = [*targets, *(tensor for one in kept for tensor in one.inputs)]
    if any(tensor.is_symbolic for tensor in tensors):
        raise Mistake(
            "The tape recorded tensors of a tf.function that is being traced: they have no numbers "
            "yet. Use TapeView outside of the function, on a tape around its call.",
            "테이프에 추적 중인 tf.function의 텐서가 기록되어 있습니다. 아직 수가 없는 텐서입니다. "
            "함수 바깥에서, 함수 호출을 감싸는 테이프로 TapeView를 쓰세요.",
        )
    return kept[::-1], needed


def _with_variables(
    tape: tf.GradientTape, sources: Sequence[tf.Tensor | tf.Variable], names: dict[int, str]
) -> dict[int, str]:
    """The names, and those of the values that were read from variables."""
    known = dict(names)
    variables = [source for source in sources if isinstance(source, tf.Variable)]
    for variable in (*variables, *tape.watched_variables()):
        name = names.get(id(variable)) or variable_name(variable)
        for tensor in tape.recorded(variable):
            known[id(tensor)] = name
    return known


def _source_name(source: tf.Tensor | tf.Variable, names: dict[int, str]) -> str:
    if id(source) in names:
        return names[id(source)]
    return variable_name(source) if isinstance(source, tf.Variable) else "source"


def _quantity(targets: Sequence[Node]) -> str:
    if len(targets) == 1:
        (target,) = targets
        return target.name if target.tensor.shape == () else f"Σ{target.name}"
    return f"({' + '.join(target.name for target in targets)})"


class _Reading:
    """Numbers tensors in the order in which the recording meets them."""

    def __init__(self, names: dict[int, str], sources: set[int], needed: set[int]):
        self.nodes: list[Node] = []
        self.calls: list[Call] = []
        self.numbers: dict[int, int] = {}
        self._names, self._sources, self._needed = names, sources, needed
        self._used: set[str] = set()
        self._unnamed = 0

    def node(self, tensor: tf.Tensor) -> int:
        """The number of a tensor's node, made if there is none."""
        if id(tensor) not in self.numbers:
            is_source = id(tensor) in self._sources
            self._new(tensor, "source" if is_source else "constant", followed=is_source)
        return self.numbers[id(tensor)]

    def add(self, operation: RecordedOperation) -> None:
        inputs = [self.node(tensor) for tensor in operation.inputs]
        call = Call(operation)
        followed = any(self.nodes[number].followed for number in inputs)
        code = _code(operation.name, [self.nodes[number] for number in inputs])
        for place, tensor in enumerate(operation.outputs):
            if id(tensor) not in self._needed:
                continue
            is_source = id(tensor) in self._sources
            moves = is_source or (followed and tensor.dtype.is_floating)
            role = "source" if is_source else "result"
            suffix = f"[{place}]" if len(operation.outputs) > 1 else ""
            number = self._new(tensor, role, code + suffix, moves)
            call.outputs[place] = number
            call.edges += [
                Edge(start, number, len(self.calls), where, place)
                for where, start in enumerate(inputs)
            ]
        self.calls.append(call)

    def _new(self, tensor: tf.Tensor, role: str, code: str = "", followed: bool = False) -> int:
        name = self._names.get(id(tensor))
        label = self._label(tensor, role) if name is None else self._unique(name)
        self.numbers[id(tensor)] = len(self.nodes)
        self.nodes.append(Node(tensor, label, name is not None, role, code, followed))
        return len(self.nodes) - 1

    def _label(self, tensor: tf.Tensor, role: str) -> str:
        if role == "constant" and tensor.shape == ():
            return f"{tensor.numpy():.4g}" if tensor.dtype.is_floating else str(tensor.numpy())
        self._unnamed += 1
        return f"#{self._unnamed}"

    def _unique(self, name: str) -> str:
        """The name, with a number behind it if another tensor has it, such as two "kernel"."""
        label, count = name, 1
        while label in self._used:
            count += 1
            label = f"{name} ({count})"
        self._used.add(label)
        return label


def _code(name: str, inputs: Sequence[Node]) -> str:
    """How a result is computed, as one would write it."""
    names = [node.name for node in inputs]
    if name in _INFIX and len(names) == 2:
        return f"{names[0]} {_INFIX[name]} {names[1]}"
    if name == "negative":
        return f"-{names[0]}"
    return f"{name}({', '.join(names)})"


def _walk_back(recorded: Recorded) -> None:
    """The chain rule: from the targets back, each operation's gradients to its inputs."""
    nodes = recorded.nodes
    for number in recorded.targets:
        if nodes[number].followed:
            _add(nodes[number], tf.ones_like(nodes[number].tensor))
    for call in reversed(recorded.calls):
        incoming = [None] * len(call.operation.outputs)
        for place, number in call.outputs.items():
            incoming[place] = nodes[number].gradient
        moving = {edge.place: edge.start for edge in call.edges if nodes[edge.start].followed}
        if not moving or all(gradient is None for gradient in incoming):
            continue
        pulled = call.operation.pull_back(incoming, list(moving))
        for (place, start), part in zip(moving.items(), pulled):
            if part is not None:
                _add(nodes[start], part)
            for edge in call.edges:
                if edge.place == place:
                    edge.part = part
        _find_locals(call, nodes)


def _find_locals(call: Call, nodes: Sequence[Node]) -> None:
    """The local derivatives between single numbers."""
    for edge in call.edges:
        single = nodes[edge.start].tensor.shape == () and nodes[edge.end].tensor.shape == ()
        if edge.part is not None and single and nodes[edge.end].followed:
            edge.local = float(call.operation.jacobian(edge.output, edge.place))


def _add(node: Node, part: tf.Tensor) -> None:
    node.gradient = part if node.gradient is None else node.gradient + part


def norm(tensor: tf.Tensor) -> float:
    """The root of the sum of squares; what is not a number has none, NaN."""
    values = np.asarray(tensor)
    return float(np.sqrt(np.sum(np.square(values)))) if values.dtype.kind in "fiu" else np.nan
