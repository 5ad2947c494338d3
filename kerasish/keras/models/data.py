"""What `fit`, `evaluate` and `predict` are fed with: arrays cut into batches, or ready batches."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator
from itertools import chain, islice
from typing import Any

import jax
import numpy as np

from kerasish.core import nest
from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import warn
from kerasish.core.variable import Variable
from kerasish.keras.models.batches import ArrayBatches, as_device_array


class ReadyBatches:
    """Batches that an iterable yields: x, (x, y) or (x, y, sample_weight).

    Args:
        source: the iterable, such as a generator or a `tf.data.Dataset` of batches.
        wanted: batches in an epoch, the iterable being read on over the epochs; None reads it to
            its end, from the start in every epoch.
        class_weight: how much the loss of each class counts.
        anew: whether every epoch begins at the start, also where a number is wanted.

    Attributes:
        steps: batches in an epoch, None while that is not known.

    Raises:
        ValueError: an iterable without end, and `wanted` is None.
    """

    def __init__(
        self,
        source: Iterable,
        wanted: int | None,
        class_weight: dict | None = None,
        anew: bool = False,
    ):
        self._source = source
        self._wanted = wanted
        self._anew = anew or wanted is None
        self._class_weight = class_weight
        self._reader: Iterator = iter(())
        self._is_begun = False
        self.steps = _length(source) if wanted is None else wanted
        if wanted is None and getattr(source, "is_infinite", False):
            raise ValueError(
                "When providing an infinite dataset, you must specify the number of steps to run: "
                "steps_per_epoch=100 for fit, steps=100 for evaluate and predict. If it was not "
                "to be infinite, do not call `repeat()` without a number."
            )

    def first(self) -> tuple | None:
        """The first batch, which comes again with the others; None if there is none."""
        reader = iter(self._source)
        held = list(islice(reader, 1))
        self._reader, self._is_begun = chain(held, reader), True
        return as_batch(held[0]) if held else None

    def batches(self) -> Iterator[tuple]:
        """The batches of one epoch, each a structure of arrays."""
        if self._anew and not self._is_begun:
            self._reader = iter(self._source)
        self._is_begun = False
        count = 0
        for batch in self._some():
            count += 1
            yield as_batch(batch, self._class_weight)
        if 0 < count < (self._wanted or 1):
            warn_of_the_end(count)
        if self._wanted is None:
            self.steps = count

    def _some(self) -> Iterator:
        """As many as are wanted of what the reader still has, else of a new reader."""
        some = islice(self._reader, self._wanted)
        first = next(some, _END)
        if first is _END:
            self._reader = iter(self._source)
            some = islice(self._reader, self._wanted)
        else:
            yield first
        yield from some


_END = object()


def warn_of_the_end(count: int) -> None:
    """Warn that an epoch has only so many batches, fewer than it was to have."""
    warn(
        f"Your input ran out of data; the epoch ends after {count} batches. An iterable has to "
        "yield steps_per_epoch * epochs batches; a dataset begins anew with repeat(), a generator "
        "ends for good."
    )


NO_DATA = (
    "No batch came: there is nothing to go over. An array needs a row at least, an iterable a "
    "batch. A generator that was read before is at its end: make a new one, or hand over a "
    "tf.data.Dataset, which begins anew."
)


def _length(source: Any) -> int | None:
    try:
        return len(source)
    except TypeError:
        return None


def as_batch(batch: Any, class_weight: dict | None = None) -> tuple:
    """What an iterable yielded as (x, y, sample_weight), of arrays."""
    if isinstance(batch, list):
        raise ValueError(
            "A batch must be a tuple: (x, y) or (x, y, sample_weight), but a list of "
            f"{len(batch)} came. Write `yield x, y`; several inputs are a tuple: (x_a, x_b), y."
        )
    parts = batch if isinstance(batch, tuple) else (batch,)
    if len(parts) > 3:
        raise ValueError(
            f"A batch is x, (x, y) or (x, y, sample_weight), but {len(parts)} parts came."
        )
    parts = (*parts, None, None)[:3]
    if class_weight is not None:
        parts = (*parts[:2], weights_of_classes(parts[1], class_weight, parts[2]))
    return nest.map_structure(lambda leaf: None if leaf is None else as_device_array(leaf), parts)


class _Passes:
    """Arrays as an iterable of batches, which an epoch need not read to the end."""

    def __init__(self, source: ArrayBatches):
        self._source = source

    def __iter__(self) -> Iterator[tuple]:
        for _, _, data in self._source.chunks(lambda: 1, fresh=True):
            yield self._source.restore(array[0] for array in data)


def as_parts(data: Any) -> tuple:
    """`validation_data` as (x, y, sample_weight); an iterable of batches stands alone."""
    if isinstance(data, tuple | list):
        if not 1 <= len(data) <= 3:
            raise ValueError(
                f"`validation_data` is (x, y) or (x, y, sample_weight), but {len(data)} parts came."
            )
        return (*data, None, None)[:3]
    return data, None, None


def is_due(epoch: int, every: int | Container[int]) -> bool:
    """Whether an epoch, counted from 1, is one to validate after: each so many, or those named."""
    return epoch in every if isinstance(every, Container) else epoch % every == 0


def make_batches(
    x,
    y=None,
    sample_weight=None,
    *,
    batch_size=None,
    shuffle=False,
    steps=None,
    class_weight=None,
    anew=False,
) -> ArrayBatches | ReadyBatches:
    """The batches of whatever was handed to `fit`, `evaluate` or `predict`.

    Arrays without a `batch_size` are cut into as many batches as there are `steps`, else by 32.
    With `steps` an epoch goes on where the one before ended, unless it is to begin `anew`.
    """
    if _is_data(x):
        if class_weight is not None:
            sample_weight = weights_of_classes(y, class_weight, sample_weight)
        if batch_size is None and steps:
            batch_size = math.ceil(len(nest.flatten(x)[0]) / steps)
        source = ArrayBatches((x, y, sample_weight), batch_size, shuffle)
        return source if steps is None else ReadyBatches(_Passes(source), steps, anew=anew)
    if isinstance(x, Iterable) and not isinstance(x, str | bytes | dict):
        if y is not None or sample_weight is not None:
            left = "`y`" if y is not None else "`sample_weight`"
            raise ValueError(
                "`x` is an iterable of batches, so targets and weights come with it: it must "
                f"yield (x, y) or (x, y, sample_weight). Leave {left} out."
            )
        return ReadyBatches(x, steps, class_weight, anew)
    advice = " A generator is what the function returns: call it." if callable(x) else ""
    raise ValueError(
        f"`x` must be an array, a tensor or an iterable of batches; {describe(x)} came.{advice}"
    )


def split_off(data: tuple, fraction: float) -> tuple[tuple, tuple]:
    """The first rows of (x, y, sample_weight) and the last `fraction` of them."""
    if not 0 < fraction < 1:
        raise ValueError(f"`validation_split` is a fraction between 0 and 1; {fraction} came.")
    if not _is_data(data[0]):
        raise ValueError(
            "`validation_split` needs arrays. From an iterable of batches nothing can be split "
            "off: give `validation_data` instead."
        )
    size = len(nest.flatten(data[0])[0])
    border = int(size * (1.0 - fraction))

    def part(rows: slice):
        return nest.map_structure(
            lambda leaf: None if leaf is None else np.asarray(leaf)[rows], data
        )

    return part(slice(None, border)), part(slice(border, None))


def weights_of_classes(
    y: Any, class_weight: dict[int, float], sample_weight: Any = None
) -> np.ndarray:
    """The weight of each example: that of its class.

    Args:
        y: class numbers, shape (n,) or (n, 1), or one-hot rows, shape (n, classes).
        class_weight: the weights by class number, 1 for those that it lacks.
        sample_weight: must be None: an example has one weight.

    Raises:
        ValueError: there are weights of examples too, or targets of several outputs.
    """
    if nest.is_nested(y) and any(getattr(leaf, "ndim", 0) for leaf in nest.flatten(y)):
        raise ValueError(
            "`class_weight` is only supported for models with a single output, but the targets "
            f"are a {type(y).__name__} of {len(y)}. Give the weights of the examples instead, a "
            "list or dict with one for each output: sample_weight=[weights_a, weights_b]."
        )
    if sample_weight is not None:
        raise ValueError(
            "Arguments `sample_weight` and `class_weight` cannot be specified at the same time. "
            "Multiply them: give sample_weight alone."
        )
    if not isinstance(class_weight, dict):
        raise TypeError(
            f"`class_weight` is a dict, class number to weight, but {describe(class_weight)} "
            "came. Write {0: 1.0, 1: 2.5}."
        )
    labels = np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] > 1:
        labels = labels.argmax(axis=1)
    return np.array([class_weight.get(int(label), 1.0) for label in labels.reshape(-1)], np.float32)


def _is_data(x: Any) -> bool:
    """Whether `x` holds examples, rather than yielding batches of them."""
    if isinstance(x, dict):
        return all(map(_is_data, x.values()))
    if isinstance(x, list | tuple):
        return bool(x) and all(_is_data(item) or np.isscalar(item) for item in x)
    is_table = hasattr(x, "to_numpy")
    return is_table or isinstance(x, np.ndarray | np.generic | jax.Array | Tensor | Variable)
