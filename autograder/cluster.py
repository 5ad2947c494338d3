"""Workers on this machine or on others: one path for both, dask.distributed."""

import asyncio
import concurrent.futures
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from hashlib import sha256
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
    wait,
)
from distributed.utils import get_mp_context

from autograder import jobs
from autograder.jobs import Job, Result
from autograder.records import Problem
from autograder.scheduler import ClusterError, SchedulerError, reached

# A submission with which so many workers have died is left alone.
DEATHS = 2
SETTINGS = {
    "distributed.scheduler.allowed-failures": DEATHS - 1,
    "distributed.worker.daemon": False,  # a worker starts the sandbox's process
    "distributed.comm.timeouts.connect": "60s",
    "distributed.admin.low-level-log-length": 10,  # of messages, in which whole submissions are
    # Workers of this machine are forks of one process, which imports once what takes 1.5 seconds.
    "distributed.worker.multiprocessing-method": "forkserver",
}
# How many seconds a scheduler has to answer, and then to have a worker: both may just be starting.
PATIENCE, WORKERS_PATIENCE = 30, 60


class _Preparing(WorkerPlugin):
    """Makes each process of Dask's, now and later, a worker of ours.

    Args:
        sandboxed: Whether submissions will run in the sandbox.
        processors: Those of this machine, if there is a worker for each.
    """

    def __init__(self, sandboxed: bool, processors: Sequence[int] = ()) -> None:
        self.name = f"autograder-{'sandboxed' if sandboxed else 'bare'}"
        self._sandboxed = sandboxed
        self._processors = processors

    def setup(self, worker: Worker) -> None:
        if self._processors:
            _stay_on(self._processors[int(worker.name) % len(self._processors)])
        jobs.prepare(Path(worker.local_directory, self.name), self._sandboxed)


class _Provisioning(WorkerPlugin):
    """Gives each worker, now and later, what JAX has compiled for an assignment."""

    def __init__(self, compiled: Mapping[str, bytes]) -> None:
        self.name = f"autograder-{sha256(repr(sorted(compiled)).encode()).hexdigest()}"
        self._compiled = compiled

    def setup(self, worker: Worker) -> None:
        jobs.provide(self._compiled)


class Workers:
    """Processes that run submissions.

    Args:
        count: How many processes to start on this machine; one for each processor when absent.
        scheduler: The address of a Dask scheduler whose workers to use instead.
    """

    def __init__(self, count: int | None = None, scheduler: str | None = None) -> None:
        self._count = count or len(os.sched_getaffinity(0))
        self._scheduler = scheduler
        self._opened = ExitStack()
        self._beside = ThreadPoolExecutor(max_workers=1)
        self._client: concurrent.futures.Future[Client] | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._beside.shutdown()
        self._opened.close()

    def start(self, sandboxed: bool) -> None:
        """Begin to start them, if they are not started; it goes on beside what the caller does.

        Args:
            sandboxed: Whether submissions will run in the sandbox.
        """
        if self._client is None:
            self._opened.enter_context(dask.config.set(SETTINGS))
            self._client = self._beside.submit(self._connect, sandboxed)

    def run(
        self, compiled: Mapping[str, bytes], given: Iterable[Job]
    ) -> Iterator[tuple[Job, Result | Problem]]:
        """Have jobs done; yield each with what came of it, in the order in which they end.

        Jobs are taken from `given` as workers become free, so that few are in memory at one time.

        Args:
            compiled: What JAX has compiled for the assignment, by the names of its files.
            given: The jobs.

        Raises:
            ClusterError: There are no workers, or they cannot do their work.
        """
        client = self._client.result()
        if self._scheduler:
            _await_workers(client, SchedulerError.idle(self._scheduler))
        _register(client, _Provisioning(compiled))
        waiting = iter(given)
        running: dict[Future, Job] = {}
        ended = as_completed(loop=client.loop)

        def start(job: Job) -> None:
            future = client.submit(jobs.execute, job, key=f"{job.student}-{uuid4()}", pure=False)
            running[future] = job
            ended.add(future)

        def is_room() -> bool:
            # A job that waited in a worker would be blamed for the end of the one that runs there.
            return len(running) < max(1, sum(client.nthreads().values()))

        ahead = next(waiting, None)  # prepared while the workers are busy
        done = None
        while True:
            while ahead is not None and is_room():
                start(ahead)
                ahead = next(waiting, None)
            if done is not None:
                yield done  # the workers go on meanwhile
            if not running:
                return
            self._wait(client, ended, running)
            future = next(ended)
            done = running.pop(future), _outcome(future)

    def _wait(self, client: Client, ended: as_completed, running: Iterable[Future]) -> None:
        """Wait until something has ended; workers that have gone are not waited for without end."""
        while not ended.has_ready():
            try:
                with client.as_current():
                    wait(list(running), WORKERS_PATIENCE, "FIRST_COMPLETED")
            except TimeoutError:
                if self._scheduler:  # those of this machine are started anew
                    _await_workers(client, SchedulerError.deserted(self._scheduler))
            except concurrent.futures.CancelledError:
                return

    def _connect(self, sandboxed: bool) -> Client:
        if self._scheduler:
            asyncio.run(_reach(self._scheduler))
        address = self._scheduler or self._opened.enter_context(self._local())
        client = self._opened.enter_context(Client(address, set_as_default=False))
        processors = sorted(os.sched_getaffinity(0))
        own = not self._scheduler and self._count >= len(processors)
        _register(client, _Preparing(sandboxed, processors if own else ()))
        return client

    def _local(self) -> LocalCluster:
        get_mp_context().set_forkserver_preload(["distributed", jobs.__name__])
        return LocalCluster(
            n_workers=self._count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # not where another grading has its own
            memory_limit=0,
            local_directory=self._opened.enter_context(TemporaryDirectory(prefix="workers-")),
            silence_logs="CRITICAL",
        )


async def _reach(address: str) -> None:
    async with reached(address, PATIENCE):
        pass


def _await_workers(client: Client, otherwise: SchedulerError) -> None:
    """Wait until there is a worker; an error otherwise."""
    try:
        client.wait_for_workers(1, WORKERS_PATIENCE)
    except TimeoutError as error:
        raise otherwise from error


def _stay_on(processor: int) -> None:
    """Keep this process, and what it will start, to one processor.

    A small computation costs a third less there: XLA's threads hand it to each other, and to wake
    one on another processor takes longer than the computation.
    """
    for thread in os.listdir("/proc/self/task"):
        with suppress(ProcessLookupError):  # it has ended
            os.sched_setaffinity(int(thread), {processor})


def _register(client: Client, plugin: WorkerPlugin) -> None:
    """Give all workers a plugin. One that dies meanwhile is no reason to stop: others are there."""
    try:
        try:
            client.register_plugin(plugin)
        except OSError:  # such as CommClosedError
            client.register_plugin(plugin)
    except Exception as error:
        raise ClusterError(f"A worker cannot run submissions: {error}") from error


def _outcome(future: Future) -> Result | Problem:
    if future.cancelled():
        raise ClusterError(
            "The connection to the scheduler was lost. What has been graded is kept: start the "
            "scheduler and its workers again, and run the command again."
        )
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
    return Problem("not-run", f"The worker could not run this submission: {error}")
