"""From strokes of a pen to a picture like those of MNIST."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

SIDE = 28  # pixels of a picture of MNIST
BOX = 20  # pixels of the box that its digit is fitted into
MIDDLE = 14  # where its centre of mass comes to lie, counted from 0
PAD = 560  # pixels of the drawing
PEN = 0.09  # width of the pen, as a part of the pad's

Stroke = Sequence[Sequence[float]]


def ink_of(strokes: Sequence[Stroke]) -> np.ndarray:
    """What a round pen leaves on a square pad.

    Args:
        strokes: for each the places that the pen went through, (x, y) from 0 to 1, y downwards.

    Returns:
        shape (560, 560), uint8: 255 is ink.
    """
    page = Image.new("L", (PAD, PAD))
    pen, radius = ImageDraw.Draw(page), PEN * PAD / 2
    for stroke in strokes:
        places = [(x * PAD, y * PAD) for x, y in stroke]
        pen.line(places, fill=255, width=round(2 * radius))
        for x, y in places:  # round ends and corners
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(page)


def as_mnist(ink: np.ndarray) -> np.ndarray:
    """What the makers of MNIST did with handwriting (LeCun et al. 1998, section III.A).

    The margin is cut off, the longer side scaled to 20 pixels, where each pixel becomes as dark as
    the part of it that is inked, and the centre of mass laid on the middle of 28 x 28 pixels.

    Args:
        ink: any shape (height, width); 0 is paper.

    Returns:
        shape (28, 28), uint8: 255 is ink. Without any ink it is empty.
    """
    page = np.zeros((SIDE, SIDE), np.uint8)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return page
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(round(BOX * side / max(cut.shape)), 1) for side in cut.shape)
    scaled = Image.fromarray(cut).resize((width, height), Image.Resampling.BOX)
    small = np.asarray(scaled)
    mass = small.sum(dtype=float)
    for_each = [small.sum(axis=1) @ np.arange(height), small.sum(axis=0) @ np.arange(width)]
    corner = [round(MIDDLE - moment / mass) for moment in for_each]
    top, left = (min(max(at, 0), SIDE - side) for at, side in zip(corner, small.shape))
    page[top : top + height, left : left + width] = small
    return page
