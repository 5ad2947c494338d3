"""Workers on this machine or on others: one path for both, dask.distributed."""

import asyncio
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from uuid import uuid4

import dask
from distributed import (
    Client,
    Future,
    KilledWorker,
    LocalCluster,
    Worker,
    WorkerPlugin,
    as_completed,
)

from autograder import jobs
from autograder.jobs import Job, Provision, Result
from autograder.records import Problem

# A submission with which so many workers have died is left alone.
DEATHS = 2
SETTINGS = {
    "distributed.scheduler.allowed-failures": DEATHS - 1,
    "distributed.worker.daemon": False,  # a worker starts the sandbox's process
    "distributed.comm.timeouts.connect": "60s",
}


class ClusterError(RuntimeError):
    """The workers cannot be reached, or cannot do their work."""


class _Provisioning(WorkerPlugin):
    """Gives each worker, now and later, what the assignment needs."""

    def __init__(self, provision: Provision) -> None:
        self.name = f"autograder-{provision.digest}"
        self._provision = provision

    def setup(self, worker: Worker) -> None:
        self._provision.unpack(Path(worker.local_directory, "compiled"))


class Workers:
    """Processes that run submissions. They are started when the first one has to be run.

    Args:
        count: How many processes to start on this machine; one for each processor when absent.
        scheduler: The address of a Dask scheduler whose workers to use instead.
    """

    def __init__(self, count: int | None = None, scheduler: str | None = None) -> None:
        self._count = count or len(os.sched_getaffinity(0))
        self._scheduler = scheduler
        self._opened = ExitStack()
        self._client: Client | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._opened.close()

    def run(
        self, provision: Provision, given: Iterable[Job]
    ) -> Iterator[tuple[Job, Result | Problem]]:
        """Have jobs done; yield each with what came of it, in the order in which they end.

        Jobs are taken from `given` as workers become free, so that few are in memory at one time.

        Raises:
            ClusterError: There are no workers, or they cannot do their work.
        """
        client = self._connected()
        try:
            client.register_plugin(_Provisioning(provision))
        except Exception as error:
            raise ClusterError(f"A worker cannot run submissions: {error}") from error
        waiting = iter(given)
        running: dict[Future, Job] = {}
        ended = as_completed(loop=client.loop)
        while True:
            slots = max(1, sum(client.nthreads().values())) + 2
            for job in islice(waiting, max(0, slots - len(running))):
                name = f"{job.student}-{uuid4()}"
                future = client.submit(jobs.execute, job, key=name, pure=False)
                running[future] = job
                ended.add(future)
            if not running:
                return
            future = next(ended)
            yield running.pop(future), _outcome(future)

    def _connected(self) -> Client:
        if self._client is None:
            self._opened.enter_context(dask.config.set(SETTINGS))
            address = self._scheduler or self._opened.enter_context(self._local())
            try:
                client = Client(address, set_as_default=False)
            except (OSError, ValueError, TimeoutError) as error:
                raise ClusterError(f"There is no Dask scheduler at {address}: {error}") from error
            self._client = self._opened.enter_context(client)
        return self._client

    def _local(self) -> LocalCluster:
        return LocalCluster(
            n_workers=self._count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit=0,
            local_directory=self._opened.enter_context(TemporaryDirectory(prefix="workers-")),
            silence_logs="CRITICAL",
        )


def _outcome(future: Future) -> Result | Problem:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, KilledWorker):
        return Problem(
            "worker-died",
            f"{DEATHS} workers died while they ran this submission. Expected: the sandbox holds it "
            "to its limits. Run it alone with `grade ASSIGNMENT STUDENT` and look at the memory "
            "of the machine.",
        )
    if isinstance(error, asyncio.CancelledError):
        raise ClusterError("The connection to the workers was lost. Run the command again.")
    return Problem("not-run", f"The worker could not run this submission: {error}")
