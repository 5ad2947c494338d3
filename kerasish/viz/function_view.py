"""The traces of a `tf.function`, as calls come in: `FunctionView(f)`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import traitlets
from matplotlib.figure import Figure

from kerasish.core.concrete import ConcreteFunction
from kerasish.core.function import Function
from kerasish.viz.function_picture import draw_traces
from kerasish.viz.mistake import Mistake
from kerasish.viz.retracing import Difference, closest, differences, signature
from kerasish.viz.stopwatch import Stopwatch
from kerasish.viz.widget import CourseWidget

OFTEN = 0.2  # seconds between two messages to the front end while calls come in
REST = 0.02  # seconds between two slices of measuring
LISTED = 300  # operations of a trace that are listed
TOLD = 8  # traces in a caption


class FunctionView(CourseWidget):
    """The traces of a function: what they are for, what is in them, what they cost.

    It follows the function: calls in later cells are counted as they come.

    Args:
        function: what `tf.function` made.
        language: "en" or "ko".

    Attributes:
        traces: for each trace a dict: `signature`; `calls`, since the widget was made; `why`, what
            made it necessary; `count`, how many operations it has; `trace` and `compile`,
            milliseconds; `times`, milliseconds of a call `eager` and `compiled`, once measured.
        calls: how many calls there were since the widget was made.
        last: the number of the trace that the last call used, from 0; -1 before the first.
        picked: the number of the trace that is looked at.
        operations: what is in that trace, as text.
        measuring: the number of the trace that is being measured; -1 for none.

    Raises:
        TypeError: `function` is not what `tf.function` made.
    """

    name = traitlets.Unicode().tag(sync=True)
    traces = traitlets.List(traitlets.Dict()).tag(sync=True)
    calls = traitlets.Int(0).tag(sync=True)
    last = traitlets.Int(-1).tag(sync=True)
    is_new = traitlets.Bool(False).tag(sync=True)
    picked = traitlets.Int(0).tag(sync=True)
    operations = traitlets.List(traitlets.Unicode()).tag(sync=True)
    measuring = traitlets.Int(-1).tag(sync=True)
    _end: Callable[[], None] | None = None

    def __init__(self, function: Function, **kwargs: Any) -> None:
        if not isinstance(function, Function):
            raise TypeError(
                f"FunctionView takes what tf.function made, but {type(function).__name__} came. "
                "Write FunctionView(tf.function(f)), or put @tf.function above f."
            )
        self._function = function
        self._kept: list[_Kept] = []
        self._seen = (0, -1, False)  # what `calls`, `last` and `is_new` will say
        self._task: Future | None = None
        self._loop = _running_loop()  # of the thread in which cells run
        self._told_at = 0.0
        self._will_tell = self._is_deaf = False
        super().__init__(name=function.__name__, **kwargs)
        self._tell()
        self.observe(lambda change: self._tell(), names=["language"])
        self.observe(lambda change: self._list(), names=["picked"])
        self._end = function.on_call(self._hear)

    def close(self) -> None:
        """Stop following the function."""
        if self._end is not None:
            self._end()
            self._end = None
        super().close()

    # -- following the function --------------------------------------------------------------

    def _hear(self, trace: ConcreteFunction, args: tuple, kwargs: dict[str, Any]) -> None:
        if self._is_deaf:  # the calls are those of `measure`
            return
        known = len(self._kept)
        if known == 0 or self._kept[self._seen[1]].trace is not trace:
            self._collect()
        number = next(place for place, one in enumerate(self._kept) if one.trace is trace)
        self._kept[number].calls += 1
        self._kept[number].latest = args, kwargs
        self._seen = self._seen[0] + 1, number, number >= known
        self._soon()

    def _collect(self) -> None:
        """Take up the traces that have come since."""
        traces = self._function.traces
        for number in range(len(self._kept), len(traces)):
            kept = _Kept(traces[number])
            if number:
                kept.like = closest(traces[number], traces[:number])
                kept.differs = differences(traces[kept.like], traces[number])
            self._kept.append(kept)

    def _soon(self) -> None:
        """Tell the front end: now, or a little later if it was told just now."""
        loop = _running_loop()
        if loop is None or time.monotonic() - self._told_at > OFTEN:
            self._tell()
        elif not self._will_tell:
            self._will_tell = True
            loop.call_later(OFTEN, self._tell)

    def _tell(self) -> None:
        self._told_at, self._will_tell = time.monotonic(), False
        self._collect()
        with self.hold_sync():
            self.traces = [self._described(kept) for kept in self._kept]
            self.calls, self.last, self.is_new = self._seen
            if self.is_new:
                self.picked = self.last
            self._list()

    def _described(self, kept: _Kept) -> dict[str, Any]:
        trace = kept.trace
        compiling = trace.compile_seconds
        return {
            "signature": signature(trace),
            "calls": kept.calls,
            "like": kept.like,
            "why": [self.say(one.en, one.ko) for one in kept.differs],
            "count": len(trace.operations),
            "trace": 1000 * trace.trace_seconds,
            "compile": None if compiling is None else 1000 * compiling,
            "can_measure": kept.latest is not None,
            "times": kept.times,
        }

    def _list(self) -> None:
        if self.picked >= len(self._kept):
            self.operations = []
            return
        listed = [repr(operation) for operation in self._kept[self.picked].trace.operations]
        self.operations = listed[:LISTED]

    # -- measuring ---------------------------------------------------------------------------

    def measure(self, number: int | None = None) -> dict[str, float]:
        """Measure a trace, with the arguments of the last call that used it.

        The function is called again and again for a second or two. Variables are put back, and
        nothing is printed; what else Python does in the function, such as append, is done.

        Args:
            number: of the trace; by default the one that is picked.

        Returns:
            `eager` and `compiled`, the median milliseconds of a call, and `calls`, how many were
            measured.

        Raises:
            ValueError: the trace has not been used since the widget was made.
        """
        number = self.picked if number is None else number
        for _ in self._measured(number):
            pass
        return self.traces[number]["times"]

    def _measured(self, number: int) -> Iterator[None]:
        kept = self._kept[number]
        if kept.latest is None:
            raise Mistake(
                f"Call {self.name} with arguments for trace {number + 1} first: they are what is "
                "measured with.",
                f"먼저 그래프 {number + 1}에 맞는 인자로 {self.name} 함수를 호출하세요. 그 인자로 "
                "측정합니다.",
            )
        self.measuring = number
        watch = Stopwatch(self._function, kept.trace, *kept.latest)
        slices = watch.slices()
        try:
            while self._advance(slices):
                if watch.eager:
                    kept.times = watch.medians()
                    self._tell()
                yield
        finally:
            self.measuring = -1
        kept.times = watch.medians()
        self._tell()

    def _advance(self, slices: Iterator[None]) -> bool:
        """Measure one slice further; whether there is more."""
        self._is_deaf = True
        try:
            return next(slices, self) is not self
        finally:
            self._is_deaf = False

    def handle(self, kind: str, content: dict[str, Any], buffers: list[memoryview]) -> None:
        if kind == "measure":
            # JupyterLab has widgets answered by a thread of their own. The function shall not run
            # there while a cell runs: both would assign to the same variables.
            self._stop()
            self._task = asyncio.run_coroutine_threadsafe(self._measure_slowly(), self._loop)
        elif kind == "stop":
            self._stop()
        else:
            super().handle(kind, content, buffers)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _measure_slowly(self) -> None:
        """Measure a slice at a time; in between the kernel runs what else there is to run."""
        measured = self._measured(self.picked)
        try:
            with self._reporting(set()):
                for _ in measured:
                    await asyncio.sleep(REST)
        except Exception:
            pass  # the widget shows it
        finally:
            measured.close()

    # -- without a kernel --------------------------------------------------------------------

    def picture(self) -> Figure:
        return draw_traces(self.name, self.traces)

    def caption(self) -> str:
        count = len(self.traces)
        parts = [
            self.say(
                f"FunctionView: {self.name} has {_count(count, 'trace')} after "
                f"{_count(self.calls, 'call')}.",
                f"FunctionView: {self.name} 함수의 그래프는 {count}개, 호출은 {self.calls}번.",
            )
        ]
        for number, trace in enumerate(self.traces[:TOLD]):
            parts.append(f"{number + 1}. {trace['signature']}: {self._cost(trace)}")
        if count > TOLD:
            parts.append(self.say(f"({count - TOLD} more)", f"(그 밖에 {count - TOLD}개)"))
        return " ".join(parts)

    def _cost(self, trace: dict[str, Any]) -> str:
        said = self.say(
            f"{_count(trace['calls'], 'call')}, {_count(trace['count'], 'operation')}.",
            f"호출 {trace['calls']}번, 연산 {trace['count']}개.",
        )
        if trace["times"]:
            times = trace["times"]
            said += self.say(
                f" Eager {times['eager']:.3g} ms, compiled {times['compiled']:.3g} ms.",
                f" 즉시 실행 {times['eager']:.3g} ms, 컴파일 {times['compiled']:.3g} ms.",
            )
        return said


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


@dataclass
class _Kept:
    """What the widget knows of a trace.

    Attributes:
        calls: since the widget was made.
        latest: the arguments of the last call that used it.
        like: the number of the earlier trace that is most like it.
        differs: what differs from that.
        times: what was measured.
    """

    trace: ConcreteFunction
    calls: int = 0
    latest: tuple[tuple, dict[str, Any]] | None = None
    like: int = 0
    differs: list[Difference] = field(default_factory=list)
    times: dict[str, float] | None = None
