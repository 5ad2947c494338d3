"""Streams of items, whatever they are: in another order, in groups, again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np


def shuffled(items: Iterable, buffer_size: int, rng: np.random.Generator) -> Iterator:
    """The items in random order: each is drawn from the `buffer_size` that come next."""
    buffer: list = []
    for item in items:
        if len(buffer) < buffer_size:
            buffer.append(item)
            continue
        place = rng.integers(buffer_size)
        yield buffer[place]
        buffer[place] = item
    for place in rng.permutation(len(buffer)):
        yield buffer[place]


def grouped(items: Iterable, size: int, drop_remainder: bool) -> Iterator[list]:
    """Lists of `size` items; the last one has what is left, if it is not dropped."""
    items = iter(items)
    while group := list(islice(items, size)):
        if len(group) == size or not drop_remainder:
            yield group


def repeated(stream: Callable[[], Iterator], count: int | None) -> Iterator:
    """The items of a stream `count` times, without end for None; an empty stream ends."""
    done, is_empty = 0, False
    while (count is None or done < count) and not is_empty:
        is_empty = True
        for item in stream():
            is_empty = False
            yield item
        done += 1


class Kept:
    """The items of a stream, kept once they have all been seen."""

    def __init__(self, stream: Callable[[], Iterator]):
        self._stream = stream
        self._items: list | None = None

    def __call__(self) -> Iterator:
        if self._items is not None:
            yield from self._items
            return
        items = []
        for item in self._stream():
            items.append(item)
            yield item
        self._items = items
