"""A fit to look at while it goes on: `model.fit(..., callbacks=[TrainingMonitor()])`."""

from __future__ import annotations

import html
import math
import time
from typing import Any

import numpy as np
import traitlets
from IPython.core.getipython import get_ipython
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from kerasish import keras
from kerasish.core.variable import Variable
from kerasish.viz.widget import CourseWidget

INTERVAL = 0.5  # seconds between two pictures; the page draws on the cores that train
MOST_ROWS = 400  # points of a curve that are sent
Logs = dict[str, Any] | None


class TrainingMonitor(CourseWidget, keras.callbacks.Callback):
    """A callback that draws loss and metrics, training against validation, while `fit` runs.

    It shows itself where `fit` is called, follows the clock and not the batches, and leaves a
    picture. An interrupted fit stays to be seen; with the next one it begins anew.

    Args:
        language: "en" or "ko".

    Attributes:
        state: "waiting", "training", "done", "stopped" before its last epoch, or "interrupted".
        epoch: how many epochs are done.
        epochs: the number of the last epoch.
        history: for each name a list with one number an epoch, as `History` has it.

    Example:
        >>> model.fit(x, y, epochs=20, validation_split=0.2, callbacks=[TrainingMonitor()])
    """

    state = traitlets.Enum(
        ("waiting", "training", "done", "stopped", "interrupted"), "waiting"
    ).tag(sync=True)
    epoch = traitlets.Int(0).tag(sync=True)
    epochs = traitlets.Int(0).tag(sync=True)
    _part = traitlets.Float(0.0).tag(sync=True)  # of the epoch that is done
    _seconds_left = traitlets.Float(None, allow_none=True).tag(sync=True)
    _rate = traitlets.Unicode().tag(sync=True)
    _now = traitlets.Dict().tag(sync=True)  # what was measured last, by name, as text
    _names = traitlets.List().tag(sync=True)
    _rows = traitlets.Bytes().tag(sync=True)  # float32: number of the epoch, then one for each name

    _takes_groups = True  # of batches, so that many of them can be one dispatch

    def __init__(self, **kwargs: Any) -> None:
        keras.callbacks.Callback.__init__(self)
        self.history: dict[str, list[float]] = {}
        self._numbers: list[int] = []  # of the epochs
        self._first = 0
        self._is_shown = False
        self._told_at = self._began_at = self._began_with = 0.0
        super().__init__(**kwargs)

    # -- what fit says -----------------------------------------------------------------------

    def on_train_begin(self, logs: Logs = None) -> None:
        self.history, self._numbers, self._began_at = {}, [], 0.0
        self._told_at = time.perf_counter()
        with self.hold_sync():
            self.state, self.epoch, self.epochs = "training", 0, self.params.get("epochs") or 0
            self._part, self._seconds_left, self._now = 0.0, None, {}
            self._names, self._rows, self._rate = [], b"", self._learning_rate()
        shell = get_ipython()
        if shell is not None and not self._is_shown:  # several fits of a cell share one
            self._is_shown = True
            shell.events.register("post_run_cell", self._end_of_cell)
            display(self)

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        if not self._numbers:
            self._first = epoch

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        now = time.perf_counter()
        if now - self._told_at > INTERVAL:
            steps = self.params.get("steps")
            self._tell(now, (batch + 1) / steps if steps else 0.0, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self._numbers.append(epoch + 1)
        for name, value in (logs or {}).items():
            if not np.ndim(value):
                kept = self.history.setdefault(name, [])
                kept += [math.nan] * (len(self._numbers) - 1 - len(kept))
                kept.append(float(value))
        now = time.perf_counter()
        if now - self._told_at > INTERVAL:
            self._tell(now, 0.0, logs or {})

    def on_train_end(self, logs: Logs = None) -> None:
        is_done = self._done_epochs() >= self.epochs
        self._finish("done" if is_done else "stopped", logs or {})

    # -- what the reader sees ----------------------------------------------------------------

    def _tell(self, now: float, part: float, logs: dict[str, Any]) -> None:
        """Send how far it has come. What is sent is bounded, however long the fit."""
        self._told_at = now
        done = self._done_epochs() + part
        if not self._began_at:  # what came before was slowed down by compiling
            self._began_at, self._began_with = now, done
        with self.hold_sync():
            self.epoch, self._part = self._done_epochs(), part
            if done > self._began_with:
                pace = (now - self._began_at) / (done - self._began_with)
                self._seconds_left = pace * (self.epochs - done)
            self._now = {name: f"{float(v):.4g}" for name, v in logs.items() if not np.ndim(v)}
            self._rate = self._learning_rate()
            self._names = list(self.history)
            self._rows = self._table().astype(np.float32).tobytes()

    def _done_epochs(self) -> int:
        return self._numbers[-1] if self._numbers else self._first

    def _table(self) -> np.ndarray:
        """Number of the epoch and what was measured, one row an epoch; at most `MOST_ROWS`."""
        stride = -(-len(self._numbers) // MOST_ROWS) or 1
        count = len(self._numbers)
        columns = [self._numbers, *self.history.values()]
        columns = [column + [math.nan] * (count - len(column)) for column in columns]
        return np.array([column[::-stride][::-1] for column in columns], float).T

    def _learning_rate(self) -> str:
        optimizer = getattr(self.model, "optimizer", None)
        if optimizer is None:
            return ""
        rate = optimizer.learning_rate
        return f"{float(rate.numpy() if isinstance(rate, Variable) else rate):.3g}"

    def _finish(self, state: str, logs: dict[str, Any]) -> None:
        with self.hold_sync():
            self._tell(time.perf_counter(), 0.0, logs)
            self.state, self._seconds_left = state, None

    def _end_of_cell(self, result: Any) -> None:
        """Draw the picture when the fit is over and its time no longer counts."""
        get_ipython().events.unregister("post_run_cell", self._end_of_cell)
        self._is_shown = False
        if self.state == "training":
            self._finish("interrupted", {})
        self.refresh_picture()

    def refresh_picture(self) -> None:
        if self.state != "training":  # or it would take the fit's time
            super().refresh_picture()

    def _still(self) -> dict[str, str | bytes]:
        if self.state != "training":
            return super()._still()
        caption = html.escape(self.caption())
        place = f'<figure class="{self._picture_class}">{caption}</figure>'
        return {"text/html": place, "text/plain": caption}

    def picture(self) -> Figure:
        names = panels(self.history)
        columns = min(2, max(1, len(names)))
        rows = -(-max(1, len(names)) // columns)
        figure = Figure(figsize=(3 * columns, 2.2 * rows), layout="constrained")
        places = np.ravel(figure.subplots(rows, columns, squeeze=False))
        for axes in places[len(names) :]:
            axes.axis("off")
        for axes, name in zip(places, names):
            for key, look, label in (
                (f"val_{name}", "k-", "validation"),
                (name, "k--", "training"),
            ):
                if key in self.history:
                    numbers = self._numbers[: len(self.history[key])]
                    axes.plot(numbers, self.history[key], look, label=label, marker=_dot(numbers))
            axes.set(title=name, xlabel="epoch")
            axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
            if name == "loss":
                axes.set_ylim(bottom=min(0, *map(_lowest, axes.lines)))
            axes.legend(frameon=False, fontsize=8)
        return figure

    def caption(self) -> str:
        if not self._numbers:
            return self.say(
                "TrainingMonitor: no epoch yet.", "TrainingMonitor: 아직 에포크가 없습니다."
            )
        done, total = self._numbers[-1], self.epochs
        last = ", ".join(f"{name} {values[-1]:.4g}" for name, values in self.history.items())
        return self.say(
            f"TrainingMonitor: {done} of {total} epochs. At the end {last}.",
            f"TrainingMonitor: 에포크 {total}개 가운데 {done}개. 마지막에 {last}.",
        )


def panels(history: dict[str, list[float]]) -> list[str]:
    """The names without those of the validation, the loss first."""
    names = dict.fromkeys(name.removeprefix("val_") for name in history)
    return sorted(names, key=lambda name: name != "loss")


def _lowest(line: Line2D) -> float:
    return np.nanmin(line.get_ydata(), initial=0)


def _dot(numbers: list[int]) -> str:
    return "o" if len(numbers) == 1 else ""  # a line of one point is not to be seen
