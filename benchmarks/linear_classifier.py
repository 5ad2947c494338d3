"""The linear classifier of chapter 3, one program for TensorFlow and kerasish: `tf` is either."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

POINTS = 2_000  # a thousand of each class
STEPS = 50  # in one round
LEARNING_RATE = 0.1


def points() -> tuple[np.ndarray, np.ndarray]:
    """Two clouds of points in the plane: inputs of shape (2000, 2), targets of shape (2000, 1)."""
    rng = np.random.default_rng(0)
    covariance = [[1, 0.5], [0.5, 1]]
    half = POINTS // 2
    clouds = [rng.multivariate_normal(mean, covariance, half) for mean in ([0, 3], [3, 0])]
    inputs = np.concatenate(clouds).astype("float32")
    targets = np.repeat(np.array([[0], [1]], "float32"), half, axis=0)
    return inputs, targets


def make_step(tf) -> tuple[Callable, Callable, tuple]:
    """The training step, a function that reads the weights, and the step's arguments."""
    W = tf.Variable(tf.random.uniform([2, 1]))
    b = tf.Variable(tf.zeros([1]))

    def step(inputs, targets):
        with tf.GradientTape() as tape:
            predictions = tf.matmul(inputs, W) + b
            loss = tf.reduce_mean(tf.square(targets - predictions))
        gradient_W, gradient_b = tape.gradient(loss, [W, b])
        W.assign_sub(gradient_W * LEARNING_RATE)
        b.assign_sub(gradient_b * LEARNING_RATE)
        return loss

    return step, W.numpy, tuple(map(tf.constant, points()))


def seconds_a_step(step: Callable, weights: Callable, data: tuple) -> Callable[[], float]:
    """A function that runs a round of steps and says how long one took.

    Reading the weights ends the round: JAX and a GPU may still be at work when a call returns.
    """

    def measure() -> float:
        began = time.perf_counter()
        for _ in range(STEPS):
            step(*data)
        weights()
        return (time.perf_counter() - began) / STEPS

    return measure


def eager(tf) -> Callable[[], float]:
    """The step as Python runs it."""
    return seconds_a_step(*make_step(tf))


def compiled(tf) -> Callable[[], float]:
    """The step in `tf.function`."""
    step, weights, data = make_step(tf)
    return seconds_a_step(tf.function(step), weights, data)


def first_gradient(tf) -> Callable[[], float]:
    """The first `tape.gradient` of a process; what it walks back over has run before."""

    def measure() -> float:
        W = tf.Variable(tf.random.uniform([2, 1]))
        b = tf.Variable(tf.zeros([1]))
        inputs, targets = map(tf.constant, points())
        with tf.GradientTape() as tape:
            predictions = tf.matmul(inputs, W) + b
            loss = tf.reduce_mean(tf.square(targets - predictions))
        loss.numpy()
        began = time.perf_counter()
        gradient_W, gradient_b = tape.gradient(loss, [W, b])
        gradient_W.numpy(), gradient_b.numpy()
        return time.perf_counter() - began

    return measure
