"""How long a kernel has worked, on a machine that may be crowded."""

from time import monotonic

import psutil

# A program on a crowded machine gets its processor time this many times later than alone.
CROWDED = 5


class WorkClock:
    """Seconds of work of a process and of the processes below it, since the clock was made.

    Work is processor time, so that a limit hits an endless loop and never a program that waits for
    its turn. A program that sleeps works too, `CROWDED` times slower.
    """

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._began = monotonic()
        self._before = self._processor_time()

    def seconds(self) -> float:
        """The work until now."""
        processor = self._processor_time() - self._before
        return max(processor, (monotonic() - self._began) / CROWDED)

    def _processor_time(self) -> float:
        total = 0.0
        try:
            for process in [self._process, *self._process.children(recursive=True)]:
                times = process.cpu_times()
                total += times.user + times.system
        except psutil.NoSuchProcess:
            pass  # it ended while it was looked at
        return total
