"""Initializers: the values that weights begin with.

Each draws with NumPy from its own seed. Nothing has to be compiled, and an initializer gives the
same numbers each time it is called, as in Keras.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from kerasish._missing import missing as _missing
from kerasish.core import dtypes
from kerasish.core.random import random_seed
from kerasish.core.tensor import Tensor
from kerasish.keras.lookup import Registry
from kerasish.keras.naming import with_arguments
from kerasish.keras.saving.config import Configured
from kerasish.keras.saving.serialization import serialize_keras_object

# The standard deviation of the normal distribution cut off at two: the source is
# scipy.stats.truncnorm.std(a=-2, b=2).
_CUT_NORMAL = 0.87962566103423978


class Initializer(Configured):
    """A function of a shape. Subclasses define `__call__(shape, dtype=None)`."""

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """The values.

        Args:
            shape: of the result.
            dtype: of the result; float32 by default.
        """
        raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")

    def __repr__(self) -> str:
        return with_arguments(self)


class Zeros(Initializer):
    """Zeros."""

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        return _tensor(np.zeros(shape), dtype)


class Ones(Initializer):
    """Ones."""

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        return _tensor(np.ones(shape), dtype)


class Constant(Initializer):
    """One value everywhere.

    Args:
        value: a number, or an array that broadcasts to the shape.
    """

    def __init__(self, value: Any = 0.0):
        self.value = value

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        return _tensor(np.broadcast_to(np.asarray(self.value), tuple(shape)), dtype)


class Identity(Initializer):
    """A matrix with `gain` on the diagonal and zeros elsewhere."""

    config_if_changed = frozenset({"gain"})

    def __init__(self, gain: float = 1.0):
        self.gain = gain

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        if len(shape) != 2:
            raise ValueError(
                "Identity matrix initializer can only be used for 2D matrices. "
                f"Received: shape={tuple(shape)} of rank {len(shape)}."
            )
        return _tensor(self.gain * np.eye(*shape), dtype)


class RandomInitializer(Initializer):
    """An initializer that draws.

    Args:
        seed: a whole number; drawn when it is left out.
    """

    def __init__(self, seed: int | None = None):
        self._drawn = random_seed() if seed is None else seed
        self.seed = seed

    def _generator(self) -> np.random.Generator:
        return np.random.Generator(np.random.Philox(self._drawn))


class RandomNormal(RandomInitializer):
    """Normally distributed values.

    Args:
        mean, stddev: centre and width.
        seed: see `RandomInitializer`.
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None):
        self.mean = mean
        self.stddev = stddev
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        numbers = self._generator().standard_normal(shape, np.float32)
        return _tensor(self.mean + self.stddev * numbers, dtype)


class RandomUniform(RandomInitializer):
    """Evenly spread values from `minval` up to `maxval`.

    Args:
        minval, maxval: the bounds.
        seed: see `RandomInitializer`.
    """

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: int | None = None):
        self.minval = minval
        self.maxval = maxval
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        numbers = self._generator().random(shape, np.float32)
        return _tensor(self.minval + (self.maxval - self.minval) * numbers, dtype)


