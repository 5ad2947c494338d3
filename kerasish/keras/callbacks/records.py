"""Callbacks that keep, show and write what the logs say."""

from __future__ import annotations

import csv
import os
from typing import Any, TextIO

import numpy as np

from kerasish.keras.callbacks.base import Callback, Logs
from kerasish.keras.progress import ProgressBar


class History(Callback):
    """Keeps the logs of every epoch; what `fit` returns.

    Attributes:
        epoch: the numbers of the epochs.
        history: for each name a list with one value an epoch.
    """

    def __init__(self):
        super().__init__()
        self.epoch: list[int] = []
        self.history: dict[str, list] = {}

    def on_train_begin(self, logs: Logs = None) -> None:
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
        self.model.history = self


class ProgbarLogger(Callback):
    """Shows a progress bar (`verbose` 1) or a line an epoch (2)."""

    _takes_groups = True

    def __init__(self):
        super().__init__()
        self._bar: ProgressBar | None = None
        self._seen = 0
        self._in_fit = False

    def set_params(self, params: dict[str, Any]) -> None:
        super().set_params(params)
        self._target = params["steps"]
        self._verbose = 1 if params["verbose"] == "auto" else params["verbose"]

    def on_train_begin(self, logs: Logs = None) -> None:
        self._in_fit = True  # validation within fit has no bar of its own

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        self._begin()
        if self._verbose and self.params["epochs"] > 1:
            print(f"Epoch {epoch + 1}/{self.params['epochs']}")

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self._finish(logs)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        self._update(batch, logs)

    def on_test_begin(self, logs: Logs = None) -> None:
        if not self._in_fit:
            self._begin()

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        if not self._in_fit:
            self._update(batch, logs)

    def on_test_end(self, logs: Logs = None) -> None:
        if not self._in_fit:
            self._finish(logs)

    def on_predict_begin(self, logs: Logs = None) -> None:
        self._begin()

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        self._update(batch, None)  # not the outputs

    def on_predict_end(self, logs: Logs = None) -> None:
        self._finish(None)

    def _begin(self) -> None:
        self._seen = 0
        self._bar = ProgressBar(self._target, self._verbose)

    def _update(self, batch: int, logs: Logs) -> None:
        self._seen = batch + 1
        if self._verbose == 1:
            self._bar.update(self._seen, logs or {})

    def _finish(self, logs: Logs) -> None:
        if self._target is None:
            self._target = self._bar.target = self._seen
        self._bar.update(self._target, logs or {}, finish=True)


class CSVLogger(Callback):
    """Writes a line for each epoch into a file of comma-separated values.

    The columns are `epoch` and the names in the logs of the first epoch; without validation
    there are empty columns for it (`NA`), as in Keras.

    Args:
        filename: the file's path.
        separator: between two values.
        append: whether to go on with a file that exists; otherwise it is overwritten.
    """

    def __init__(self, filename: str | os.PathLike, separator: str = ",", append: bool = False):
        super().__init__()
        self.filename = os.fspath(filename)
        self.sep = separator
        self.append = append
        self.keys: list[str] | None = None
        self._file: TextIO | None = None
        self._begun = False  # whether the file has a line of names

    def on_train_begin(self, logs: Logs = None) -> None:
        self._close()
        exists = self.append and os.path.exists(self.filename)
        self._begun = exists and os.path.getsize(self.filename) > 0
        self._file = open(self.filename, "a" if self.append else "w", newline="")  # noqa: SIM115
        self.keys = None

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        logs = logs or {}
        writer = csv.writer(self._file, delimiter=self.sep)
        if self.keys is None:
            self.keys = sorted(logs)
            if not any(name.startswith("val_") for name in self.keys):
                self.keys += [f"val_{name}" for name in self.keys]
            if not self._begun:
                writer.writerow(["epoch", *self.keys])
        writer.writerow([epoch, *(_written(logs.get(name, "NA")) for name in self.keys)])
        self._file.flush()

    def on_train_end(self, logs: Logs = None) -> None:
        self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _written(value: Any) -> Any:
    """Several numbers in brackets, one as it is."""
    if isinstance(value, str) or not np.ndim(value):
        return value
    return f'"[{", ".join(map(str, value))}]"'
