"""The compiled loop: many steps of training, evaluation or prediction in one dispatch.

A step is Python code that reads and writes variables: weights, the optimizer's moments, metrics,
the state of the random generator. `core.lift` turns it into a pure function of these and of a
batch; here that function becomes the body of a loop over batches, compiled once for each shape.
Rows are picked from the data inside the loop, so nothing is copied from Python in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from kerasish.core import nest
from kerasish.core.lift import Lifted
from kerasish.core.tensor import Tensor
from kerasish.keras.models.data import ArrayBatches


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
        self._batch_size = specs[0].shape[0] if specs and specs[0].shape else 0
        written = {variable._number: i for i, variable in enumerate(lifted.writes)}
        self._read_places = [written.get(variable._number) for variable in lifted.reads]
        self._fixed = [v for v in lifted.reads if v._number not in written]
        self._count = len([leaf for leaf in nest.flatten(lifted.results) if _is_spec(leaf)])
        self._single = jax.jit(self._pure)
        self._several = jax.jit(self._loop)
        self._sliced = jax.jit(self._slice)

    # -- pure functions --------------------------------------------------------------------

    def _pure(self, state: Sequence, fixed: Sequence, batch: Sequence) -> tuple[tuple, tuple]:
        """One step: what it returns, and the new values of the variables that it writes."""
        rest = iter(fixed)
        reads = [next(rest) if place is None else state[place] for place in self._read_places]
        outputs = self._lifted.kernel.pure(
            *batch, *reads, *(t.array for t in self._lifted.captured)
        )
        return outputs[: self._count], outputs[self._count :]

    def _loop(self, state, fixed, data, order, start, stop):
        """The steps `start` to `stop` of an epoch: what the last one returns, and the state."""

        def body(step, carry):
            state, _ = carry
            rows = lax.dynamic_slice_in_dim(order, step * self._batch_size, self._batch_size)
            batch = [jnp.take(array, rows, axis=0, mode="clip") for array in data]
            results, state = self._pure(state, fixed, batch)
            return state, results

        empty = [leaf for leaf in nest.flatten(self._lifted.results) if _is_spec(leaf)]
        results = tuple(jnp.zeros(leaf.shape, leaf.dtype) for leaf in empty)
        state, results = lax.fori_loop(start, stop, body, (tuple(state), results))
        return results, state

    def _slice(self, state, fixed, data, start):
        """One step on consecutive rows."""
        batch = [lax.dynamic_slice_in_dim(array, start, self._batch_size) for array in data]
        return self._pure(state, fixed, batch)

    # -- running them ----------------------------------------------------------------------

    def run(self, batch: Sequence[jax.Array]) -> Any:
        """One step on a batch of arrays."""
        return self._finish(*self._single(*self._state(), batch))

    def run_several(self, data: Sequence, order: jax.Array, start: int, stop: int) -> Any:
        """The steps `start` to `stop` of an epoch that takes the rows in `order`."""
        return self._finish(*self._several(*self._state(), data, order, start, stop))

    def run_rows(self, data: Sequence, start: int) -> Any:
        """One step on the rows of a batch that begins at `start`."""
        return self._finish(*self._sliced(*self._state(), data, start))

    def _state(self) -> tuple[tuple, tuple]:
        written = tuple(variable._tensor.array for variable in self._lifted.writes)
        return written, tuple(variable._tensor.array for variable in self._fixed)

    def _finish(self, results: Sequence, state: Sequence) -> Any:
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
    """

    def __init__(self, step: Callable, eagerly: bool):
        self._step = step
        self._eagerly = eagerly
        self._compiled: dict[tuple, CompiledStep] = {}

    def run(self, batch: tuple) -> Any:
        """One step on a batch of arrays."""
        if self._eagerly:
            return self._step(nest.map_structure(_tensor_of, batch))
        leaves = [leaf for leaf in nest.flatten(batch) if leaf is not None]
        return self._for(batch).run(leaves)

    def run_several(self, source: ArrayBatches, order: jax.Array, start: int, stop: int) -> Any:
        """The steps `start` to `stop` of an epoch; they must be full batches, or be eager."""
        if self._eagerly:
            for step in range(start, stop):
                rows = order[step * source.batch_size : (step + 1) * source.batch_size]
                result = self.run(source.restore(array[rows] for array in source.arrays))
            return result
        rows = min(source.batch_size, source.size - start * source.batch_size)
        compiled = self._for(_shapes(source, rows))
        if rows < source.batch_size:
            picked = order[start * source.batch_size :]
            return compiled.run([jnp.take(array, picked, axis=0) for array in source.arrays])
        return compiled.run_several(source.arrays, order, start, stop)

    def run_rows(self, source: ArrayBatches, start: int) -> Any:
        """One step on consecutive rows that begin at `start`."""
        rows = min(source.batch_size, source.size - start)
        if self._eagerly:
            return self.run(source.restore(a[start : start + rows] for a in source.arrays))
        return self._for(_shapes(source, rows)).run_rows(source.arrays, start)

    def _for(self, batch: tuple) -> CompiledStep:
        key = _key(batch)
        if key not in self._compiled:
            self._compiled[key] = CompiledStep(self._step, batch)
        return self._compiled[key]


def _shapes(source: ArrayBatches, rows: int) -> tuple:
    specs = (jax.ShapeDtypeStruct((rows, *a.shape[1:]), a.dtype) for a in source.arrays)
    return source.restore(specs)


def _key(batch: Any) -> tuple:
    leaves = nest.flatten(batch)
    form = str(nest.map_structure(lambda leaf: leaf is None, batch))
    return form, *(leaf if leaf is None else (leaf.shape, str(leaf.dtype)) for leaf in leaves)


def _tensor_of(leaf: Any) -> Any:
    return None if leaf is None else Tensor(leaf)
