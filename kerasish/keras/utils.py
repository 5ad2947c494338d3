"""`keras.utils`: preparing labels, pictures of models, and seeds."""

from __future__ import annotations

import random as python_random
from typing import Any

import numpy as np

from kerasish._missing import missing as _missing
from kerasish.core import dtypes, random
from kerasish.core.tensor import Tensor
from kerasish.keras.models.plot import plot_model
from kerasish.keras.saving import (
    CustomObjectScope,
    custom_object_scope,
    deserialize_keras_object,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
    serialize_keras_object,
)
from kerasish.ops.array import reshape
from kerasish.ops.selection import one_hot

__all__ = [
    "CustomObjectScope",
    "custom_object_scope",
    "deserialize_keras_object",
    "get_custom_objects",
    "get_registered_name",
    "get_registered_object",
    "plot_model",
    "register_keras_serializable",
    "serialize_keras_object",
    "set_random_seed",
    "to_categorical",
]


def to_categorical(x: Any, num_classes: int | None = None) -> Any:
    """Class numbers as one-hot rows.

    Args:
        x: whole numbers from 0, shape (...) or (..., 1).
        num_classes: the length of a row; one more than the largest number by default.

    Returns:
        shape (..., num_classes): a NumPy array, or a tensor for a tensor.

    Raises:
        ValueError: a number that is no class.
    """
    if isinstance(x, Tensor):
        if x.ndim > 1 and x.shape[-1] == 1:
            x = reshape(x, x.shape[:-1])
        classes = int(x.numpy().max()) + 1 if num_classes is None else num_classes
        return one_hot(x, classes, dtype=dtypes.float32)
    numbers = np.array(x, dtype="int64")
    shape = numbers.shape[:-1] if numbers.ndim > 1 and numbers.shape[-1] == 1 else numbers.shape
    numbers = numbers.reshape(-1)
    classes = num_classes or int(numbers.max()) + 1
    if numbers.size and not (numbers.min() >= 0 and numbers.max() < classes):
        raise ValueError(
            f"Classes are numbered from 0 to {classes - 1} (num_classes={classes}), but the "
            f"labels go from {numbers.min()} to {numbers.max()}."
        )
    return np.eye(classes)[numbers].reshape(*shape, classes)


def set_random_seed(seed: int) -> None:
    """Make a program that draws random numbers repeat: seeds Python, NumPy and `tf.random`.

    Args:
        seed: a whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: another number.
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**32:
        raise ValueError(
            "Expected `seed` argument to be an integer from 0 to 2**32 - 1. "
            f"Received: seed={seed!r}"
        )
    python_random.seed(seed)
    np.random.seed(seed)
    random.set_seed(seed)


_BATCHES = "Hand fit() a generator of batches, or a tf.data.Dataset."
_ADVICE = {
    "Sequence": _BATCHES,
    "PyDataset": _BATCHES,
    "normalize": "Write x / tf.norm(x, axis=-1, keepdims=True).",
    "pad_sequences": "Fill an array: x = np.zeros((len(rows), length), int), then "
    "x[i, :len(row)] = row for each row.",
    "get_file": "Download with pooch.retrieve(url, known_hash=...).",
}
__getattr__ = _missing(__name__, _ADVICE)


def __dir__() -> list[str]:
    return __all__
