"""What a kernel has used, on a machine that may be crowded."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from threading import get_native_id
from time import monotonic

import psutil

# A program on a crowded machine gets its processor time this many times later than alone.
CROWDED = 5
LINUX_LISTS_CHILDREN = Path(f"/proc/self/task/{get_native_id()}/children").exists()


@dataclass(frozen=True)
class Usage:
    """What a process and all processes below it use.

    Attributes:
        seconds: Processor time until now, with that of processes that have ended.
        processes: How many there are.
        resident: Their memory, in bytes. What they share counts for each.
    """

    seconds: float
    processes: int
    resident: int


class WorkClock:
    """Seconds of work of a process and of the processes below it, since the clock was made.

    Work is processor time, so that a limit hits an endless loop and never a program that waits for
    its turn. A program that sleeps works too, `CROWDED` times slower.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._began = monotonic()
        self._before = self.usage().seconds

    def usage(self) -> Usage:
        """What is used now."""
        return _usage(self._pid)

    def seconds(self, usage: Usage | None = None) -> float:
        """The work until now, or until the usage that was read just now."""
        processor = (usage or self.usage()).seconds - self._before
        return max(processor, (monotonic() - self._began) / CROWDED)

    def proportional(self, seconds: float = 0.5) -> int:
        """The memory of all processes, in bytes, where what several share counts once.

        Slow: Linux looks at each page, and waits for a process that is just forking.

        Args:
            seconds: After so long the processes left are not looked at.
        """
        until = monotonic() + seconds
        return sum(map(_proportional, takewhile(lambda _: monotonic() < until, _tree(self._pid))))


def _usage(pid: int) -> Usage:
    if not LINUX_LISTS_CHILDREN:
        return _usage_by_psutil(pid)
    seconds, processes, resident = 0.0, 0, 0
    for process in _tree(pid):
        with suppress(OSError):  # it ended while it was looked at
            # proc(5): the second field is the name, in parentheses, which may hold anything.
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:15]))  # user and system, own and of ended children
            processes += 1
            resident += int(fields[21])
    return Usage(
        seconds / os.sysconf("SC_CLK_TCK"), processes, resident * os.sysconf("SC_PAGESIZE")
    )


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it. psutil reads every process of the machine for that."""
    yield pid
    threads: list[str] = []
    with suppress(OSError):  # it has ended
        threads = os.listdir(f"/proc/{pid}/task")
    for thread in threads:
        with suppress(OSError), open(f"/proc/{pid}/task/{thread}/children", "rb") as children:
            for child in map(int, children.read().split()):
                yield from _tree(child)


def _proportional(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _usage_by_psutil(pid: int) -> Usage:
    seconds, processes, resident = 0.0, 0, 0
    with suppress(psutil.NoSuchProcess):
        for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                seconds += sum(process.cpu_times()[:2])
                processes += 1
                resident += process.memory_info().rss
    return Usage(seconds, processes, resident)
