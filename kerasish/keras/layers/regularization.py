"""Layers that make training harder so that a model generalizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np

from kerasish.core.dtypes import DType
from kerasish.core.random import Generator, drawing, hashed_bits, random_seed
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.layers.base import Layer


class Dropout(Layer):
    """In training, sets a part of the inputs to 0 and scales up the rest (Srivastava et al. 2014).

    Each number is dropped with probability `rate`; the others are divided by 1 - rate, so that
    the expected sum stays. Outside of training nothing changes. Shapes stay.

    Args:
        rate: the part to drop, from 0 to 1.
        noise_shape: the shape of what is drawn, 1 where numbers along an axis share their fate,
            None where the input's length is taken.
        seed: begins the layer's stream of random numbers.
        **kwargs: see `Layer`.

    Raises:
        ValueError: a rate below 0 or above 1.
    """

    @points_at_caller
    def __init__(
        self,
        rate: float,
        noise_shape: Sequence[int | None] | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        if not 0 <= rate <= 1:
            raise ValueError(
                "Invalid value received for argument `rate`. Expected a float value between 0 and "
                f"1. Received: rate={rate!r}. A fifth is 0.2."
            )
        self.rate = rate
        self.noise_shape = None if noise_shape is None else tuple(noise_shape)
        self.seed = seed
        if rate > 0:
            self.generator = Generator(random_seed() if seed is None else seed)
        self.built = True

    def call(self, inputs: Tensor, training: bool = False) -> Tensor:
        if not training or self.rate == 0:
            return inputs
        shape = self._noise_shape(tuple(inputs.shape))
        kernel = drawing(
            "dropout",
            _keep_factors(shape, self.rate, inputs.dtype),
            *(shape, self.rate, inputs.dtype),
        )
        return inputs * self.generator.draw(kernel)

    def _noise_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        if self.noise_shape is None:
            return shape
        return tuple(n if given is None else given for given, n in zip(self.noise_shape, shape))

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape


def _keep_factors(shape: tuple[int, ...], rate: float, dtype: DType) -> Callable:
    """A function of a key: for each number 0 (dropped) or 1 / (1 - rate)."""
    below = np.uint32(min(round(rate * 2**32), 2**32 - 1))
    factor = np.asarray(0.0 if rate == 1 else 1.0 / (1.0 - rate), dtype.as_numpy_dtype)

    def sample(key):
        # comparing whole numbers spares the way over floats
        return jnp.where(hashed_bits(key, shape) >= below, factor, np.zeros_like(factor))

    return sample
