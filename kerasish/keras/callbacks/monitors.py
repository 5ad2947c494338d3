"""Callbacks that watch a number and act: stop, or take smaller steps."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from kerasish.core.op import describe
from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.callbacks.base import Callback, Logs


class Monitor(Callback):
    """A callback that asks after each epoch whether a number has become better.

    Args:
        monitor: the number's name in the logs, such as "loss", "val_loss", "val_accuracy".
        mode: "min" where smaller is better, "max" where larger is; "auto" knows it of losses
            and of the metrics given to `compile`.
        min_delta: a change of less than this does not count.

    Attributes:
        best: the best number so far, None before there is any.
    """

    def __init__(self, monitor: str, mode: str, min_delta: float):
        super().__init__()
        if mode not in ("auto", "min", "max"):
            warn(f"{type(self).__name__} mode {mode!r} is unknown, fallback to auto mode.")
            mode = "auto"
        self.monitor = monitor
        self.mode = mode
        self.min_delta = abs(min_delta)
        self.best: float | None = None

    def _is_better(self, value: float, reference: float | None) -> bool:
        if reference is None:
            return True
        if self._direction() == "min":
            return value + self.min_delta < reference
        return value - self.min_delta > reference

    def _direction(self) -> str:
        """Where better is: "min" or "max".

        Raises:
            ValueError: `mode` does not say it and the monitored number is not known.
        """
        if self.mode != "auto":
            return self.mode
        name = self.monitor.removeprefix("val_")
        compiled = [m for group in self.model.metrics for m in getattr(group, "metrics", ())]
        for metric in compiled:
            if metric.name == name and metric._direction is not None:
                return "max" if metric._direction == "up" else "min"
        if name == "loss":
            return "min"
        raise ValueError(
            f"{type(self).__name__} callback received monitor={self.monitor!r}, but whether that "
            "number should be large or small is not known: it is neither the loss nor one of the "
            f"metrics given to compile() ({', '.join(m.name for m in compiled) or 'none'}). Pass "
            "mode='max' or mode='min'."
        )


class EarlyStopping(Monitor):
    """Ends the training when a number has stopped becoming better.

    Args:
        monitor, min_delta, mode: see `Monitor`.
        patience: how many epochs without a better number are borne.
        verbose: whether to print when it ends the training.
        baseline: a number that has to be beaten as well.
        restore_best_weights: whether the model gets back its weights of the best epoch.
        start_from_epoch: epochs before this one are not looked at.

    Attributes:
        stopped_epoch: the epoch that was the last, 0 if the training was not ended.
        best_epoch: the epoch of the best number.
    """

    @points_at_caller
    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ):
        super().__init__(monitor, mode, min_delta)
        self.patience = patience
        self.verbose = verbose
        self.baseline = baseline
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = start_from_epoch
        self._begin()

    def _begin(self) -> None:
        self.wait = 0
        self.stopped_epoch = 0
        self.best = None
        self.best_epoch = 0
        self.best_weights: list[np.ndarray] | None = None

    def on_train_begin(self, logs: Logs = None) -> None:
        self._begin()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self._direction()
        value = self._monitored(logs or {})
        if value is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self._note(epoch)
        self.wait += 1
        if self._is_better(value, self.best):
            self.best = value
            self._note(epoch)
            if self._is_better(value, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: Logs = None) -> None:
        if self.stopped_epoch and self.verbose:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.best_weights is not None:
            if self.verbose:
                print(
                    "Restoring model weights from the end of the best epoch: "
                    f"{self.best_epoch + 1}."
                )
            self.model.set_weights(self.best_weights)

    def _note(self, epoch: int) -> None:
        self.best_epoch = epoch
        if self.restore_best_weights:
            self.best_weights = self.model.get_weights()

    def _monitored(self, logs: dict[str, Any]) -> float | None:
        if self.monitor not in logs:
            warn(
                f"Early stopping conditioned on metric `{self.monitor}` which is not available. "
                f"Available metrics are: {','.join(logs)}"
            )
        return logs.get(self.monitor)


class ReduceLROnPlateau(Monitor):
    """Makes the learning rate smaller when a number has stopped becoming better.

    Args:
        monitor, mode, min_delta: see `Monitor`.
        factor: what the learning rate is multiplied by, below 1.
        patience: how many epochs without a better number are borne.
        verbose: whether to print when it makes the rate smaller.
        cooldown: how many epochs to wait then before counting again.
        min_lr: the rate does not go below this.

    Raises:
        ValueError: a factor that is not below 1.
    """

    @points_at_caller
    @points_at_caller
    def __init__(
        self,
        monitor: str = "val_loss",
        factor: float = 0.1,
        patience: int = 10,
        verbose: int = 0,
        mode: str = "auto",
        min_delta: float = 1e-4,
        cooldown: int = 0,
        min_lr: float = 0.0,
        **kwargs: Any,
    ):
        super().__init__(monitor, mode, min_delta)
        if factor >= 1.0:
            raise ValueError(
                "ReduceLROnPlateau does not support a factor >= 1.0. "
                f"Received factor={factor}. Try 0.5."
            )
        self.factor = factor
        self.patience = patience
        self.verbose = verbose
        self.cooldown = cooldown
        self.min_lr = min_lr
        self.on_train_begin()

    def on_train_begin(self, logs: Logs = None) -> None:
        self.best = None
        self.wait = 0
        self.cooldown_counter = 0

    def in_cooldown(self) -> bool:
        """Whether epochs are not counted yet after the rate was made smaller."""
        return self.cooldown_counter > 0

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        self._direction()
        logs = {} if logs is None else logs
        logs["learning_rate"] = rate_of(self.model)
        value = logs.get(self.monitor)
        if value is None:
            warn(
                f"Learning rate reduction is conditioned on metric `{self.monitor}` which is not "
                f"available. Available metrics are: {','.join(logs)}."
            )
            return
        if self.in_cooldown():
            self.cooldown_counter -= 1
            self.wait = 0
        if self._is_better(value, self.best):
            self.best = value
            self.wait = 0
        elif not self.in_cooldown():
            self.wait += 1
            if self.wait >= self.patience:
                self._reduce(epoch)

    def _reduce(self, epoch: int) -> None:
        rate = rate_of(self.model)
        if rate <= np.float32(self.min_lr):
            return
        rate = max(rate * self.factor, self.min_lr)
        self.model.optimizer.learning_rate = rate
        if self.verbose:
            print(f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {rate}.")
        self.cooldown_counter = self.cooldown
        self.wait = 0


class LearningRateScheduler(Callback):
    """Sets the learning rate at the beginning of each epoch.

    Args:
        schedule: a function of (epoch, learning rate), or of the epoch alone, to the new rate, a
            float. Epochs are numbered from 0.
        verbose: whether to print the rate.

    Raises:
        ValueError: in `fit`, where the function gives no float.
    """

    @points_at_caller
    def __init__(self, schedule: Callable, verbose: int = 0):
        super().__init__()
        if not callable(schedule):
            raise TypeError(
                f"`schedule` is a function of the epoch, but {describe(schedule)} came. A "
                "rate that stays is the optimizer's: keras.optimizers.Adam(learning_rate=0.01)."
            )
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        rate = self._scheduled(epoch)
        if not isinstance(rate, float | np.float32):
            raise ValueError(
                "The output of the `schedule` function should be a float. "
                f"Got: {describe(rate)}. Write `return float(...)` in it."
            )
        self.model.optimizer.learning_rate = rate
        if self.verbose:
            print(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}.")

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        if logs is not None:
            logs["learning_rate"] = rate_of(self.model)

    def _scheduled(self, epoch: int) -> Any:
        rate = rate_of(self.model)
        try:
            inspect.signature(self.schedule).bind(epoch, rate)
        except TypeError:
            return self.schedule(epoch)
        return self.schedule(epoch, rate)


class TerminateOnNaN(Callback):
    """Ends the training when the loss is no finite number; looks after each batch.

    Args:
        raise_error: raise at once, and tell no other callback that the training ends.

    Raises:
        RuntimeError: in `fit`, with `raise_error`.
    """

    @points_at_caller
    def __init__(self, raise_error: bool = False):
        super().__init__()
        self.raise_error = raise_error

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        loss = (logs or {}).get("loss")
        if loss is None or math.isfinite(loss):
            return
        if self.raise_error:
            raise RuntimeError(
                f"NaN or Inf loss encountered at batch {batch}. Loss value: {loss}. Terminating "
                "training immediately. Try a smaller learning rate, and look for NaN in the data."
            )
        print(f"Batch {batch}: Invalid loss, terminating training")
        self.model.stop_training = True


def rate_of(model: Any) -> float:
    """The learning rate of a model's optimizer as a Python number."""
    return float(np.asarray(model.optimizer.learning_rate))
