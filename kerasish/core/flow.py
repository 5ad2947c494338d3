"""Branches and loops of a traced function, each one operation.

Both come as `Lifted` functions: the variables that one of them assigns to are results of the whole.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import unbounded
from kerasish.core.context import context
from kerasish.core.kernel import Kernel, run
from kerasish.core.lift import Lifted
from kerasish.core.tensor import Tensor
from kerasish.core.variable import Variable


def select(index: Tensor, branches: Sequence[Lifted]) -> tuple[Tensor, ...]:
    """The results of branch number `index`, all of them having results of one form.

    A boolean chooses between the first, for False, and the second.
    """
    written = _written(branches)
    groups = [_outside(one) for one in branches]
    before = [v.__as_tensor__() for v in written]
    ends = np.cumsum([len(group) for group in groups]).tolist()

    def switched(kind: str, index, *arrays):
        old = arrays[ends[-1] :]

        def branch(place: int) -> Callable:
            one = branches[place]
            inputs = arrays[ends[place] - len(groups[place]) : ends[place]]

            def call():
                outputs = getattr(one.kernel, kind)(*inputs)
                new = dict(zip((v._number for v in one.writes), outputs[one.count :], strict=True))
                kept = [new.get(v._number, o) for v, o in zip(written, old, strict=True)]
                return *outputs[: one.count], *kept

            return call

        return jax.lax.switch(index.astype(jnp.int32), [branch(i) for i in range(len(branches))])

    inputs = [index, *(tensor for group in groups for tensor in group), *before]
    return _finished("cond", switched, inputs, written)


def loop(
    test: Lifted | None, step: Lifted, state: Sequence[Tensor], limit: int | None
) -> tuple[Tensor, ...]:
    """The state after as many steps as `test` of it allows, `limit` at most.

    Args:
        test: a boolean of the state; None where the limit alone ends the loop.
        step: the next state, of the same dtypes and shapes.
        state: where the loop begins.
        limit: the greatest number of steps; None for any number.
    """
    parts = [step] if test is None else [test, step]
    written = _written(parts)
    before = [v.__as_tensor__() for v in written]
    groups = [_outside(one) for one in parts]
    count, carried = len(state), len(state) + len(written)
    ends = (carried + np.cumsum([len(group) for group in groups])).tolist()

    def looped(kind: str, *arrays):
        def called(place: int, values: Sequence, outside: Sequence) -> tuple:
            """A part of the loop, given the present values of the variables assigned to in it."""
            one, group = parts[place], outside[place]
            present = dict(zip((v._number for v in written), values[count:], strict=True))
            reads = [present.get(v._number, a) for v, a in zip(one.reads, group)]
            captured = group[len(one.reads) :]
            return getattr(one.kernel, kind)(*values[:count], *reads, *captured)

        def more(values, outside):
            return called(0, values, outside)[0]

        def once(values, outside):
            outputs = called(len(parts) - 1, values, outside)
            new = dict(zip((v._number for v in step.writes), outputs[count:], strict=True))
            kept = [new.get(v._number, o) for v, o in zip(written, values[count:], strict=True)]
            return *outputs[:count], *kept

        start = tuple(arrays[:carried])
        outside = tuple(
            tuple(arrays[end - len(g) : end]) for g, end in zip(groups, ends, strict=True)
        )
        if limit is None:
            return unbounded.repeat(more, once, start, outside)

        def round(values, _):
            if test is None:
                return once(values, outside), None
            stay = lambda values: values  # noqa: E731
            return jax.lax.cond(
                more(values, outside), lambda v: once(v, outside), stay, values
            ), None

        return jax.lax.scan(round, start, None, limit)[0]

    inputs = [*state, *before, *(tensor for group in groups for tensor in group)]
    return _finished("while_loop", looped, inputs, written)


def _written(parts: Sequence[Lifted]) -> list[Variable]:
    return list({v._number: v for one in parts for v in one.writes}.values())


def _outside(one: Lifted) -> list[Tensor]:
    return [*(v.__as_tensor__() for v in one.reads), *one.captured]


def _finished(name: str, program: Callable, inputs: list, written: list) -> tuple[Tensor, ...]:
    """Run the program as an operation; what it assigned to variables is assigned to them."""
    kernel = Kernel(name, functools.partial(program, "compiled"))
    kernel.pure = functools.partial(program, "pure")  # prints nothing on the way back
    outputs = run(kernel, inputs, Tensor)
    count = len(outputs) - len(written)
    for variable, tensor in zip(written, outputs[count:], strict=True):
        context.trace.write(variable, tensor)
    return outputs[:count]
