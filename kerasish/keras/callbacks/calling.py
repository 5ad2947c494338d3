"""CallbackList: several callbacks, told one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kerasish.core import nest
from kerasish.keras.callbacks.base import Callback
from kerasish.keras.callbacks.records import History, ProgbarLogger


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
            getattr(getattr(callback, name), "__func__", None) is not getattr(Callback, name)
            for callback in self.callbacks
            if not callback._takes_groups
            for name in names
        )


def _tell_all(name: str) -> Callable:
    """The method of a CallbackList that calls the one of that name of every callback.

    Functions handed to a LambdaCallback have no defaults, so all get logs, empty if need be.
    """
    numbered = "batch" in name or "epoch" in name

    def tell(self: CallbackList, *args: Any) -> None:
        logs = args[numbered] if len(args) > numbered else None
        args = (*args[:numbered], dict(sorted((logs or {}).items())))
        for callback in self.callbacks:
            getattr(callback, name)(*args)

    tell.__name__ = name
    return tell


for _name in [name for name in vars(Callback) if name.startswith("on_")]:
    setattr(CallbackList, _name, _tell_all(_name))
