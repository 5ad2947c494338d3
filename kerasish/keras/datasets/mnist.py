"""MNIST: 70,000 handwritten digits of 28 × 28.

Y. LeCun, C. Cortes and C. J. C. Burges, The MNIST database of handwritten digits, 1998, licence
CC BY-SA 3.0; the file that Keras downloads.
"""

from __future__ import annotations

import os
import zipfile

import numpy as np

from kerasish.keras.datasets import digits
from kerasish.keras.datasets.digits import Split
from kerasish.keras.datasets.sources import Unavailable, get_file

ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"

SIDE, BOX = 28, 20  # MNIST's digits fill a box of 20 × 20, their centre of mass in the middle


def load_data(path: str = "mnist.npz") -> Split:
    """The digits, 60,000 to train with and 10,000 to test with.

    They are downloaded once and kept. Without a network the digits that come with kerasish take
    their place, enlarged, so that the same program runs; a line says so. As they are few, each of
    those to train with is there five times: in the middle, and moved by a pixel to every side. The
    environment variable KERASISH_MNIST names a file to use instead.

    Args:
        path: the name that the download is kept under.

    Returns:
        (x_train, y_train), (x_test, y_test): images of shape (n, 28, 28) from 0 (paper) to 255
        (ink), labels of shape (n,) from 0 to 9; all uint8.

    Raises:
        FileNotFoundError: KERASISH_MNIST names no file.
        ValueError: the file holds something else.
    """
    own = os.environ.get("KERASISH_MNIST")
    if own:
        if not os.path.isfile(own):
            raise FileNotFoundError(f"KERASISH_MNIST names {own}, but there is no such file.")
        data = _read(own)
        print(f"MNIST from the file that KERASISH_MNIST names: {sizes(data)}.")
        return data
    try:
        return _read(get_file(path, origin=ORIGIN, file_hash=SHA256))
    except Unavailable as reason:
        data = enlarged_digits()
        print(
            f"MNIST is not available: {reason}. The UCI digits that come with kerasish, enlarged "
            f"from 8 × 8, take its place: {sizes(data)}."
        )
        return data


def _read(path: str) -> Split:
    names = ("x_train", "y_train", "x_test", "y_test")
    try:
        with np.load(path) as file:
            x_train, y_train, x_test, y_test = (file[name] for name in names)
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(
            f"A file of MNIST is an archive with the arrays {', '.join(names)}; {path} is not: "
            f"{error}"
        ) from error
    return (x_train, y_train), (x_test, y_test)


def sizes(data: Split) -> str:
    """How many images a data set has, in words."""
    (train, _), (test, _) = data
    return f"{len(train):,} images to train with, {len(test):,} to test with"


def enlarged_digits() -> Split:
    """The digits that come with kerasish as MNIST has them, those to train with five times."""
    (x_train, y_train), (x_test, y_test) = digits.load_data()
    centred = _like_mnist(x_train)
    moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]  # no digit reaches the border
    moved = np.concatenate([np.roll(centred, move, axis=(1, 2)) for move in moves])
    return (moved, np.tile(y_train, len(moves))), (_like_mnist(x_test), y_test)


def _like_mnist(images: np.ndarray) -> np.ndarray:
    """Images of 8 × 8 from 0 to 16 as MNIST has them: 28 × 28 from 0 to 255, centred.

    Args:
        images: shape (n, 8, 8).

    Returns:
        shape (n, 28, 28), uint8.
    """
    stretch = _interpolation(images.shape[1], BOX)
    large = stretch @ (images / 16.0) @ stretch.T
    canvas = np.zeros((len(images), SIDE, SIDE))
    margin = (SIDE - BOX) // 2
    canvas[:, margin:-margin, margin:-margin] = large
    centred = [_centred(image) for image in canvas]
    return np.round(255 * np.stack(centred)).astype(np.uint8)


def _interpolation(small: int, large: int) -> np.ndarray:
    """A matrix (large, small) that stretches a column of numbers, linear in between."""
    places = (np.arange(large) + 0.5) * small / large - 0.5
    return np.stack([np.interp(places, np.arange(small), row) for row in np.eye(small)], axis=1)


def _centred(image: np.ndarray) -> np.ndarray:
    """The image moved so that its centre of mass is in the middle."""
    middle = (SIDE - 1) / 2
    places = np.arange(SIDE)
    ink = image.sum()
    down = round(middle - image.sum(axis=1) @ places / ink)
    right = round(middle - image.sum(axis=0) @ places / ink)
    margin = (SIDE - BOX) // 2
    return np.roll(image, (np.clip(down, -margin, margin), np.clip(right, -margin, margin)), (0, 1))
