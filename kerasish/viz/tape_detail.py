"""What is to be said about one tensor of a recording: its numbers and its local derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np

import kerasish as tf
from kerasish.viz.chains import Unit
from kerasish.viz.recorded import Edge, Node, Recorded
from kerasish.viz.table import RANK, table
from kerasish.viz.tape_steps import Say, Steps, derivative, quantity

MOST = 4096  # numbers of a local derivative that are computed
ROOM = (6, 8, 2, 2)  # columns, rows, tables, rows of tables


def detail(
    recorded: Recorded, number: int, unit: Unit | None, steps: Steps, step: int, say: Say
) -> dict[str, Any]:
    """What the front end shows of the node that is picked.

    Args:
        recorded: the recording.
        number: of the node.
        unit: what computes it; None for what was there before.
        steps: of the recording.
        step: how far one has walked; what comes later is not told.
        say: chooses between English and Korean.

    Returns:
        head: what it is. value, gradient: what is known of them. parts: for each argument the
        local derivative. Each is a dict with a text and, for a tensor, a table. chain: how many
        operations the node stands for, 0 for one. inside: what these are.
    """
    node = recorded.nodes[number]
    is_known = steps.value.get(number, 0) <= step
    edges = [edge for edge in recorded.edges if edge.end == number]
    is_chain = unit is not None and unit.is_chain
    told = is_known and not is_chain
    return {
        "head": _head(node, unit, say),
        "value": _shown(node.name, node.tensor, say) if is_known else None,
        "gradient": _gradient(recorded, number, steps, step, say),
        "parts": [_local(recorded, edge, say) for edge in edges if _moves(recorded, edge) and told],
        "chain": len(unit.calls) if is_chain else 0,
        "inside": _inside(recorded, unit) if is_chain else [],
    }


def _head(node: Node, unit: Unit | None, say: Say) -> str:
    shape, dtype = tuple(node.tensor.shape), node.tensor.dtype.name
    kind = say(f"shape {shape}, {dtype}", f"형상 {shape}, {dtype}")
    if unit is not None and unit.is_chain:
        count = len(unit.calls)
        return say(
            f"{node.name}: after {count} operations", f"{node.name}: 연산 {count}개를 지난 값"
        )
    return f"{node.name} = {node.code}: {kind}" if node.code else f"{node.name}: {kind}"


def _shown(name: str, tensor: tf.Tensor, say: Say) -> dict[str, Any]:
    if tensor.shape == ():
        return {"text": f"{name} = {quantity(tensor, say)}"}
    return {"text": f"{name}: {quantity(tensor, say)}", **_table(np.asarray(tensor))}


def _table(values: np.ndarray) -> dict[str, Any]:
    return {"table": table(values, ROOM)} if values.ndim <= RANK else {}


def _gradient(
    recorded: Recorded, number: int, steps: Steps, step: int, say: Say
) -> dict[str, Any] | None:
    node = recorded.nodes[number]
    arrived = [text for since, text in steps.gradients.get(number, []) if since <= step]
    if not arrived:
        return None
    name = derivative(recorded.quantity, node.name)
    if len(arrived) == len(steps.gradients[number]):
        return _shown(name, node.gradient, say)
    return {"text": say(f"{name} so far: {arrived[-1]}", f"{name} (지금까지): {arrived[-1]}")}


def _moves(recorded: Recorded, edge: Edge) -> bool:
    return recorded.nodes[edge.start].followed and recorded.nodes[edge.end].followed


def _local(recorded: Recorded, edge: Edge, say: Say) -> dict[str, Any]:
    """The local derivative along an edge."""
    start, end = recorded.nodes[edge.start], recorded.nodes[edge.end]
    same = [
        e for e in recorded.calls[edge.call].edges if (e.start, e.end) == (edge.start, edge.end)
    ]
    which = ""
    if len(same) > 1:
        place = same.index(edge) + 1
        which = say(f" (argument {place})", f" ({place}번째 인자)")
    name = f"∂{end.name}/∂{start.name}{which}"
    rows, columns = (int(np.prod(tuple(node.tensor.shape))) for node in (end, start))
    if rows * columns > MOST:
        return {
            "text": say(
                f"{name}: {rows} × {columns} numbers, too many to be shown",
                f"{name}: 수가 {rows} × {columns}개라서 보이지 않습니다",
            )
        }
    jacobian = np.asarray(recorded.calls[edge.call].operation.jacobian(edge.output, edge.place))
    if jacobian.ndim == 0:
        return {"text": f"{name} = {jacobian:.3g}"}
    matrix = jacobian.reshape(rows, columns)
    shapes = tuple(end.tensor.shape), tuple(start.tensor.shape)
    if rows > 1 and shapes[0] == shapes[1] and not np.any(matrix - np.diag(np.diag(matrix))):
        diagonal = np.diag(matrix).reshape(shapes[0])
        text = say(f"{name}, element by element", f"{name}, 원소마다")
        return {"text": text, **_table(diagonal)}
    text = say(
        f"{name}: a row for each of {rows}, a column for each of {columns}",
        f"{name}: 행은 {end.name}의 수 {rows}개, 열은 {start.name}의 수 {columns}개",
    )
    return {"text": text, **_table(matrix)}


def _inside(recorded: Recorded, unit: Unit) -> list[str]:
    nodes = [recorded.nodes[number] for number in unit.nodes]
    return [f"{node.name} = {node.code}" for node in nodes]
