"""A memory of what was compiled, of limited size."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Thing = TypeVar("Thing")


class Kept(dict[Hashable, Thing]):
    """A dict that drops its oldest entry when it would hold too many.

    Args:
        most: how many entries it holds.
    """

    def __init__(self, most: int):
        super().__init__()
        self._most = most

    def keep(self, key: Hashable, thing: Thing) -> Thing:
        """Keep something for the next time, and return it."""
        self[key] = thing
        if len(self) > self._most:
            del self[next(iter(self))]
        return thing
