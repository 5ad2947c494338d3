"""The networks written by hand in plain JAX, as fast as JAX gets.

The epoch is one `lax.scan`; that of the ConvNet is a loop in Python over compiled steps, because
XLA on processors has slow programs for the derivatives of convolutions inside loops. It does all
that `fit` does: a new order of the examples every epoch, dropout, Adam as in Keras, the mean loss
and the accuracy.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from benchmarks.networks import BATCH, CLASSES, NETWORKS

KEPT = 0.8
RATE, BETA_1, BETA_2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def perceptron(weights: dict, x, key):
    """Logits of shape (n, 10) for x of shape (n, 784); without a key there is no dropout."""
    hidden = jax.nn.relu(x @ weights["W1"] + weights["b1"])
    if key is not None:
        kept = jax.random.bernoulli(key, KEPT, hidden.shape)
        hidden = jnp.where(kept, hidden / KEPT, 0)
    return hidden @ weights["W2"] + weights["b2"]


def convnet(weights: dict, x, key):
    """Logits of shape (n, 10) for x of shape (n, 28, 28, 1)."""

    def convolved(x, kernel, bias):
        form = ("NHWC", "HWIO", "NHWC")
        return jax.nn.relu(
            lax.conv_general_dilated(x, kernel, (1, 1), "VALID", dimension_numbers=form) + bias
        )

    def pooled(x):
        return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")

    x = pooled(convolved(x, weights["W1"], weights["b1"]))
    x = pooled(convolved(x, weights["W2"], weights["b2"]))
    return x.reshape(len(x), -1) @ weights["W3"] + weights["b3"]


def lstm(weights: dict, x, key):
    """Logits of shape (n, 10) for x of shape (n, 64, 8)."""

    def step(state, x):
        h, c = state
        gates = x @ weights["W1"] + h @ weights["U1"] + weights["b1"]
        i, f, g, o = jnp.split(gates, 4, axis=1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

    zeros = jnp.zeros((len(x), 32))
    (h, _), _ = lax.scan(step, (zeros, zeros), jnp.swapaxes(x, 0, 1))
    return h @ weights["W2"] + weights["b2"]


FUNCTIONS = {"perceptron": perceptron, "convnet": convnet, "lstm": lstm}
SHAPES = {
    "perceptron": {"W1": (784, 128), "b1": (128,), "W2": (128, CLASSES), "b2": (CLASSES,)},
    "convnet": {
        **{"W1": (3, 3, 1, 16), "b1": (16,), "W2": (3, 3, 16, 32), "b2": (32,)},
        **{"W3": (800, CLASSES), "b3": (CLASSES,)},
    },
    "lstm": {
        **{"W1": (8, 128), "U1": (32, 128), "b1": (128,)},
        **{"W2": (32, CLASSES), "b2": (CLASSES,)},
    },
}


def initial_state(name: str, seed: int = 0) -> tuple:
    """Weights, Adam's two moments, steps done, and the key of the random generator."""
    key = jax.random.key(seed, impl="rbg")  # the generator that is quickest on CPU and GPU
    weights = {}
    for place, shape in SHAPES[name].items():
        key, drawn = jax.random.split(key)
        made = jax.nn.initializers.glorot_uniform() if len(shape) > 1 else jax.nn.initializers.zeros
        weights[place] = made(drawn, shape)
    zeros = jax.tree.map(jnp.zeros_like, weights)
    return weights, zeros, jax.tree.map(jnp.zeros_like, weights), jnp.zeros((), jnp.int32), key


def loss_and_hits(function: Callable, weights: dict, x, y, key):
    """The mean cross-entropy of a batch, and how many of its labels were found."""
    logits = function(weights, x, key)
    right = jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], axis=1)
    return -right.mean(), (logits.argmax(axis=1) == y).sum()


def train_step(function: Callable, x, y, state: tuple, rows):
    """One batch: gradient, Adam's update (Kingma and Ba, 2014), metrics."""
    weights, means, squares, step, key = state
    key, drawn = jax.random.split(key)
    differentiate = jax.value_and_grad(partial(loss_and_hits, function), has_aux=True)
    found, gradients = differentiate(weights, x[rows], y[rows], drawn)
    step = step + 1
    rate = RATE * jnp.sqrt(1 - BETA_2**step) / (1 - BETA_1**step)
    means = jax.tree.map(lambda m, g: m + (g - m) * (1 - BETA_1), means, gradients)
    squares = jax.tree.map(lambda v, g: v + (g * g - v) * (1 - BETA_2), squares, gradients)
    weights = jax.tree.map(
        lambda w, m, v: w - rate * m / (jnp.sqrt(v) + EPSILON), weights, means, squares
    )
    return (weights, means, squares, step, key), found


