"""The progress bar, as Keras prints it."""

from __future__ import annotations

import math
import os
import sys
import time
from typing import Any

import numpy as np

WIDTH = 20  # characters of the bar itself
INTERVAL = 0.05  # seconds between two drawings, at least

_BOLD, _GREEN, _WHITE, _END = "\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"


class ProgressBar:
    """Draws how far an epoch is.

    Args:
        target: how many steps there are, None if that is not known.
        verbose: 0 draws nothing, 1 a bar that moves, 2 one line at the end.
    """

    def __init__(self, target: int | None, verbose: int = 1):
        self.target = target
        self.verbose = verbose
        self._values: dict[str, float] = {}
        self._redraws = _redraws()
        self._start = time.time()
        self._drawn = 0.0
        self._after_first: float | None = None
        self._width = 0  # of the line as it was drawn last

    def update(self, current: int, values: dict[str, Any], finish: bool = False) -> None:
        """Show that `current` steps are done.

        Args:
            current: from 1 to `target`.
            values: numbers to show behind the bar, by name.
            finish: whether this is the last time.
        """
        self._values |= values
        now = time.time()
        seconds = self._seconds_a_step(current, now)
        if self.verbose == 1 and (finish or now - self._drawn >= INTERVAL):
            self._draw(current, now, seconds, finish)
            self._drawn = now
        elif self.verbose == 2 and finish and self.target:
            count = _count(current, self.target)
            _write(f"{count} - {now - self._start:.0f}s -{_a_step(seconds)}{self._numbers()}\n")

    def _draw(self, current: int, now: float, seconds: float, finish: bool) -> None:
        bar, time_left = f"{current:7d}/Unknown", None
        visible = len(bar)
        if self.target:
            count = _count(current, self.target)
            done = int(WIDTH * (current / self.target))
            bar = f"{_BOLD}{count}{_END} "
            bar += f"{_GREEN}{'━' * done}{_END}" if done else ""
            bar += f"{_WHITE}{'━' * (WIDTH - done)}{_END}"
            visible = len(count) + 1 + WIDTH
            time_left = seconds * (self.target - current)
        passed = f"{now - self._start:.0f}s"
        clock = passed if finish or time_left is None else _clock(time_left)
        rest = f"{_a_step(seconds)}{self._numbers()}"
        visible += 1 + len(clock) + len(rest)
        padding = " " * max(0, self._width - visible)
        head = "\b" * self._width + "\r" if self._redraws else "\n"
        _write(f"{head}{bar} {_BOLD}{clock}{_END}{rest}{padding}" + ("\n" if finish else ""))
        self._width = visible

    def _numbers(self) -> str:
        """The values: four places after the point, or powers of ten for small ones."""
        text = ""
        for name, value in self._values.items():
            number = float(np.mean(value))
            small = abs(number) <= 1e-3 if self.verbose == 1 else number <= 1e-3
            text += f" - {name}: {number:.4e}" if small else f" - {name}: {number:.4f}"
        return text

    def _seconds_a_step(self, current: int, now: float) -> float:
        """The mean duration of a step; the first one, which compiles, is left out if possible."""
        if not current:
            return 0.0
        if self._after_first is not None and current > 1:
            return (now - self._after_first) / (current - 1)
        if current == 1:
            self._after_first = now
        return (now - self._start) / current


def _count(current: int, target: int) -> str:
    digits = int(math.log10(target)) + 1
    return f"{current:{digits}d}/{target}"


def _clock(seconds: float) -> str:
    if seconds > 3600:
        return f"{int(seconds // 3600)}:{int(seconds % 3600 // 60):02d}:{int(seconds % 60):02d}"
    if seconds > 60:
        return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
    return f"{int(seconds)}s"


def _a_step(seconds: float) -> str:
    if seconds >= 1 or seconds == 0:
        return f" {seconds:.0f}s/step"
    if seconds >= 1e-3:
        return f" {seconds * 1e3:.0f}ms/step"
    return f" {seconds * 1e6:.0f}us/step"


def _redraws() -> bool:
    """Whether the line can be drawn over: on a terminal, in a notebook, on POSIX in general."""
    return (
        (hasattr(sys.stdout, "isatty") and sys.stdout.isatty())
        or "ipykernel" in sys.modules
        or "posix" in sys.modules
        or "PYCHARM_HOSTED" in os.environ
    )


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:  # a console of a Windows code page: the bar in ASCII
        sys.stdout.write(text.encode("ascii", "replace").decode())
    sys.stdout.flush()
