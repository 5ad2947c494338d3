"""The compiled loop: many steps of training, evaluation or prediction in one dispatch.

A step is Python code that reads and writes variables: weights, the optimizer's moments, metrics,
the state of the random generator. `core.lift` turns it into a pure function of these and of a
batch; here that function becomes the body of a loop over batches, compiled once for each shape.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from kerasish.core import heap, nest
from kerasish.core.lift import Lifted
from kerasish.core.tensor import Tensor
from kerasish.core.variable import Variable
from kerasish.keras.distribution.data_parallel import distribution
from kerasish.keras.models.batches import ArrayBatches

SECONDS_A_DISPATCH = 0.1  # how often the progress bar moves, at most
FIRST_STEPS = 16  # steps in the first dispatch, whose duration is not known yet


class Pace:
    """How many steps go into a dispatch, so that the progress bar moves.

    Args:
        one_by_one: whether every step is a dispatch of its own.
    """

    def __init__(self, one_by_one: bool):
        self._one_by_one = one_by_one
        self._dispatches = 0
        self._steps = FIRST_STEPS
        self._began = 0.0

    def begin(self) -> None:
        """A dispatch begins."""
        self._began = time.perf_counter()

    def steps(self) -> int:
        """How many steps the next dispatch shall have."""
        return 1 if self._one_by_one else self._steps

    def end(self, steps: int) -> None:
        """It is done: take note of how long it took; the first is slowed down by compiling.

        Processes that compute together go on in equal dispatches: their clocks differ.
        """
        self._dispatches += 1
        if self._dispatches > 1 and jax.process_count() == 1:
            seconds = time.perf_counter() - self._began
            self._steps = max(1, int(SECONDS_A_DISPATCH * steps / max(seconds, 1e-7)))


def dispatched(chunks: Iterator[tuple], run: Callable) -> Iterator[tuple[int, int, Any]]:
    """What `run(start, stop, data)` gives for each chunk, with its numbers of batches.

    The next chunk is gathered before a result is handed on, while JAX computes it.
    """
    chunk = next(chunks, None)
    while chunk is not None:
        start, stop, _ = chunk
        result = run(*chunk)
        chunk = next(chunks, None)
        yield start, stop, result


class CompiledStep:
    """A step for batches of one shape.

    Args:
        step: a function of (x, y, sample_weight) tensors to a nested structure of tensors.
        batch: the structure of one batch, of arrays or `jax.ShapeDtypeStruct`.
    """

    def __init__(self, step: Callable, batch: tuple):
        leaves = [leaf for leaf in nest.flatten(batch) if leaf is not None]
        specs = [jax.ShapeDtypeStruct(leaf.shape, leaf.dtype) for leaf in leaves]

        def on_tensors(*tensors):
            rest = iter(tensors)
            return step(nest.map_structure(lambda x: None if x is None else next(rest), batch))

        lifted = _lift(on_tensors, specs)
        self._lifted = lifted
        written = {variable._number: i for i, variable in enumerate(lifted.writes)}
        self._read_places = [written.get(variable._number) for variable in lifted.reads]
        self._fixed = [v for v in lifted.reads if v._number not in written]
        self._count = len(self._leaves())
        self._distribution = distribution()
        compiled = jax.jit if self._distribution is None else self._distribution.compile
        self._single = compiled(self._pure)
        self._nth = compiled(self._step)
        self._several = compiled(self._loop)
        self._collecting = compiled(self._collect)
        self._is_new = True

    # -- pure functions --------------------------------------------------------------------

    def _pure(self, state: Sequence, fixed: Sequence, batch: Sequence) -> tuple[tuple, tuple]:
        """One step: what it returns, and the new values of the variables that it writes."""
        rest = iter(fixed)
        reads = [next(rest) if place is None else state[place] for place in self._read_places]
        outputs = self._lifted.kernel.pure(
            *batch, *reads, *(t.array for t in self._lifted.captured)
        )
        return outputs[: self._count], outputs[self._count :]

    def _step(self, state, fixed, data, step):
        """One step on a batch of a chunk."""
        return self._pure(state, fixed, self._batch(data, step))

    def _loop(self, state, fixed, data, steps):
        """The first `steps` batches of a chunk: what the last one gives, and the state."""
        if len(data[0]) == 1:
            return self._step(state, fixed, data, 0)

        def body(step, carry):
            state, _ = carry
            results, state = self._pure(state, fixed, self._batch(data, step))
            return state, results

        results = tuple(jnp.zeros(leaf.shape, leaf.dtype) for leaf in self._leaves())
        state, results = lax.fori_loop(0, steps, body, (tuple(state), results))
        return results, state

    def _collect(self, state, fixed, data, steps):
        """The first `steps` batches of a chunk: what each gives, and the state."""
        room = len(data[0])

        def body(step, carry):
            state, collected = carry
            results, state = self._pure(state, fixed, self._batch(data, step))
            return state, tuple(c.at[step].set(r) for c, r in zip(collected, results))

        empty = tuple(jnp.zeros((room, *leaf.shape), leaf.dtype) for leaf in self._leaves())
        state, results = lax.fori_loop(0, steps, body, (tuple(state), empty))
        return results, state

    def _batch(self, data: Sequence, step) -> list:
        return [lax.dynamic_index_in_dim(array, step, keepdims=False) for array in data]

    def _leaves(self) -> list:
        return [leaf for leaf in nest.flatten(self._lifted.results) if _is_spec(leaf)]

    # -- running them ----------------------------------------------------------------------

    def run(self, batch: Sequence[jax.Array]) -> Any:
        """One step on a batch of arrays."""
        return self._finish(*self._single(*self._state(), batch))

    def run_several(self, data: Sequence, steps: int) -> Any:
        """The first `steps` batches of a chunk: what the last one gives."""
        if self._is_slow_in_loops:
            for step in range(steps):
                result = self._finish(*self._nth(*self._state(), data, step))
            return result
        return self._finish(*self._several(*self._state(), data, steps))

    def collect(self, data: Sequence, steps: int) -> Any:
        """The first `steps` batches of a chunk: what each gives, along a new first axis."""
        return self._finish(*self._collecting(*self._state(), data, steps))

    @functools.cached_property
    def _is_slow_in_loops(self) -> bool:
        """Whether it has derivatives of convolutions.

        XLA on processors has a quick program for them outside of loops, and a slow one inside
        (jax issue 12868).
        """
        if jax.default_backend() != "cpu" or not any(v.trainable for v in self._lifted.writes):
            return False
        return "conv_general_dilated" in str(self._lifted.jaxpr)

    def _state(self) -> tuple[tuple, tuple]:
        return self._values(self._lifted.writes), self._values(self._fixed)

    def _values(self, variables: Sequence[Variable]) -> tuple:
        if self._distribution is None:
            return tuple(variable._tensor.array for variable in variables)
        return tuple(map(self._distribution.copy, variables))

    def _finish(self, results: Sequence, state: Sequence) -> Any:
        if self._is_new:  # it was compiled just now
            self._is_new = False
            heap.give_back()
        for variable, array in zip(self._lifted.writes, state):
            variable.set_array(array)
        rest = iter(results)
        return nest.map_structure(
            lambda leaf: Tensor(next(rest)) if _is_spec(leaf) else leaf, self._lifted.results
        )


def _lift(function: Callable, specs: Sequence) -> Lifted:
    """The function lifted; again if variables came into being on the way, such as weights."""
    lifted = Lifted(function, specs, name="step")
    return Lifted(function, specs, name="step") if lifted.grew else lifted


def _is_spec(leaf: Any) -> bool:
    return isinstance(leaf, jax.ShapeDtypeStruct)


class Stepper:
    """Runs a step on batches: one compiled step for each shape of batch that comes.

    Args:
        step: a function of (x, y, sample_weight) tensors.
        eagerly: run the Python code at every step instead, to look into it.

    Raises:
        ValueError: eagerly, and the model is distributed over processes.
    """

    def __init__(self, step: Callable, eagerly: bool):
        if eagerly and distribution() is not None and distribution().num_processes > 1:
            raise ValueError(
                "run_eagerly=True is for one process, but the model is distributed over "
                f"{distribution().num_processes}. Compile it without, or look into a step in one "
                "process: set_distribution(None)."
            )
        self._step = step
        self.eagerly = eagerly
        self._compiled: dict[tuple, CompiledStep] = {}

    def run(self, batch: tuple) -> Any:
        """One step on a batch of arrays."""
        if self.eagerly:
            return self._step(nest.map_structure(_tensor_of, batch))
        leaves = [leaf for leaf in nest.flatten(batch) if leaf is not None]
        return self._for(batch).run(leaves)

    def run_chunk(self, source: ArrayBatches, start: int, stop: int, data: Sequence) -> Any:
        """The batches `start` to `stop` of an epoch: what the last one gives.

        Args:
            data: their rows; see `ArrayBatches.chunks`.
        """
        if self.eagerly:
            for batch in _cut(data, stop - start):
                result = self.run(source.restore(batch))
            return result
        return self._for(source.restore(_shapes(data))).run_several(data, stop - start)

    def collect(
        self, source: ArrayBatches, start: int, stop: int, data: Sequence
    ) -> Callable[[], list]:
        """What the batches `start` to `stop` of an epoch give; computed meanwhile.

        Returns:
            a function that waits for it: structures of NumPy arrays, to be put one after the
            other.
        """
        steps = stop - start
        if self.eagerly:
            done = [arrays_of(self.run(source.restore(batch))) for batch in _cut(data, steps)]
            return lambda: done
        found = self._for(source.restore(_shapes(data))).collect(data, steps)

        def read() -> list:
            whole = arrays_of(found)
            return [nest.map_structure(lambda x: x[:steps].reshape(-1, *x.shape[2:]), whole)]

        return read

    def _for(self, batch: tuple) -> CompiledStep:
        key = _key(batch)
        if key not in self._compiled:
            self._compiled[key] = CompiledStep(self._step, batch)
        return self._compiled[key]


def _cut(data: Sequence, steps: int) -> Iterator[list]:
    for step in range(steps):
        yield [array[step] for array in data]


def arrays_of(structure: Any) -> Any:
    """The tensors of a structure as NumPy arrays."""
    return nest.map_structure(lambda tensor: np.asarray(tensor.array), structure)


def _shapes(data: Sequence) -> list:
    """The shapes of a batch of a chunk."""
    return [jax.ShapeDtypeStruct(array.shape[1:], array.dtype) for array in data]


def _key(batch: Any) -> tuple:
    leaves = nest.flatten(batch)
    form = str(nest.map_structure(lambda leaf: leaf is None, batch))
    return form, *(leaf if leaf is None else (leaf.shape, str(leaf.dtype)) for leaf in leaves)


def _tensor_of(leaf: Any) -> Any:
    return None if leaf is None else Tensor(leaf)