class TruncatedNormal(RandomInitializer):
    """Normally distributed values, none farther than two `stddev` from `mean`.

    Args:
        mean, stddev: centre and width, before values are cut off.
        seed: see `RandomInitializer`.
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None):
        self.mean = mean
        self.stddev = stddev
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        numbers = _cut_normal(self._generator(), shape)
        return _tensor(self.mean + self.stddev * numbers, dtype)


class VarianceScaling(RandomInitializer):
    """Values whose variance is `scale` over the number of connections.

    With n the number of inputs (`fan_in`), of outputs (`fan_out`) or their mean (`fan_avg`), the
    variance is scale / n, so that signals keep their size from layer to layer (Glorot and Bengio
    2010, section 4.2.1; He et al. 2015, equation 10).

    Args:
        scale: positive.
        mode: `"fan_in"`, `"fan_out"` or `"fan_avg"`.
        distribution: `"truncated_normal"`, `"untruncated_normal"` or `"uniform"`.
        seed: see `RandomInitializer`.
    """

    def __init__(
        self,
        scale: float = 1.0,
        mode: str = "fan_in",
        distribution: str = "truncated_normal",
        seed: int | None = None,
    ):
        if scale <= 0.0:
            raise ValueError(f"Argument `scale` must be positive float. Received: scale={scale}")
        _check("mode", mode, ("fan_in", "fan_out", "fan_avg"))
        distribution = {"normal": "truncated_normal"}.get(distribution, distribution)
        _check("distribution", distribution, ("truncated_normal", "untruncated_normal", "uniform"))
        self.scale = scale
        self.mode = mode
        self.distribution = distribution
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        fan_in, fan_out = fans(shape)
        fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        variance = self.scale / max(1.0, fan)
        generator = self._generator()
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * variance)
            return _tensor(limit * (2 * generator.random(shape, np.float32) - 1), dtype)
        if self.distribution == "untruncated_normal":
            return _tensor(math.sqrt(variance) * generator.standard_normal(shape), dtype)
        stddev = math.sqrt(variance) / _CUT_NORMAL
        return _tensor(stddev * _cut_normal(generator, shape), dtype)


class GlorotUniform(VarianceScaling):
    """Evenly spread within ±sqrt(6 / (inputs + outputs)): Glorot and Bengio 2010, equation 16."""

    def __init__(self, seed: int | None = None):
        super().__init__(1.0, "fan_avg", "uniform", seed)


class GlorotNormal(VarianceScaling):
    """Truncated normal of variance 2 / (inputs + outputs): Glorot and Bengio 2010."""

    def __init__(self, seed: int | None = None):
        super().__init__(1.0, "fan_avg", "truncated_normal", seed)


class HeUniform(VarianceScaling):
    """Evenly spread within ±sqrt(6 / inputs): He et al. 2015."""

    def __init__(self, seed: int | None = None):
        super().__init__(2.0, "fan_in", "uniform", seed)


class HeNormal(VarianceScaling):
    """Truncated normal of variance 2 / inputs: He et al. 2015."""

    def __init__(self, seed: int | None = None):
        super().__init__(2.0, "fan_in", "truncated_normal", seed)


class LecunUniform(VarianceScaling):
    """Evenly spread within ±sqrt(3 / inputs): LeCun et al. 1998, section 4.6."""

    def __init__(self, seed: int | None = None):
        super().__init__(1.0, "fan_in", "uniform", seed)


class LecunNormal(VarianceScaling):
    """Truncated normal of variance 1 / inputs: LeCun et al. 1998, section 4.6."""

    def __init__(self, seed: int | None = None):
        super().__init__(1.0, "fan_in", "truncated_normal", seed)


class Orthogonal(RandomInitializer):
    """A matrix with orthonormal rows or columns: Saxe et al. 2014.

    Axes before the last are taken as one.

    Args:
        gain: a factor.
        seed: see `RandomInitializer`.
    """

    def __init__(self, gain: float = 1.0, seed: int | None = None):
        self.gain = gain
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        if len(shape) < 2:
            raise ValueError(
                "The tensor to initialize must be at least two-dimensional. "
                f"Received: shape={tuple(shape)} of rank {len(shape)}."
            )
        rows, columns = math.prod(shape[:-1]), shape[-1]
        tall = (max(rows, columns), min(rows, columns))
        q, r = np.linalg.qr(self._generator().standard_normal(tall))
        q = q * np.sign(np.diag(r))  # else the distribution is not uniform
        return _tensor(self.gain * (q.T if rows < columns else q).reshape(shape), dtype)


def fans(shape: Sequence[int]) -> tuple[int, int]:
    """How many inputs and outputs a weight of this shape connects.

    Args:
        shape: (inputs, outputs); for a convolution (*window, inputs, outputs).
    """
    if len(shape) < 2:
        return (shape[0], shape[0]) if shape else (1, 1)
    window = math.prod(shape[:-2])
    return shape[-2] * window, shape[-1] * window


def _cut_normal(generator: np.random.Generator, shape: Sequence[int]) -> np.ndarray:
    """Standard normal numbers; those beyond ±2 are drawn again."""
    numbers = generator.standard_normal(shape)
    while (far := np.abs(numbers) > 2).any():
        numbers[far] = generator.standard_normal(far.sum())
    return numbers


def _tensor(values: np.ndarray, dtype: Any) -> Tensor:
    kind = dtypes.float32 if dtype is None else dtypes.as_dtype(dtype)
    return Tensor(np.asarray(values).astype(kind.as_numpy_dtype))


def _check(argument: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ValueError(
            f"Invalid `{argument}` argument: {value!r}. Please use one of {', '.join(allowed)}."
        )


_registry = Registry(
    "initializer",
    classes=(
        *(Zeros, Ones, Constant, Identity, RandomNormal, RandomUniform, TruncatedNormal),
        *(VarianceScaling, GlorotUniform, GlorotNormal, HeUniform, HeNormal),
        *(LecunUniform, LecunNormal, Orthogonal),
    ),
    others={"normal": RandomNormal, "uniform": RandomUniform},
)


def get(identifier: Any) -> Callable | None:
    """The initializer that `identifier` means: a name, a class, an object, an array, a function.

    Raises:
        ValueError: nothing goes by that name.
    """
    if isinstance(identifier, np.ndarray | Tensor):
        return Constant(np.asarray(identifier))
    return _registry.get(identifier)


serialize, deserialize = serialize_keras_object, _registry.deserialize

__all__ = [
    "Constant",
    "GlorotNormal",
    "GlorotUniform",
    "HeNormal",
    "HeUniform",
    "Identity",
    "Initializer",
    "LecunNormal",
    "LecunUniform",
    "Ones",
    "Orthogonal",
    "RandomNormal",
    "RandomUniform",
    "TruncatedNormal",
    "VarianceScaling",
    "Zeros",
    "deserialize",
    "get",
    "serialize",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
