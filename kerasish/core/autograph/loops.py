"""A Python loop over tensors as one operation: what its variables are before and after a round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from kerasish.core import flow, nest
from kerasish.core.autograph import state
from kerasish.core.lift import Lifted
from kerasish.core.ranges import SymbolicRange
from kerasish.core.tensor import Tensor, getitem


@dataclass
class Rounds:
    """What a for loop goes through.

    Attributes:
        count: how many rounds, a number or, if it is known only later, a tensor.
        item: what round number i, a tensor, is given.
    """

    count: int | Tensor
    item: Callable[[Tensor], Tensor]


def rounds_of(iterated: Tensor | SymbolicRange) -> Rounds:
    """The rows of a tensor, or the numbers of a range."""
    if isinstance(iterated, SymbolicRange):
        return Rounds(iterated.count(), iterated.at)
    if not iterated.array.ndim:
        raise TypeError("Cannot iterate over a scalar tensor.")
    length = iterated.array.shape[0]
    if not isinstance(length, int):  # an axis of open length
        length = Tensor(jnp.asarray(length, jnp.int32))
    return Rounds(length, lambda place: getitem(iterated, place))


class Carried:
    """The variables of a loop: those that hold numbers go from round to round as tensors.

    Args:
        names: of the variables.
        get_state: reads their values from the rewritten function.
        set_state: sets them.

    Raises:
        NotImplementedError: the function returns from within the loop.
    """

    def __init__(self, names: Sequence[str], get_state: Callable, set_state: Callable):
        self.names = names
        self.get_state = get_state
        self.set_state = set_state
        self.start = list(get_state())
        if any(isinstance(value, state.UndefinedReturnValue) for value in self.start):
            raise NotImplementedError(
                "a return statement cannot be placed inside a loop over tensors, which is one "
                "operation. Keep the value in a variable that has one before the loop, write "
                "break, and return the variable after the loop."
            )

    def define(self, body: Callable, specs: Sequence) -> None:
        """Let variables begin with zeros that get their first tensor in the loop."""
        missing = [
            i for i, value in enumerate(self.start) if value is None or state.is_undefined(value)
        ]
        if not missing:
            return

        def once(*counters):
            self.set_state(tuple(self.start))
            body(*counters)
            return self.get_state()

        after = Lifted(once, specs, name="body").results
        self.set_state(tuple(self.start))
        for place in missing:
            if all(map(state.is_spec, nest.flatten(after[place]))):
                self.start[place] = nest.map_structure(_zeros, after[place])

    def leaves(self) -> list[tuple[str, Tensor]]:
        """The numbers before the loop, as tensors, each with the name of its variable."""
        return [
            (name, Tensor.convert(leaf))
            for name, value in zip(self.names, self.start, strict=True)
            for leaf in nest.flatten(value)
            if state.is_number(leaf)
        ]

    def enter(self, tensors: Sequence[Tensor]) -> None:
        """Give the variables these values."""
        rest = iter(tensors)
        fill = lambda leaf: next(rest) if state.is_number(leaf) else leaf  # noqa: E731
        self.set_state(tuple(nest.map_structure(fill, value) for value in self.start))

    def leave(self) -> list[Tensor]:
        """The values that the variables have now.

        Raises:
            TypeError: one has another structure, or is no number any more.
        """
        tensors = []
        for name, before, after in zip(self.names, self.start, self.get_state(), strict=True):
            was, now = nest.flatten(before), nest.flatten(after)
            if len(was) != len(now):
                raise TypeError(
                    f"'{name}' has {len(was)} values before the loop, but {len(now)} after one "
                    "iteration. A list cannot grow in a loop over tensors: begin with a tensor of "
                    f"the final length and fill it with tf.tensor_scatter_nd_update, or use "
                    "tf.map_fn."
                )
            for old, new in zip(was, now, strict=True):
                if not state.is_number(old):
                    state.check_constant(name, old, new)
                elif state.is_number(new):
                    tensors.append(Tensor.convert(new))
                else:
                    state.check_round(name, _spec(Tensor.convert(old)), new)
        return tensors


def run(
    carried: Carried, test: Callable[[], Tensor] | None, body: Callable, rounds: Rounds | None
) -> None:
    """Run a loop as one operation and leave its variables with their last values.

    Args:
        carried: the variables.
        test: whether to go on, a boolean tensor; None where the number of rounds decides.
        body: one round; takes the number of the round where there are `rounds`.
        rounds: how many there are at most, and what each is given.
    """
    counters = [] if rounds is None else [Tensor.convert(0)]
    limit = rounds.count if rounds is not None and isinstance(rounds.count, int) else None

    def one(*counter: Tensor) -> None:
        body(*(rounds.item(place) for place in counter))

    carried.define(one, list(map(_spec, counters)))
    leaves = carried.leaves()
    tensors = [*counters, *(tensor for _, tensor in leaves)]
    specs = list(map(_spec, tensors))

    def step(*values: Tensor) -> list[Tensor]:
        counter, rest = values[: len(counters)], values[len(counters) :]
        carried.enter(rest)
        one(*counter)
        return [*(place + 1 for place in counter), *carried.leave()]

    def more(*values: Tensor) -> Tensor:
        carried.enter(values[len(counters) :])
        if rounds is None or limit is not None:
            return test()
        within = values[0] < rounds.count
        return within if test is None else within & test()

    stepped = Lifted(step, specs, name="body")
    for (name, tensor), after in zip(leaves, stepped.results[len(counters) :], strict=True):
        state.check_round(name, _spec(tensor), after)
    tested = None if test is None and limit is not None else Lifted(more, specs, name="cond")
    carried.enter(flow.loop(tested, stepped, tensors, limit)[len(counters) :])


def _spec(tensor: Tensor) -> jax.ShapeDtypeStruct:
    return jax.ShapeDtypeStruct(tensor.array.shape, tensor.array.dtype)


def _zeros(spec: jax.ShapeDtypeStruct) -> Any:
    return Tensor(jnp.zeros(spec.shape, spec.dtype))
