"""The walk backwards over a recording of operations.

The part of the recording that lies between sources and targets becomes one pure function of the
recorded values: step by step backwards, each operation's own derivative (from `jax.vjp`) is
applied to the gradient that has come so far (reverse accumulation: Linnainmaa, 1970). That
function is compiled once for each form of recording, so a training loop pays for it once. It runs
as an operation like any other: an outer tape records it, and so derivatives of any order need
nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes
from kerasish.core.identity import identity
from kerasish.core.kept import Kept
from kerasish.core.kernel import KeepingKernel, Kernel, partly, run
from kerasish.core.tensor import Tensor

Recorded = tuple[Kernel, Sequence[Tensor], Sequence[Tensor]]


class Step(NamedTuple):
    """One recorded operation; tensors are numbered by their place in the recording."""

    kernel: Kernel
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


class Wiring(NamedTuple):
    """The form of a backward pass: which steps, from which targets to which sources.

    Attributes:
        steps: the steps between sources and targets, in the order in which they ran.
        values: the numbers of the tensors whose values are handed in, in that order.
        targets: the numbers of the targets.
        sources: for each source the numbers of the tensors that stand for it; none where the
            target does not depend on it.
        followed: the numbers of all tensors that depend on a source, sources included.
    """

    steps: tuple[Step, ...]
    values: tuple[int, ...]
    targets: tuple[int, ...]
    sources: tuple[tuple[int, ...], ...]
    followed: frozenset[int]


def gradients(
    recording: list[Recorded],
    tracked: set[int],
    targets: Sequence[Tensor],
    stand_ins: Sequence[Sequence[Tensor]],
    weights: Sequence[Tensor],
    batched: bool = False,
) -> list[Tensor | None]:
    """The gradient of the weighted sum of `targets` with respect to each source.

    Args:
        recording: the operations, in the order in which they ran.
        tracked: the ids of all tensors that something watched went into.
        targets: tensors of the recording.
        stand_ins: for each source the tensors of the recording that stand for it.
        weights: for each target the weights of its elements.
        batched: the weights of the one target are many, along a first axis; so is the result.

    Returns:
        for each source a tensor of its shape; None where no target depends on it.
    """
    tensors, key = _number(recording, tracked, targets, stand_ins)
    plan = _plans.get((key, batched))
    if plan is None:
        plan = _make_plan(recording, tracked, tensors, key, batched)
    values = [tensors[place] for place in plan.wiring.values]
    if not plan.connected:
        found = ()
    elif plan.by_hand and batched:
        columns = [_walk_by_hand(plan.wiring, values, [row]) for row in weights[0]]
        found = [Tensor.convert(list(column)) for column in zip(*columns, strict=True)]
    elif plan.by_hand:
        found = _walk_by_hand(plan.wiring, values, weights)
    else:
        found = run(plan.kernel, [*weights, *values], Tensor)
    rest = iter(found)
    return [next(rest) if group else None for group in plan.wiring.sources]


def _number(
    recording: list[Recorded], tracked: set[int], targets, stand_ins
) -> tuple[list[Tensor], tuple]:
    """Number the tensors of the recording; the numbers say how the steps are wired."""
    numbers: dict[int, int] = {}
    tensors: list[Tensor] = []

    def number(some: Sequence[Tensor]) -> list[int]:
        places = []
        for tensor in some:
            which = identity(tensor)
            place = numbers.get(which)
            if place is None:
                place = numbers[which] = len(tensors)
                tensors.append(tensor)
            places.append(place)
        return places

    wires: list = []
    for kernel, inputs, outputs in recording:
        wires.append(kernel)
        wires += number((*inputs, *outputs))
    ends = tuple(number(targets))
    groups = [number([each for each in group if identity(each) in tracked]) for group in stand_ins]
    return tensors, (tuple(wires), ends, tuple(map(tuple, groups)))


def _make_plan(
    recording: list[Recorded], tracked: set[int], tensors: list[Tensor], key: tuple, batched: bool
) -> Plan:
    """Find the steps between sources and targets, and keep what was found for next time."""
    numbers = {identity(tensor): place for place, tensor in enumerate(tensors)}
    _, ends, groups = key
    followed = {place for group in groups for place in group}
    forward = []
    for kernel, inputs, outputs in recording:
        ins = tuple([numbers[identity(tensor)] for tensor in inputs])
        if not followed.isdisjoint(ins):
            outs = tuple([numbers[identity(tensor)] for tensor in outputs])
            forward.append(Step(kernel, ins, outs))
            followed.update(numbers[identity(t)] for t in outputs if identity(t) in tracked)
    needed = set(ends)
    kept = []
    for step in reversed(forward):
        if not needed.isdisjoint(step.outputs):
            kept.append(step)
            needed.update(followed.intersection(step.inputs))
    kept.reverse()
    values = {place for step in kept for place in step.inputs}
    values.update(place for step in kept if _needs_outputs(step.kernel) for place in step.outputs)
    wiring = Wiring(
        steps=tuple(kept),
        values=tuple(sorted(values)),
        targets=ends,
        sources=tuple([tuple([p for p in group if p in needed]) for group in groups]),
        followed=frozenset(followed),
    )
    return _plans.keep((key, batched), Plan(wiring, batched))


def _needs_outputs(kernel: Kernel) -> bool:
    return kernel.pull is not None or isinstance(kernel, KeepingKernel)


def walk(wiring: Wiring, weights: Sequence, arrays: Sequence) -> tuple:
    """The gradients with respect to all connected sources: a pure function of arrays."""
    known = dict(zip(wiring.values, arrays, strict=True))
    gradients: dict[int, jax.Array] = {}
    for target, weight in zip(wiring.targets, weights, strict=True):
        _accumulate(gradients, target, weight)
    for step in reversed(wiring.steps):
        if not any(place in gradients for place in step.outputs):
            continue
        inputs = [known[place] for place in step.inputs]
        moving = [i for i, place in enumerate(step.inputs) if place in wiring.followed]
        if isinstance(step.kernel, KeepingKernel) and _kept_alone(step, inputs, gradients):
            pulled = _pull_kept(step, inputs, known, gradients)
            pulled = [pulled[i] for i in moving]
        else:
            outputs, pull = jax.vjp(
                partly(step.kernel.pure, inputs, moving), *(inputs[i] for i in moving)
            )
            pulled = pull(tuple(_incoming(gradients, step.outputs, outputs)))
        for i, gradient in zip(moving, pulled, strict=True):
            _accumulate(gradients, step.inputs[i], gradient)
    return _collect(wiring, gradients)


def _kept_alone(step: Step, inputs: Sequence, gradients: dict) -> bool:
    """Whether no gradient comes to what was kept: one does in derivatives of second order."""
    kept = step.outputs[step.kernel.count(inputs) :]
    return not any(place in gradients for place in kept)


def _pull_kept(step: Step, inputs: Sequence, known: dict, gradients: dict) -> dict:
    places = step.outputs[: step.kernel.count(inputs)]
    incoming = _incoming(gradients, places, [known[place] for place in places])
    return step.kernel.pull_back(inputs, [known[place] for place in step.outputs], incoming)


def _incoming(gradients: dict, places: Sequence[int], outputs: Sequence) -> list:
    """The gradients of a step's outputs, zeros where none has come."""
    return [
        gradients.get(place, _no_gradient(output))
        for place, output in zip(places, outputs, strict=True)
    ]


