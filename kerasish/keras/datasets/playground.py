"""The TensorFlow Playground's points in the plane: four sets of two classes, two for regression.

D. Smilkov, S. Carter and others, github.com/tensorflow/playground, licence Apache 2.0: the
distributions of its src/dataset.ts, drawn here with NumPy. Nothing is downloaded or kept. There
the classes are called -1 and 1; here 0 and 1, as binary_crossentropy takes them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.datasets.digits import Split

Draw = Callable[[np.random.Generator, int, float], tuple[np.ndarray, np.ndarray]]


@points_at_caller
def load_data(
    name: str,
    samples: int = 500,
    noise: float = 0.0,
    train_ratio: float = 0.5,
    seed: int | None = None,
) -> Split:
    """Points of one of the Playground's data sets, in mixed order.

    Args:
        name: for classification `"circle"` (one class around the other), `"xor"` (a class to
            each pair of opposite quarters), `"gauss"` (two clouds) or `"spiral"` (two arms); for
            regression `"plane"` (the label rises evenly) or `"multi-gauss"` (hills and hollows).
        samples: how many points, those to test with included.
        noise: from 0 to 0.5; the Playground shows it as 0 to 50.
        train_ratio: the part of the points to train with, between 0 and 1.
        seed: for the same points each time; None for others each time.

    Returns:
        (x_train, y_train), (x_test, y_test): coordinates of shape (n, 2), float32, about -6 to 6;
        labels of shape (n,), for classification 0 or 1, int32, for regression -1 to 1, float32.

    Raises:
        ValueError: a name that there is not, or a number out of its range.

    Example:
        >>> (x_train, y_train), (x_test, y_test) = playground.load_data("spiral", noise=0.1)
        >>> x_train.shape, y_train.shape
        ((250, 2), (250,))
    """
    _check(name, samples, noise, train_ratio)
    generator = np.random.default_rng(seed)
    points, labels = _SETS[name](generator, samples, noise)
    order = generator.permutation(samples)
    points = points[order].astype(np.float32)
    labels = labels[order].astype(np.int32 if labels.dtype == bool else np.float32)
    first = round(samples * train_ratio)
    return (points[:first], labels[:first]), (points[first:], labels[first:])


def _circle(generator: np.random.Generator, samples: int, noise: float):
    """A disc of radius 2.5 in a ring from 3.5 to 5; noise moves the point that is judged."""
    inside = np.arange(samples) < samples // 2
    radius = np.where(
        inside, generator.uniform(0, 2.5, samples), generator.uniform(3.5, 5, samples)
    )
    points = _around(radius, generator.uniform(0, 2 * np.pi, samples))
    judged = points + noise * generator.uniform(-5, 5, points.shape)
    return points, np.hypot(*judged.T) < 2.5


def _xor(generator: np.random.Generator, samples: int, noise: float):
    """Class 1 where both coordinates have one sign; a strip of 0.3 beside the axes is empty."""
    points = generator.uniform(-5, 5, (samples, 2))
    points += np.where(points > 0, 0.3, -0.3)
    judged = points + noise * generator.uniform(-5, 5, points.shape)
    return points, judged.prod(axis=1) >= 0


def _gauss(generator: np.random.Generator, samples: int, noise: float):
    """Normal clouds around (2, 2) and (-2, -2) of variance 0.5, with noise up to 4."""
    labels = np.arange(samples) < samples // 2
    centres = np.where(labels, 2.0, -2.0)[:, None]
    return centres + np.sqrt(0.5 + 7 * noise) * generator.normal(size=(samples, 2)), labels


def _spiral(generator: np.random.Generator, samples: int, noise: float):
    """Two arms of one and three quarter turns, out to radius 5; noise moves the points."""
    labels = np.arange(samples) < samples // 2
    half = samples // 2
    way = np.concatenate([np.arange(n) / max(n, 1) for n in (half, samples - half)])
    points = _around(5 * way, 2 * np.pi * 1.75 * way + np.where(labels, 0, np.pi))
    return points + noise * generator.uniform(-1, 1, points.shape), labels


def _plane(generator: np.random.Generator, samples: int, noise: float):
    """A tenth of the sum of the coordinates; noise moves the point that is judged."""
    points, judged = _square(generator, samples, noise)
    return points, judged.sum(axis=1) / 10


_HILLS = np.array([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
_HEIGHTS = np.array([1, -1, 1, -1, 1, -1])


def _multi_gauss(generator: np.random.Generator, samples: int, noise: float):
    """Six cones of radius 2, in turn 1 high and 1 deep; noise moves the point that is judged."""
    points, judged = _square(generator, samples, noise)
    distances = np.linalg.norm(judged[:, None] - _HILLS, axis=2)
    nearest = distances.argmin(axis=1)
    heights = _HEIGHTS[nearest] * np.clip(1 - distances.min(axis=1) / 2, 0, 1)
    return points, heights


def _around(radius: np.ndarray, angle: np.ndarray) -> np.ndarray:
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)


def _square(generator: np.random.Generator, samples: int, noise: float):
    points = generator.uniform(-6, 6, (samples, 2))
    return points, points + noise * generator.uniform(-6, 6, points.shape)


_SETS: dict[str, Draw] = {
    **{"circle": _circle, "xor": _xor, "gauss": _gauss, "spiral": _spiral},
    **{"plane": _plane, "multi-gauss": _multi_gauss},
}


def _check(name: str, samples: int, noise: float, train_ratio: float) -> None:
    if name not in _SETS:
        raise ValueError(
            f"There is no data set {name!r} in the Playground. Expected one of "
            f"{', '.join(map(repr, _SETS))}."
        )
    if not isinstance(samples, int) or samples < 2:
        raise ValueError(f"`samples` is a whole number from 2. Received: samples={samples!r}")
    if not 0 <= noise <= 0.5:
        raise ValueError(
            f"`noise` is from 0 to 0.5, for 25 % write noise=0.25. Received: noise={noise!r}"
        )
    if not 0 < train_ratio < 1:
        raise ValueError(
            "`train_ratio` is between 0 and 1, for half of the points write 0.5. "
            f"Received: train_ratio={train_ratio!r}"
        )
