"""What is in a dataset: its elements one after another, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np

from kerasish._missing import absent
from kerasish.core.nest import map_structure
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import methods_point_at_caller
from kerasish.data.elements import as_tensors

AUTOTUNE = -1
INFINITE_CARDINALITY = -1
UNKNOWN_CARDINALITY = -2


@methods_point_at_caller
class BaseDataset:
    """A stream of elements that can be begun again and again.

    Attributes:
        element_spec: shape and dtype of the tensors of an element; None is an unknown length.
    """

    def __init__(self, name: str, stream: Callable, size: int, spec: Any, rows: Any = None):
        """For the methods of `Dataset`.

        Args:
            name: what kind of dataset this is.
            stream: gives an iterator over the elements, each time from the start.
            size: how many there are, or `INFINITE_CARDINALITY` or `UNKNOWN_CARDINALITY`.
            spec: of an element.
            rows: arrays whose rows are the elements; then `stream` gives numbers of rows, so that
                rows are only picked once it is known which go together.
        """
        self._name = name
        self._stream = stream
        self._size = size
        self._rows = rows
        self.element_spec = spec

    def _next(self, name: str, stream: Callable, size: int) -> Self:
        """A dataset of the same elements, in another order or number."""
        return type(self)(name, stream, size, self.element_spec, self._rows)

    @property
    def is_infinite(self) -> bool:
        """Whether it is known to have no end."""
        return self._size == INFINITE_CARDINALITY

    def cardinality(self) -> Tensor:
        """How many elements there are: int64, or the numbers for "without end" and "unknown"."""
        return Tensor(np.int64(self._size))

    def __len__(self) -> int:
        if self._size == INFINITE_CARDINALITY:
            raise TypeError("The dataset is infinite. Take some: dataset.take(10).")
        if self._size == UNKNOWN_CARDINALITY:
            raise TypeError("The dataset length is unknown. To find it out, count: len(list(ds)).")
        return self._size

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator:
        return map(as_tensors, self._elements())

    def as_numpy_iterator(self) -> Iterator:
        """An iterator over the elements, with NumPy arrays in place of tensors."""
        return (
            map_structure(lambda leaf: Tensor(leaf).numpy(), element)
            for element in self._elements()
        )

    def _elements(self) -> Iterator:
        return self._stream() if self._rows is None else map(self._picked, self._stream())

    def _picked(self, rows: Any) -> Any:
        return map_structure(lambda array: array[rows, ...], self._rows)

    def __getitem__(self, index: Any) -> None:
        raise TypeError(
            "A dataset has no places, its elements come one after another: next(iter(dataset)) is "
            "the first, dataset.skip(3).take(1) a dataset of the fourth."
        )

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(absent("Dataset", name, dir(type(self)), _ADVICE))

    def __repr__(self) -> str:
        return f"<{self._name} element_spec={self.element_spec}>"


_ADVICE = {
    "reduce": "Loop over the dataset: for x in dataset: total = total + x.",
    "padded_batch": "Bring the elements to one length with map, then batch them.",
    "window": "Cut windows out of the array with NumPy's sliding_window_view.",
    "interleave": "Chain datasets with concatenate, and mix them with shuffle.",
    "flat_map": "Write a generator, and hand it to Dataset.from_generator.",
    "shard": "Pick rows before: from_tensor_slices(x[::2]), or filter enumerated elements.",
    "apply": "Call the function on the dataset: function(dataset).",
    "shape": "The shapes are in dataset.element_spec.",
    "numpy": "Take arrays out with dataset.as_numpy_iterator().",
}
