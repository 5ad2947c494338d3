"""ModelCheckpoint: the model in a file, again and again while it is trained."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.callbacks.base import Logs
from kerasish.keras.callbacks.monitors import Monitor
from kerasish.keras.saving.files import MODEL_ENDING, WEIGHTS_ENDING


class ModelCheckpoint(Monitor):
    """Saves the model after each epoch, or after some number of batches.

    Args:
        filepath: the file, ending in ".keras", or in ".weights.safetensors" for weights alone.
            `{epoch:02d}`, `{batch}` and names in the logs, such as `{val_loss:.2f}`, are filled in.
        monitor, mode: see `Monitor`.
        verbose: whether to print what is saved.
        save_best_only: whether to save only when the monitored number is the best so far.
        save_weights_only: whether to save the weights alone.
        save_freq: "epoch", or the number of batches between two savings; each batch is then a
            dispatch of its own.
        initial_value_threshold: what the first number has to beat.

    Attributes:
        best: the best number so far.

    Raises:
        ValueError: another ending, or another `save_freq`; in `fit`, where `mode` is "auto" and
            the direction of the monitored number is not known.
        KeyError: in `fit`, where the file's name asks for a number that is not in the logs.
    """

    @points_at_caller
    def __init__(
        self,
        filepath: str | os.PathLike,
        monitor: str = "val_loss",
        verbose: int = 0,
        save_best_only: bool = False,
        save_weights_only: bool = False,
        mode: str = "auto",
        save_freq: str | int = "epoch",
        initial_value_threshold: float | None = None,
    ):
        super().__init__(monitor, mode, min_delta=0)
        self.best = initial_value_threshold
        self.verbose = verbose
        self.filepath = os.fspath(filepath)
        self.save_best_only = save_best_only
        self.save_weights_only = save_weights_only
        self.save_freq = save_freq
        if save_freq != "epoch" and not isinstance(save_freq, int):
            raise ValueError(
                f"Unrecognized save_freq: {save_freq}. Expected save_freq are 'epoch' or integer "
                "values"
            )
        ending = WEIGHTS_ENDING if save_weights_only else MODEL_ENDING
        if not self.filepath.endswith(ending):
            raise ValueError(
                f"With save_weights_only={save_weights_only} the filepath of a ModelCheckpoint "
                f"must end in `{ending}`, as in 'model{ending}'. Received: "
                f"filepath={self.filepath}"
            )
        self._epoch = 0
        self._waiting = 0  # batches since the last saving
        if save_freq != "epoch":  # only then it has to be told of each batch
            self.on_train_batch_end = self._count_batch

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        self._epoch = epoch

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self._direction()  # raises where it is not known
        if self.save_freq == "epoch":
            self._save(self._path(logs or {}), logs or {})

    def _count_batch(self, batch: int, logs: Logs = None) -> None:
        self._waiting += 1
        if self._waiting >= self.save_freq:
            self._waiting = 0
            self._save(self._path({"batch": batch + 1, **(logs or {})}), logs or {})

    def _path(self, values: dict[str, Any]) -> str:
        try:
            return self.filepath.format(epoch=self._epoch + 1, **values)
        except KeyError as error:
            raise KeyError(
                f'Failed to format this callback filepath: "{self.filepath}". Reason: {error}. '
                f"In the logs are: epoch, {', '.join(values)}."
            ) from None

    def _save(self, path: str, logs: dict[str, Any]) -> None:
        if not self._is_wanted(path, logs):
            return
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        if os.path.isdir(path):
            raise OSError(
                "Please specify a non-directory filepath for ModelCheckpoint. Filepath used is an "
                f"existing directory: {path}"
            )
        if self.save_weights_only:
            self.model.save_weights(path)
        else:
            self.model.save(path)
        self._say(f"finished saving model to {path}")

    def _is_wanted(self, path: str, logs: dict[str, Any]) -> bool:
        """Whether to save now; says so."""
        if not self.save_best_only:
            self._say(f"saving model to {path}")
            return True
        value = logs.get(self.monitor)
        if value is None:
            warn(f"Can save best model only with {self.monitor} available.")
            return True
        if np.ndim(value):
            warn(
                f"Can save best model only when `monitor` is a scalar value. Received: {value}. "
                "Falling back to `save_best_only=False`."
            )
            return True
        before = "None" if self.best is None else f"{self.best:.5f}"
        if not self._is_better(value, self.best):
            self._say(f"{self.monitor} did not improve from {before}")
            return False
        self._say(f"{self.monitor} improved from {before} to {value:.5f}, saving model to {path}")
        self.best = value
        return True

    def _say(self, text: str) -> None:
        if self.verbose > 0:
            print(f"\nEpoch {self._epoch + 1}: {text}")
