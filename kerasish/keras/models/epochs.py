"""One pass over the data: batches go through a compiled step, results are read now and then."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator, Sequence

from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.keras.callbacks import CallbackList
from kerasish.keras.models.batches import ArrayBatches
from kerasish.keras.models.data import ReadyBatches
from kerasish.keras.models.loop import SECONDS_A_DISPATCH, Pace, Stepper, arrays_of, dispatched

Logs = dict[str, float]


def run_epoch(
    stepper: Stepper, source: ArrayBatches | ReadyBatches, calls: CallbackList, kind: str
) -> Iterator[tuple[int, Logs]]:
    """Run an epoch; yields the number of the last step done and the logs after it.

    Args:
        stepper: runs a step.
        source: the batches.
        calls: told of each batch, or of each group of them, before it begins.
        kind: "train" or "test".
    """
    begin = getattr(calls, f"on_{kind}_batch_begin")
    if isinstance(source, ReadyBatches):
        yield from _run_ready(stepper, source, begin, calls.wants_every_batch)
        return
    pace = Pace(calls.wants_every_batch)
    chunks = source.chunks(pace.steps, fresh=calls.wants_every_batch or stepper.eagerly)

    def run(start: int, stop: int, data: Sequence) -> dict[str, Tensor]:
        begin(start)
        pace.begin()
        return stepper.run_chunk(source, start, stop, data)

    for start, stop, results in dispatched(chunks, run):
        logs = floats_of(results)
        pace.end(stop - start)
        yield stop - 1, logs


def _run_ready(
    stepper: Stepper, source: ReadyBatches, begin: Callable, one_by_one: bool
) -> Iterator[tuple[int, Logs]]:
    """An epoch of batches that come ready; yields as `run_epoch` does.

    Results are read now and then alone: JAX computes while the next batch is being made.
    """
    is_told, told_at = True, time.perf_counter()
    for step, batch in enumerate(source.batches()):
        if is_told:
            begin(step)
        logs = stepper.run(batch)
        is_told = one_by_one or time.perf_counter() - told_at > SECONDS_A_DISPATCH
        if is_told:
            yield step, floats_of(logs)
            told_at = time.perf_counter()
    if not is_told:
        yield step, floats_of(logs)


def run_for_outputs(
    stepper: Stepper, source: ArrayBatches | ReadyBatches, one_by_one: bool
) -> Iterator[tuple[int, int, list]]:
    """For some batches at a time: their numbers, and a list of what came of them."""
    if isinstance(source, ReadyBatches):
        for step, batch in enumerate(source.batches()):
            yield step, step + 1, [arrays_of(stepper.run(batch))]
        return
    fresh = one_by_one or stepper.eagerly
    chunks = source.chunks(lambda: 1 if one_by_one else source.room, fresh)
    for start, stop, read in dispatched(chunks, functools.partial(stepper.collect, source)):
        yield start, stop, read()


def floats_of(logs: dict[str, Tensor]) -> Logs:
    """The results of a step as numbers.

    Raises:
        ValueError: it gave no dict.
    """
    if not isinstance(logs, dict):
        raise ValueError(
            "A `train_step` or `test_step` must return a dict of numbers by name, such as "
            f'{{"loss": loss}}, but {describe(logs)} came. Is there a `return`?'
        )
    return {
        name: float(value.numpy()) if isinstance(value, Tensor) and not value.ndim else value
        for name, value in logs.items()
    }
