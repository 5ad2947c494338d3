"""Callbacks: what is called before and after epochs and batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kerasish._missing import missing as _missing
from kerasish.core import nest
from kerasish.keras.progress import ProgressBar

Logs = dict[str, Any] | None


class Callback:
    """Something that is told how training goes. Subclasses define the methods they need.

    Epochs and batches are numbered from 0. `logs` has the loss and the metrics by name.

    Attributes:
        model: the model that is trained; `model.stop_training = True` ends the training.
        params: a dict with `verbose`, `epochs` and `steps`.
    """

    def __init__(self):
        self.params: dict[str, Any] = {}
        self._model: Any = None

    def set_params(self, params: dict[str, Any]) -> None:
        self.params = params

    def set_model(self, model: Any) -> None:
        self._model = model

    @property
    def model(self) -> Any:
        return self._model

    def on_train_begin(self, logs: Logs = None) -> None:
        """Training begins."""

    def on_train_end(self, logs: Logs = None) -> None:
        """Training ends; `logs` are those of the last epoch."""

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """An epoch of training begins."""

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """An epoch of training ends; `logs` has `val_loss` and the like too."""

    def on_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """The same as `on_train_batch_begin`."""

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        """The same as `on_train_batch_end`."""

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """A batch of training begins."""
        self.on_batch_begin(batch, logs)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """A batch of training is done; `logs` are those since the epoch began."""
        self.on_batch_end(batch, logs)

    def on_test_begin(self, logs: Logs = None) -> None:
        """An evaluation begins."""

    def on_test_end(self, logs: Logs = None) -> None:
        """An evaluation ends."""

    def on_test_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """A batch of an evaluation begins."""

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """A batch of an evaluation is done."""

    def on_predict_begin(self, logs: Logs = None) -> None:
        """A prediction begins."""

    def on_predict_end(self, logs: Logs = None) -> None:
        """A prediction ends."""

    def on_predict_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """A batch of a prediction begins."""

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """A batch of a prediction is done; `logs["outputs"]` is what came out."""


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
    """Shows a progress bar (`verbose` 1) or a line an epoch (2).

    It may be told of several batches at once, by the number of the last one.
    """

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


class CallbackList(Callback):
    """Several callbacks, told one after another; logs reach them sorted by name, as in Keras.

    Args:
        callbacks: what the user gave.
        add_history: whether a History is added, unless there is one.
        add_progbar: whether a ProgbarLogger is added, unless there is one.
        model: handed on to all.
        **params: `verbose`, `epochs` and `steps`.
    """

    def __init__(
        self,
        callbacks: Sequence[Callback] | Callback | None = None,
        add_history: bool = False,
        add_progbar: bool = False,
        model: Any = None,
        **params: Any,
    ):
        super().__init__()
        self.callbacks = nest.flatten(callbacks) if callbacks else []
        for callback in self.callbacks:
            if not isinstance(callback, Callback):
                raise TypeError(
                    "`callbacks` is a list of keras.callbacks.Callback objects, but "
                    f"{callback!r} came. Make an object, such as MyCallback()."
                )
        for wanted, kind in ((add_history, History), (add_progbar, ProgbarLogger)):
            if wanted and not any(isinstance(callback, kind) for callback in self.callbacks):
                self.callbacks.append(kind())
        self.set_params(params)
        if model is not None:
            self.set_model(model)

    def set_params(self, params: dict[str, Any]) -> None:
        super().set_params(params)
        for callback in self.callbacks:
            callback.set_params(params)

    def set_model(self, model: Any) -> None:
        super().set_model(model)
        for callback in self.callbacks:
            callback.set_model(model)
            if isinstance(callback, History):
                model.history = callback

    @property
    def wants_every_batch(self) -> bool:
        """Whether a callback has to be told of each batch by itself."""
        names = [name for name in vars(Callback) if "batch" in name]
        return any(
            getattr(type(callback), name) is not getattr(Callback, name)
            for callback in self.callbacks
            if not isinstance(callback, ProgbarLogger)
            for name in names
        )


def _tell_all(name: str) -> Callable:
    """The method of a CallbackList that calls the one of that name of every callback."""

    def tell(self: CallbackList, *args: Any) -> None:
        args = tuple(dict(sorted(arg.items())) if isinstance(arg, dict) else arg for arg in args)
        for callback in self.callbacks:
            getattr(callback, name)(*args)

    tell.__name__ = name
    return tell


for _name in [name for name in vars(Callback) if name.startswith("on_")]:
    setattr(CallbackList, _name, _tell_all(_name))


__all__ = [
    "Callback",
    "CallbackList",
    "History",
    "ProgbarLogger",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
