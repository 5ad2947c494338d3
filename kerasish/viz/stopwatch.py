"""How long a traced function takes, eager and compiled, measured little by little."""

from __future__ import annotations

import contextlib
import io
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import jax

import kerasish as tf
from kerasish.core import nest
from kerasish.core.concrete import ConcreteFunction

SLICE = 0.05  # seconds of calls between two moments in which the kernel may do something else
BUDGET = 1.5  # seconds of calls in all, unless fewer calls than LEAST fit in
LEAST, MOST = 5, 1000  # calls of each kind


@dataclass
class Stopwatch:
    """Measures a call eager and compiled, in turn, so that both meet the same load.

    Args:
        function: what `tf.function` made.
        trace: the trace that the call uses.
        args, kwargs: of the call.

    Attributes:
        eager, compiled: the seconds of each call so far.
    """

    function: Any
    trace: ConcreteFunction
    args: tuple
    kwargs: dict[str, Any]
    eager: list[float] = field(default_factory=list)
    compiled: list[float] = field(default_factory=list)

    def slices(self) -> Iterator[None]:
        """Call again and again; comes back every now and then, until it is done.

        What is printed is thrown away. Variables are put back at the end of each slice.
        """
        with self._undisturbed():  # what each operation needs once is not what is measured
            self._seconds(self.function.python_function)
            self._seconds(self.function)
        spent = 0.0
        while not self._is_enough(spent):
            yield
            start = time.perf_counter()
            with self._undisturbed():
                while time.perf_counter() - start < SLICE and len(self.eager) < MOST:
                    self.eager.append(self._seconds(self.function.python_function))
                    self.compiled.append(self._seconds(self.function))
            spent += time.perf_counter() - start

    def medians(self) -> dict[str, float]:
        """Milliseconds of a call, eager and compiled, and how many calls of each there were."""
        return {
            "eager": 1000 * statistics.median(self.eager),
            "compiled": 1000 * statistics.median(self.compiled),
            "calls": len(self.eager),
        }

    def _is_enough(self, spent: float) -> bool:
        return len(self.eager) >= MOST or (spent >= BUDGET and len(self.eager) >= LEAST)

    def _seconds(self, function: Callable) -> float:
        start = time.perf_counter()
        leaves = nest.flatten(function(*self.args, **self.kwargs))
        jax.block_until_ready([leaf.array for leaf in leaves if isinstance(leaf, tf.Tensor)])
        return time.perf_counter() - start

    @contextlib.contextmanager
    def _undisturbed(self) -> Iterator[None]:
        kept = [(variable, variable.value()) for variable in self.trace.variables]
        nowhere = io.StringIO()
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            try:
                yield
            finally:
                jax.effects_barrier()  # tf.print in a compiled function writes a little later
                for variable, value in kept:
                    variable.assign(value)