def _no_gradient(output):
    if output.dtype in dtypes.FLOATS:
        return jnp.zeros_like(output)
    return np.zeros(output.shape, jax.dtypes.float0)


def _accumulate(gradients: dict, place: int, gradient) -> None:
    gradients[place] = gradients[place] + gradient if place in gradients else gradient


def _collect(wiring: Wiring, gradients: dict) -> tuple:
    """One gradient for each connected source: the sum over the tensors that stand for it."""
    sums = []
    for group in wiring.sources:
        found = [gradients[place] for place in group if place in gradients]
        if group:
            sums.append(sum(found[1:], start=found[0]))
    return tuple(sums)


class Plan:
    """How to walk back over one form of recording: its wiring, and the walk compiled.

    Args:
        wiring: which steps, from where to where.
        batched: whether the weights of the target come many at a time, along a first axis.
    """

    def __init__(self, wiring: Wiring, batched: bool):
        self.wiring = wiring
        self.connected = any(wiring.sources)
        self.by_hand = any(step.kernel.pull for step in wiring.steps)
        count = len(wiring.targets)

        def pure(*arrays):
            weights, values = arrays[:count], arrays[count:]
            if batched:
                return jax.vmap(lambda *weights: walk(wiring, weights, values))(*weights)
            return walk(wiring, weights, values)

        self.kernel = Kernel("gradient", pure, key=_made_of(wiring, batched))


def _made_of(wiring: Wiring, batched: bool) -> tuple | None:
    """What decides over the walk: the steps and how they are wired."""
    keys = [step.kernel.key for step in wiring.steps]
    if None in keys:
        return None
    steps = tuple((key, *step[1:]) for key, step in zip(keys, wiring.steps, strict=True))
    followed = tuple(sorted(wiring.followed))
    return ("gradient", steps, wiring.values, wiring.targets, wiring.sources, followed, batched)


_plans: Kept[Plan] = Kept(512)  # for the next recordings of the same forms


def _walk_by_hand(wiring: Wiring, tensors: list[Tensor], weights: Sequence[Tensor]) -> tuple:
    """The walk with tensors, one operation at a time: for steps whose gradient is hand-written."""
    known = dict(zip(wiring.values, tensors, strict=True))
    gradients: dict[int, Tensor] = {}
    for target, weight in zip(wiring.targets, weights, strict=True):
        _accumulate(gradients, target, weight)
    for step in reversed(wiring.steps):
        if step.kernel.pull is None:
            outs = tuple(place for place in step.outputs if place in gradients)
            ins = tuple(
                (place,) for place in dict.fromkeys(step.inputs) if place in wiring.followed
            )
            values = tuple(dict.fromkeys(step.inputs))
            one = Wiring((step,), values, outs, ins, wiring.followed)
            inputs = [*(gradients[place] for place in outs), *(known[place] for place in values)]
            pulled = zip((p for (p,) in ins), run(_single(one).kernel, inputs, Tensor), strict=True)
        else:
            incoming = [
                gradients[place] if place in gradients else _zeros_like(known[place])
                for place in step.outputs
            ]
            pulled = zip(step.inputs, step.kernel.pull(*incoming), strict=True)
        for place, gradient in pulled:
            if gradient is not None and place in wiring.followed:
                _accumulate(gradients, place, gradient)
    return _collect(wiring, gradients)


def _single(wiring: Wiring) -> Plan:
    """The plan for one step alone."""
    return _plans.get((wiring, False)) or _plans.keep((wiring, False), Plan(wiring, False))


def _zeros_like(tensor: Tensor) -> Tensor:
    return Tensor(jnp.zeros(tensor.array.shape, tensor.array.dtype))
