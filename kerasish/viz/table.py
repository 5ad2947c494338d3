"""A tensor as the front end draws it: the cells that are shown, as text and colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kerasish.viz.cells import written

RANK = 4  # the most axes that are drawn
# How many places of an axis are drawn: of the columns, the rows, the tables, the rows of tables,
# for one table and for several. Of a longer axis the first ones and the last are.
ROOM, ROOM_OF_TABLES = (12, 10), (7, 5, 4, 3)


def shown_places(length: int, room: int) -> list[int]:
    """The places of an axis that are drawn: all, or the first ones and the last."""
    return list(range(length)) if length <= room else [*range(room - 1), length - 1]


def shown(shape: Sequence[int], room: Sequence[int] = ()) -> list[list[int]]:
    """The places that are drawn, for each axis.

    Args:
        shape: of the tensor.
        room: the most places of each axis, beginning with the last; by default what a page has.

    Raises:
        ValueError: there are more than four axes.
    """
    if len(shape) > RANK:
        raise ValueError(
            f"A tensor of shape {tuple(shape)} has {len(shape)} axes; at most {RANK} can be drawn. "
            "Pick a part of it first, such as x[0]."
        )
    room = room or (ROOM_OF_TABLES if len(shape) > 2 else ROOM)
    lengths_and_room = zip(reversed(shape), room)
    return [shown_places(length, most) for length, most in lengths_and_room][::-1]


def table(values: np.ndarray, room: Sequence[int] = ()) -> dict[str, Any]:
    """What the front end needs to draw a tensor.

    Args:
        values: of any dtype, rank 0 to 4.
        room: as for `shown`.

    Returns:
        shape: list of int. shown: the places drawn, a list for each axis. texts: what stands in
        each cell that is drawn, in reading order. shades: for each of them a number from -1 to 1,
        its value as a part of the largest.
    """
    places = shown(values.shape, room)
    part = values[np.ix_(*places)] if values.ndim else values
    return drawn(part, values.shape, places)


def drawn(part: np.ndarray, shape: Sequence[int], places: list[list[int]]) -> dict[str, Any]:
    """The same from the drawn part alone, of a tensor that need not be there as a whole."""
    return {
        "shape": list(shape),
        "shown": places,
        "texts": [written(value) for value in part.ravel()],
        "shades": shades(part).ravel().tolist(),
    }


def shades(values: np.ndarray) -> np.ndarray:
    """Each number as a part of the largest, from -1 to 1; 0 for text and what is not finite."""
    if values.dtype.kind not in "biuf":
        return np.zeros(values.shape)
    numbers = values.astype(np.float64)
    numbers[~np.isfinite(numbers)] = 0.0
    largest = np.abs(numbers).max(initial=0.0)
    return np.round(numbers / largest, 3) if largest else numbers
