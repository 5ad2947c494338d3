"""The hash that decides what Dropout drops: every place, count and key for itself."""

import jax
import numpy as np

from kerasish.core.random import _STRIDE, _state, hashed_bits

SHAPE, DRAWS = (16, 64), 256


def draws(seed: int) -> np.ndarray:
    """Numbers in [-0.5, 0.5) of successive draws, shape (DRAWS, *SHAPE)."""
    hashed = jax.jit(lambda state: hashed_bits(jax.random.wrap_key_data(state, impl="rbg"), SHAPE))
    state, found = _state(seed), []
    for _ in range(DRAWS):
        found.append(np.asarray(hashed(state)))
        state = state + _STRIDE
    return np.array(found) / 2**32 - 0.5


def deviations(products: np.ndarray) -> float:
    """The mean of products of two independent numbers, in standard deviations from 0."""
    return abs(products.mean()) * 12 * products.size**0.5


def test_numbers_are_spread_evenly():
    numbers = draws(7)
    assert abs(numbers.mean()) * (12 * numbers.size) ** 0.5 < 5
    counts, _ = np.histogram(numbers, 64, (-0.5, 0.5))
    assert ((counts - counts.mean()) ** 2 / counts.mean()).sum() < 64 + 5 * 128**0.5


def test_neighbours_draws_and_seeds_do_not_depend_on_each_other():
    numbers = draws(7)
    assert deviations(numbers[1:] * numbers[:-1]) < 5  # the next draw
    assert deviations(numbers[:, 1:] * numbers[:, :-1]) < 5  # the next row
    assert deviations(numbers[:, :, 1:] * numbers[:, :, :-1]) < 5  # the next column
    assert deviations(numbers * draws(8)) < 5  # the next seed


def test_no_place_is_preferred():
    kept = (draws(7) >= -0.3).mean(axis=0)
    assert abs(kept - 0.8).max() < 5 * (0.8 * 0.2 / DRAWS) ** 0.5
