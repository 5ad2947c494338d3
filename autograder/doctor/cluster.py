"""A Dask cluster: whether it answers, and whether its workers can run submissions."""

import asyncio
import os
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from autograder import ledger, sandbox
from autograder.doctor.lines import Line, missing, ok, warning
from autograder.scheduler import SchedulerError, reached

# How many seconds a scheduler has to answer, and its workers.
PATIENCE, WORKERS_PATIENCE = 5, 60


def lines(address: str) -> Iterator[Line]:
    """The scheduler and each worker that cannot do its work.

    Args:
        address: The scheduler's, as `grade --scheduler` takes it.
    """
    try:
        threads, answers = asyncio.run(_asked(address))
    except SchedulerError as error:
        yield missing("scheduler", error.said, error.advice)
        return
    except OSError as error:  # TimeoutError is one
        yield missing(
            "workers",
            f"not all at {address} answer: {str(error) or f'silent for {WORKERS_PATIENCE} s'}",
            "Start the workers anew, and look at what they print.",
        )
        return
    many = f"workers: {len(threads)}, submissions at once: {sum(threads.values())}"
    yield ok("scheduler", f"it answers at {address}; {many}")
    troubled = list(filter(None, (_worker(*answer) for answer in answers.items())))
    yield from troubled or [ok("workers", "each can run submissions in the sandbox")]


def on_this_worker() -> dict[str, str | None]:
    """What a worker says of itself: what keeps it from a sandbox, and which engine it has."""
    return {"problem": sandbox.problem(), "engine": _engine(), "host": os.uname().nodename}


async def _asked(address: str) -> tuple[dict[str, int], dict[str, Any]]:
    """The threads and the answer of each worker."""
    async with reached(address, PATIENCE) as client:
        threads = await client.nthreads()
        if not threads:
            raise SchedulerError.idle(address)
        asked = client.run(on_this_worker, on_error="return")
        return threads, await asyncio.wait_for(asked, WORKERS_PATIENCE)


def _worker(address: str, answer: dict[str, str | None] | BaseException) -> Line | None:
    """What is wrong with a worker; None if nothing is."""
    if isinstance(answer, BaseException):
        return missing(
            "worker",
            f"{address} cannot run the autograder: {answer}",
            "It needs the same checkout and packages as this machine: start it in the checkout.",
        )
    where = f"{address} on {answer['host']}"
    if answer["problem"]:
        return missing("worker", f"{where} cannot start a sandbox", f"{answer['problem']}.")
    if answer["engine"] != _engine():
        return warning(
            "worker",
            f"{where} has other versions of the autograder, the library or the packages",
            "Results may differ: bring it to the same commit and the same requirements.lock.",
        )
    return None


def _engine() -> str:
    return sha256(ledger.engine()).hexdigest()
