"""Dataset: elements that come one after another, and what becomes of them on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, count, islice
from typing import Any

import numpy as np

from kerasish.core import dtypes
from kerasish.core.errors import InvalidArgumentError
from kerasish.core.function import TensorSpec
from kerasish.core.nest import flatten, pack_like
from kerasish.core.op import describe
from kerasish.core.random import random_seed
from kerasish.core.tracebacks import methods_point_at_caller, points_at_caller
from kerasish.data.base import INFINITE_CARDINALITY, UNKNOWN_CARDINALITY, BaseDataset
from kerasish.data.elements import (
    Mapped,
    as_arrays,
    spec_of,
    stacked,
    with_length,
    without_length,
)
from kerasish.data.generators import conformed, signature_of
from kerasish.data.streams import Kept, grouped, repeated, shuffled

_INFINITE, _UNKNOWN = INFINITE_CARDINALITY, UNKNOWN_CARDINALITY


@methods_point_at_caller
class Dataset(BaseDataset):
    """Elements that come one after another: tensors, or tuples and dicts of tensors.

    A dataset is begun with `from_tensor_slices`, `from_generator` or `range`. Each method gives a
    new dataset; nothing is computed before elements are asked for, and then one by one, so that a
    dataset may be larger than the memory. `model.fit(dataset)` takes one of batches.

    Attributes:
        element_spec: shape and dtype of the tensors of an element; None is an unknown length.

    Example:
        >>> dataset = tf.data.Dataset.from_tensor_slices((x, y))
        >>> model.fit(dataset.shuffle(1000).batch(32), epochs=5)
    """

    # -- where elements come from ----------------------------------------------------------

    @staticmethod
    def from_tensor_slices(tensors: Any, name: str | None = None) -> Dataset:
        """The rows of arrays, one after the other.

        Args:
            tensors: an array or list, or tuples and dicts of them, all with equally many rows.

        Raises:
            ValueError: a number, which has no rows, or different numbers of rows.
        """
        rows = as_arrays(tensors)
        shapes = [array.shape for array in flatten(rows)]
        if () in shapes:
            raise ValueError(
                "Unbatching a tensor is only supported for rank >= 1: a dataset takes the rows of "
                f"arrays, but {describe(tensors)} came."
            )
        sizes = [shape[0] for shape in shapes]
        if len(set(sizes)) > 1:
            raise ValueError(
                f"Dimensions {sizes[0]} and {next(n for n in sizes if n != sizes[0])} are not "
                f"compatible: the arrays have {sizes} rows. Each element takes a row of every one."
            )
        size = sizes[0]
        spec = without_length(spec_of(rows))
        return Dataset("_TensorSliceDataset", lambda: iter(range(size)), size, spec, rows)

    @staticmethod
    def from_tensors(tensors: Any, name: str | None = None) -> Dataset:
        """One element: all of `tensors`."""
        element = as_arrays(tensors)
        return Dataset("_TensorDataset", lambda: iter([element]), 1, spec_of(element))

    @staticmethod
    def from_generator(
        generator: Callable,
        output_types: Any = None,
        output_shapes: Any = None,
        args: tuple = (),
        output_signature: Any = None,
        name: str | None = None,
    ) -> Dataset:
        """What a Python generator yields.

        Args:
            generator: a function that gives an iterator; called anew for every pass.
            output_types: the dtypes of the parts, if there is no `output_signature`.
            output_shapes: their shapes, unknown lengths by default.
            args: arguments for `generator`.
            output_signature: a `tf.TensorSpec` for every part of what is yielded.

        Raises:
            TypeError: neither signature nor types, or `generator` is no function.
        """
        if not callable(generator):
            raise TypeError(
                "`generator` must be a Python callable that gives an iterator, but "
                f"{describe(generator)} came. Hand over the function, not what it returns."
            )
        if output_signature is None:
            if output_types is None:
                raise TypeError(
                    "Either `output_signature` or `output_types` must be specified: "
                    "output_signature=tf.TensorSpec(shape=(2,), dtype=tf.float32), say."
                )
            output_signature = signature_of(output_types, output_shapes)

        def stream() -> Iterator:
            return (conformed(item, output_signature) for item in generator(*args))

        return Dataset("_FlatMapDataset", stream, _UNKNOWN, output_signature)

    @staticmethod
    def range(*args: int, output_type: Any = dtypes.int64, name: str | None = None) -> Dataset:
        """Whole numbers, as Python's `range` gives them."""
        numbers = np.arange(*map(int, args), dtype=dtypes.as_dtype(output_type).as_numpy_dtype)
        spec = TensorSpec((), output_type)
        size = len(numbers)
        return Dataset("_RangeDataset", lambda: iter(range(size)), size, spec, numbers)

    @staticmethod
    def zip(*args: Any, datasets: Any = None, name: str | None = None) -> Dataset:
        """Elements of several datasets side by side; the shortest says when it ends.

        Args:
            args: datasets, or one tuple or dict of them.
        """
        given = args or (datasets,)
        structure = given[0] if len(given) == 1 and not isinstance(given[0], Dataset) else given
        parts = flatten(structure)
        sizes = [part._size for part in parts]
        known = [size for size in sizes if size >= 0]
        size = _UNKNOWN if _UNKNOWN in sizes else min(known, default=_INFINITE)

        def stream() -> Iterator:
            columns = zip_(*(part._elements() for part in parts))
            return (pack_like(structure, list(column)) for column in columns)

        specs = pack_like(structure, [part.element_spec for part in parts])
        return Dataset("_ZipDataset", stream, size, specs)

    # -- other elements --------------------------------------------------------------------

    def map(
        self,
        map_func: Callable,
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Dataset:
        """A function of each element. It is traced, as by `tf.function`, and runs compiled.

        A call costs some 40 µs, whether for one example or for a batch: `batch` before `map`,
        where the function can work on a batch, makes it cheap.

        Args:
            map_func: takes the parts of a tuple as so many arguments, anything else as one.
            num_parallel_calls, deterministic: accepted so that programs written for TensorFlow
                run: elements are worked on one after the other, in their order.

        Raises:
            ValueError: no function.
            TypeError: a function of another number of arguments, or one that returns nothing.
        """
        mapped = Mapped(map_func, self.element_spec)
        name = "_MapDataset" if num_parallel_calls is None else "_ParallelMapDataset"
        return Dataset(name, lambda: map_(mapped, self._elements()), self._size, mapped.spec)

    def filter(self, predicate: Callable, name: str | None = None) -> Dataset:
        """The elements for which a function gives True.

        Raises:
            ValueError: it gives no single boolean.
        """
        keeps = Mapped(predicate, self.element_spec)
        if keeps.spec != TensorSpec((), dtypes.bool_):
            raise ValueError(
                "Invalid `predicate`. `predicate` must return a `tf.bool` scalar tensor, but its "
                f"return type is {keeps.spec}. Compare: lambda x: x > 0."
            )

        def stream() -> Iterator:
            return (element for element in self._elements() if keeps(element))

        return Dataset("_FilterDataset", stream, _UNKNOWN, self.element_spec)

    def batch(
        self,
        batch_size: int,
        drop_remainder: bool = False,
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Dataset:
        """Groups of elements one above the other, along a new first axis.

        Args:
            batch_size: elements in a group.
            drop_remainder: whether to leave out a last group that is smaller.

        Raises:
            InvalidArgumentError: a size below 1; later, elements of different shapes.
        """
        size = _at_least_1(batch_size, "Batch size must be greater than zero")
        batches = self._size
        if batches >= 0:
            batches = batches // size if drop_remainder else -(-batches // size)
        spec = with_length(self.element_spec, size if drop_remainder else None)

        def stream() -> Iterator:
            groups = grouped(self._stream(), size, drop_remainder)
            return map_(stacked if self._rows is None else self._picked, groups)

        return Dataset("_BatchDataset", stream, batches, spec)

    def unbatch(self, name: str | None = None) -> Dataset:
        """The rows of each element as elements.

        Raises:
            ValueError: an element is a single number, which has no rows.
        """
        shapes = [spec.shape for spec in flatten(self.element_spec)]
        if any(shape.rank == 0 for shape in shapes):
            raise ValueError(
                "Cannot unbatch an input with scalar components: an element has no rows, it is "
                f"{self.element_spec}. unbatch() undoes batch(); leave it out here."
            )

        def stream() -> Iterator:
            for element in self._elements():
                leaves = [np.asarray(leaf) for leaf in flatten(element)]
                for row in zip_(*leaves):
                    yield pack_like(element, list(row))

        return Dataset("_UnbatchDataset", stream, _UNKNOWN, without_length(self.element_spec))

    def enumerate(self, start: int = 0, name: str | None = None) -> Dataset:
        """Pairs of a number, counted from `start`, and an element."""
        spec = (TensorSpec((), dtypes.int64), self.element_spec)

        def stream() -> Iterator:
            return zip_(map_(np.int64, count(start)), self._elements())

        return Dataset("_ZipDataset", stream, self._size, spec)

    # -- the same elements in another order or number --------------------------------------

    def shuffle(
        self,
        buffer_size: int,
        seed: int | None = None,
        reshuffle_each_iteration: bool = True,
        name: str | None = None,
    ) -> Dataset:
        """The elements in random order: each is drawn from the `buffer_size` that come next.

        Args:
            buffer_size: as many as there are elements mixes all; 1 changes nothing.
            seed: begins the random numbers.
            reshuffle_each_iteration: whether every pass has an order of its own.

        Raises:
            InvalidArgumentError: a buffer below 1.
        """
        size = _at_least_1(buffer_size, "buffer_size must be greater than zero")
        first = random_seed() if seed is None and not reshuffle_each_iteration else seed
        passes = count()

        def stream() -> Iterator:
            begin = random_seed() if first is None else first
            number = next(passes) if seed is not None and reshuffle_each_iteration else 0
            return shuffled(self._stream(), size, np.random.default_rng([begin, number]))

        return self._next("_ShuffleDataset", stream, self._size)

    def repeat(self, count: int | None = None, name: str | None = None) -> Dataset:
        """The elements `count` times over; without end for None or -1."""
        times = None if count is None or count < 0 else int(count)
        size = self._size if self._size < 0 else _INFINITE if times is None else self._size * times
        if times == 0 or self._size == 0:
            size = 0
        elif self._size == _UNKNOWN and times is None:
            size = _INFINITE
        return self._next("_RepeatDataset", lambda: repeated(self._stream, times), size)

    def take(self, count: int, name: str | None = None) -> Dataset:
        """The first `count` elements; all for -1."""
        size = self._size if count < 0 else _smaller(self._size, count)
        stop = None if count < 0 else int(count)
        return self._next("_TakeDataset", lambda: islice(self._stream(), stop), size)

    def skip(self, count: int, name: str | None = None) -> Dataset:
        """The elements after the first `count`; none for -1."""
        size = self._size if self._size < 0 else max(0, self._size - count)
        if count < 0:
            return self._next("_SkipDataset", lambda: iter(()), 0)
        return self._next("_SkipDataset", lambda: islice(self._stream(), count, None), size)

    def concatenate(self, dataset: Dataset, name: str | None = None) -> Dataset:
        """The elements of this dataset, then those of another with elements of the same kind.

        Raises:
            TypeError: its elements are of another kind.
        """
        mine, others = self.element_spec, dataset.element_spec
        if mine != others:
            raise TypeError(f"Incompatible dataset elements:\n  {mine} vs.   {others}")
        sizes = (self._size, dataset._size)
        size = _INFINITE if _INFINITE in sizes else _UNKNOWN if _UNKNOWN in sizes else sum(sizes)

        def stream() -> Iterator:
            return chain(self._elements(), dataset._elements())

        return Dataset("_ConcatenateDataset", stream, size, mine)

    def cache(self, filename: str = "", name: str | None = None) -> Dataset:
        """The elements kept in memory once they have all been seen.

        Raises:
            ValueError: a file: there is the memory alone.
        """
        if filename:
            raise ValueError(
                f"cache() keeps elements in memory here, but the file {filename!r} came. Leave it "
                "out, or save the arrays with np.save."
            )
        return self._next("CacheDataset", Kept(self._stream), self._size)

    def prefetch(self, buffer_size: int, name: str | None = None) -> Dataset:
        """The same elements.

        In TensorFlow the next elements are made ready while the model trains. Here that is so
        without being asked for: JAX computes a step while Python makes the next batch.
        """
        return self._next("_PrefetchDataset", self._stream, self._size)


map_, zip_ = map, zip  # Dataset has methods of these names


@points_at_caller
def _at_least_1(number: Any, otherwise: str) -> int:
    number = int(number)
    if number < 1:
        raise InvalidArgumentError(f"{otherwise}, but {number} came. Give 1 or more.")
    return number


def _smaller(size: int, limit: int) -> int:
    if size == _UNKNOWN:
        return _UNKNOWN if limit else 0
    return limit if size == _INFINITE else min(size, limit)
