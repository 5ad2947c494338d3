"""Arrays cut into batches, which are gathered on the host a few at a time."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import jax
import numpy as np

from kerasish.core import nest
from kerasish.core.op import describe
from kerasish.core.random import random_seed
from kerasish.core.tensor import Tensor
from kerasish.core.variable import Variable
from kerasish.keras.distribution.data_parallel import spread

CHUNK_BYTES = 2**23  # of each of two buffers: small enough for a processor's cache
ALIGNMENT = 64  # bytes


class ArrayBatches:
    """Arrays with one example a row, cut into batches.

    Args:
        data: (x, y, sample_weight): arrays of n rows, or nested lists of them, or None.
        batch_size: rows in a batch; the last one of an epoch has what is left over.
        shuffle: whether every epoch takes the rows in a new order.

    Attributes:
        arrays: NumPy arrays, in the order of `nest.flatten`.
        size: how many rows there are.
    """

    def __init__(self, data: tuple, batch_size: int | None, shuffle: bool):
        self._structure = data
        self.arrays = [as_numpy(leaf) for leaf in nest.flatten(data) if leaf is not None]
        lengths = [array.shape[0] if array.ndim else None for array in self.arrays]
        if not lengths or None in lengths:
            given = " and ".join(describe(part) for part in data if part is not None)
            raise ValueError(
                f"Data is an array with one row for each example, but {given} came. Lists of "
                "numbers become arrays with np.array(x)."
            )
        if len(set(lengths)) > 1:
            named = zip(("x", "y", "sample_weight"), data)
            sizes = {
                n: [len(a) for a in nest.flatten(part)] for n, part in named if part is not None
            }
            raise ValueError(
                "Data cardinality is ambiguous. Make sure all arrays contain the same number of "
                "samples: " + ", ".join(f"'{name}' has {s}" for name, s in sizes.items()) + "."
            )
        self.size = lengths[0]
        self.batch_size = min(_batch_size(batch_size), max(self.size, 1))
        self.shuffle = shuffle

    @property
    def steps(self) -> int:
        """Batches in an epoch, the last partial one included."""
        return -(-self.size // self.batch_size)

    @property
    def full_steps(self) -> int:
        """Batches in an epoch that are full."""
        return self.size // self.batch_size

    def order(self) -> np.ndarray:
        """The rows in the order in which an epoch takes them."""
        if not self.shuffle:
            return np.arange(self.size, dtype=np.int32)
        return np.random.default_rng(random_seed()).permutation(self.size).astype(np.int32)

    def restore(self, arrays: Iterable) -> tuple:
        """Arrays of a batch in the structure of the data: (x, y, sample_weight)."""
        rest = iter(arrays)
        return nest.map_structure(
            lambda leaf: None if leaf is None else next(rest), self._structure
        )

    def chunks(self, several: Callable[[], int], fresh: bool) -> Iterator[tuple]:
        """An epoch in chunks of batches, each gathered when it is asked for.

        A chunk has to be done with before the one after the next is asked for: the buffers are
        used in turn. No copy of all the data is made, and none has to fit on the device.

        Args:
            several: says how many batches the next chunk may have.
            fresh: whether every chunk has memory of its own, to be kept.

        Yields:
            (start, stop, arrays): numbers of batches, and arrays of shape (batches, rows, ...) on
            the device. They have room for `room` batches, unless fresh or a last partial batch.
        """
        order = self.order()
        start = 0
        while start < self.steps:
            is_partial = start == self.full_steps
            stop = start + 1 if is_partial else min(start + several(), self.full_steps)
            if not fresh and not is_partial:
                stop = min(stop, start + self.room)
            rows = order[start * self.batch_size : stop * self.batch_size]
            if fresh or is_partial:
                yield start, stop, self._picked(rows.reshape(stop - start, -1))
            else:
                yield start, stop, self._gathered(rows)
            start = stop

    @functools.cached_property
    def room(self) -> int:
        """How many batches a buffer holds."""
        bytes_a_batch = self.batch_size * sum(array[:1].nbytes for array in self.arrays)
        return max(1, min(self.full_steps, CHUNK_BYTES // max(bytes_a_batch, 1)))

    @functools.cached_property
    def _buffers(self) -> Iterator[list[np.ndarray]]:
        size = self.room * self.batch_size
        return itertools.cycle(
            [_aligned((size, *array.shape[1:]), device_dtype(array)) for array in self.arrays]
            for _ in range(2)
        )

    def _picked(self, rows: np.ndarray) -> list[jax.Array]:
        picked = (array[rows].astype(device_dtype(array), copy=False) for array in self.arrays)
        return [spread(array, axis=1) for array in picked]

    def _gathered(self, rows: np.ndarray) -> list[jax.Array]:
        buffers = next(self._buffers)
        for array, buffer in zip(self.arrays, buffers):
            if array.dtype == buffer.dtype:
                np.take(array, rows, axis=0, out=buffer[: len(rows)], mode="clip")
            else:
                buffer[: len(rows)] = array[rows]
        shape = self.room, self.batch_size
        return [spread(buffer.reshape(*shape, *buffer.shape[1:]), axis=1) for buffer in buffers]


def _aligned(shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """An empty array that JAX can use where it lies, without a copy."""
    size = math.prod(shape) * dtype.itemsize
    memory = np.empty(size + ALIGNMENT, np.uint8)
    first = -memory.ctypes.data % ALIGNMENT
    return memory[first : first + size].view(dtype).reshape(shape)


def device_dtype(array: np.ndarray | jax.Array) -> np.dtype:
    """The dtype that an array of the data gets on the device: float32 for float64, as in Keras."""
    return np.dtype(np.float32) if array.dtype == np.float64 else array.dtype


def as_numpy(leaf: Any) -> np.ndarray:
    """A leaf of the data as a NumPy array.

    Raises:
        ValueError: it holds no numbers.
    """
    leaf = _without_wrapping(leaf)
    array = np.asarray(leaf.to_numpy() if hasattr(leaf, "to_numpy") else leaf)
    if array.dtype.kind in "OSU":
        raise ValueError(
            f"Data must be numbers, but an array of dtype {array.dtype} came. Turn text or "
            "ragged lists into numbers first."
        )
    return array


def as_device_array(leaf: Any) -> jax.Array:
    """A leaf of a batch as an array on the device, or on several."""
    leaf = _without_wrapping(leaf)
    array = leaf if isinstance(leaf, jax.Array) else as_numpy(leaf)
    dtype = device_dtype(array)
    return spread(array if array.dtype == dtype else array.astype(dtype))


def _without_wrapping(leaf: Any) -> Any:
    """The array of a tensor or variable; anything else as it is."""
    if isinstance(leaf, Variable):
        leaf = leaf.__as_tensor__()
    return leaf.array if isinstance(leaf, Tensor) else leaf


def _batch_size(batch_size: int | None) -> int:
    if batch_size is None:
        return 32
    if isinstance(batch_size, bool) or not isinstance(batch_size, int | np.integer):
        raise ValueError(f"`batch_size` is a whole number, such as 32, but {batch_size!r} came.")
    if batch_size < 1:
        raise ValueError(f"`batch_size` must be at least 1, but {batch_size} came.")
    return int(batch_size)
