"""The perceptron written by hand in plain JAX, the epoch one `lax.scan`: as fast as JAX gets.

It does all that `fit` does: a new order of the examples every epoch, dropout, Adam as in Keras,
the mean loss and the accuracy.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from benchmarks.perceptron import BATCH, CLASSES, EXAMPLES, PIXELS, digits

HIDDEN, KEPT = 128, 0.8
RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def initial_state(seed: int) -> tuple:
    """Weights, Adam's two moments, steps done, and the key of the random generator."""
    key = jax.random.key(seed, impl="rbg")  # the generator that is quickest on CPU and GPU
    first, second, key = jax.random.split(key, 3)
    uniform = jax.nn.initializers.glorot_uniform()
    weights = {
        "W1": uniform(first, (PIXELS, HIDDEN)),
        "b1": jnp.zeros(HIDDEN),
        "W2": uniform(second, (HIDDEN, CLASSES)),
        "b2": jnp.zeros(CLASSES),
    }
    zeros = jax.tree.map(jnp.zeros_like, weights)
    return weights, zeros, jax.tree.map(jnp.zeros_like, weights), jnp.zeros((), jnp.int32), key


def loss_and_hits(weights: dict, x, y, key):
    """The mean cross-entropy of a batch, and how many of its labels were found."""
    hidden = jax.nn.relu(x @ weights["W1"] + weights["b1"])
    kept = jax.random.bernoulli(key, KEPT, hidden.shape)
    hidden = jnp.where(kept, hidden / KEPT, 0)
    logits = hidden @ weights["W2"] + weights["b2"]
    right = jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], axis=1)
    return -right.mean(), (logits.argmax(axis=1) == y).sum()


def train_step(x, y, state: tuple, rows):
    """One batch: gradient, Adam's update (Kingma and Ba, 2014), metrics."""
    weights, means, squares, step, key = state
    key, dropout = jax.random.split(key)
    differentiate = jax.value_and_grad(loss_and_hits, has_aux=True)
    found, gradients = differentiate(weights, x[rows], y[rows], dropout)
    step = step + 1
    rate = RATE * jnp.sqrt(1 - BETA_2**step) / (1 - BETA_1**step)
    means = jax.tree.map(lambda m, g: m + (g - m) * (1 - BETA_1), means, gradients)
    squares = jax.tree.map(lambda v, g: v + (g * g - v) * (1 - BETA_2), squares, gradients)
    weights = jax.tree.map(
        lambda w, m, v: w - rate * m / (jnp.sqrt(v) + EPSILON), weights, means, squares
    )
    return (weights, means, squares, step, key), found


@partial(jax.jit, donate_argnums=0)
def epoch(state: tuple, x, y, order):
    """All batches of an epoch: the state after it, its mean loss and accuracy."""
    state, (losses, hits) = lax.scan(partial(train_step, x, y), state, order)
    return state, losses.mean(), hits.sum() / EXAMPLES


def second_epoch() -> Callable[[], float]:
    """A function that trains for two epochs and says how long the second took."""
    x, y = map(jnp.asarray, digits())
    rng = np.random.default_rng(1)
    state = initial_state(0)

    def measure() -> float:
        nonlocal state
        for _ in range(2):
            began = time.perf_counter()
            state = run_epoch(state, x, y, rng)
        return time.perf_counter() - began

    return measure


def run_epoch(state: tuple, x, y, rng: np.random.Generator) -> tuple:
    """One epoch in a new order; its loss and accuracy are read, as `fit` does."""
    order = rng.permutation(EXAMPLES).astype(np.int32).reshape(-1, BATCH)
    state, loss, accuracy = epoch(state, x, y, order)
    float(loss), float(accuracy)
    return state


def first_epoch() -> None:
    """Train for one epoch."""
    x, y = map(jnp.asarray, digits())
    run_epoch(initial_state(0), x, y, np.random.default_rng(1))
