"""Callbacks: what is called before and after epochs and batches."""

from kerasish._missing import missing as _missing
from kerasish.keras.callbacks.base import Callback, LambdaCallback
from kerasish.keras.callbacks.calling import CallbackList
from kerasish.keras.callbacks.checkpoint import ModelCheckpoint
from kerasish.keras.callbacks.monitors import (
    EarlyStopping,
    LearningRateScheduler,
    ReduceLROnPlateau,
    TerminateOnNaN,
)
from kerasish.keras.callbacks.records import CSVLogger, History, ProgbarLogger

__all__ = [
    "CSVLogger",
    "Callback",
    "CallbackList",
    "EarlyStopping",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "ModelCheckpoint",
    "ProgbarLogger",
    "ReduceLROnPlateau",
    "TerminateOnNaN",
]

_ADVICE = {
    "TensorBoard": "CSVLogger writes the history into a file; fit() returns it as well.",
    "BackupAndRestore": "ModelCheckpoint keeps the model after each epoch; go on with "
    "keras.models.load_model(path).fit(..., initial_epoch=...).",
}
__getattr__ = _missing(__name__, _ADVICE)


def __dir__() -> list[str]:
    return __all__