@partial(jax.jit, static_argnums=0, donate_argnums=3)
def one_step(function: Callable, x, y, state: tuple, rows):
    """`train_step`, compiled by itself."""
    return train_step(function, x, y, state, rows)


@partial(jax.jit, static_argnums=0, donate_argnums=1)
def epoch(function: Callable, state: tuple, x, y, order):
    """All batches of an epoch: the state after it, its mean loss and how many were right."""
    state, (losses, hits) = lax.scan(partial(train_step, function, x, y), state, order)
    return state, losses.mean(), hits.sum()


def second_epoch(name: str) -> Callable[[], float]:
    """A function that trains for two epochs and says how long the second took."""
    x, y = map(jnp.asarray, NETWORKS[name].data())
    rng = np.random.default_rng(1)
    state = initial_state(name)

    def measure() -> float:
        nonlocal state
        for _ in range(2):
            began = time.perf_counter()
            state = run_epoch(name, state, x, y, rng)
        return time.perf_counter() - began

    return measure


def run_epoch(name: str, state: tuple, x, y, rng: np.random.Generator) -> tuple:
    """One epoch in a new order; its loss and accuracy are read, as `fit` does."""
    rows = len(x) // BATCH * BATCH
    order = rng.permutation(rows).astype(np.int32).reshape(-1, BATCH)
    if name == "convnet":
        loss, hits = 0.0, 0
        for batch in order:
            state, (batch_loss, batch_hits) = one_step(FUNCTIONS[name], x, y, state, batch)
            loss, hits = loss + batch_loss, hits + batch_hits
    else:
        state, loss, hits = epoch(FUNCTIONS[name], state, x, y, order)
    float(loss), int(hits)
    return state


@jax.jit
def count(weights: dict, x, y):
    """The perceptron without dropout on batches of shape (batches, 32, ...): mean loss, hits."""

    def step(_, batch):
        return None, loss_and_hits(perceptron, weights, *batch, None)

    _, (losses, hits) = lax.scan(step, None, (x, y))
    return losses.mean(), hits.sum()


@jax.jit
def probabilities(weights: dict, x):
    """The perceptron's outputs for batches of shape (batches, 32, ...)."""
    return lax.map(partial(outputs, weights), x)


def outputs(weights: dict, x):
    """Probabilities of shape (n, 10)."""
    return jax.nn.softmax(perceptron(weights, x, None))


def evaluate() -> Callable[[], float]:
    """The perceptron's loss and accuracy on all examples, which lie in memory as NumPy's."""
    weights, x, y = _ready_perceptron()

    def run() -> None:
        loss, hits = count(weights, x.reshape(-1, BATCH, x.shape[1]), y.reshape(-1, BATCH))
        float(loss), int(hits)

    return lambda: _seconds(run)


def predict() -> Callable[[], float]:
    """Its outputs for them, from NumPy to NumPy."""
    weights, x, _ = _ready_perceptron()
    return lambda: _seconds(
        lambda: np.asarray(probabilities(weights, x.reshape(-1, BATCH, x.shape[1])))
    )


def call(examples: int, calls: int = 100) -> Callable[[], float]:
    """One call of the perceptron on a batch, from NumPy to NumPy."""
    weights, x, _ = _ready_perceptron()
    compiled, x = jax.jit(outputs), x[:examples]

    def run() -> None:
        for _ in range(calls):
            np.asarray(compiled(weights, x))

    return lambda: _seconds(run) / calls


def _ready_perceptron() -> tuple:
    """Its weights, and the data as NumPy arrays."""
    return initial_state("perceptron")[0], *NETWORKS["perceptron"].data()


def _seconds(task: Callable) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def first_epoch() -> None:
    """Train the perceptron for one epoch."""
    x, y = map(jnp.asarray, NETWORKS["perceptron"].data())
    run_epoch("perceptron", initial_state("perceptron"), x, y, np.random.default_rng(1))
