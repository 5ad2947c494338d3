"""A loop of any number of steps that has a gradient.

The way back needs the state before each step, and a compiled program must know beforehand how much
it keeps. So the loop keeps `_KEPT` states at equal distances, which double when there is no more
room, and the way back runs forward again from the state kept last. Up to `_KEPT` steps nothing is
computed twice; n steps cost about n² / (2 * _KEPT) more. (Checkpointing: A. Griewank, Achieving
logarithmic growth of temporal and spatial complexity in reverse automatic differentiation, 1992.)

The loops in here are `repeat` themselves, so gradients of gradients need no further code.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

_KEPT = 64


@functools.partial(jax.custom_vjp, nondiff_argnums=(0, 1))
def repeat(more: Callable, once: Callable, start: Any, outside: Any) -> Any:
    """`state = once(state, outside)` for as long as `more(state, outside)`.

    Args:
        more: a boolean of the state and of what is used from outside.
        once: the next state, of the same dtypes and shapes. Neither uses arrays but its arguments.
        start: the first state: an array, or nested tuples of them.
        outside: an array, or nested tuples of them.
    """
    return jax.lax.while_loop(lambda s: more(s, outside), lambda s: once(s, outside), start)


def _forward(more: Callable, once: Callable, start: Any, outside: Any) -> tuple:
    """The loop, and what the way back needs."""

    def still(carried, outside):
        return more(carried[0], outside)

    def step(carried, outside):
        state, done, stride, kept = carried
        full = done == _KEPT * stride
        kept = jax.tree.map(lambda box: jnp.where(full, _thinned(box), box), kept)
        stride = jnp.where(full, 2 * stride, stride)
        place, due = done // stride, done % stride == 0

        def noted(box, part):
            return box.at[place].set(jnp.where(due, part, box[place]))

        return once(state, outside), done + 1, stride, jax.tree.map(noted, kept, state)

    room = jax.tree.map(lambda part: jnp.zeros((_KEPT, *part.shape), part.dtype), start)
    carried = (start, jnp.int32(0), jnp.int32(1), room)
    last, count, stride, kept = repeat(still, step, carried, outside)
    return last, (count, stride, kept, outside)


def _thinned(box: jax.Array) -> jax.Array:
    """Every second of the states kept, and room for as many more."""
    return jnp.concatenate([box[::2], jnp.zeros_like(box[: _KEPT // 2])])


def _backward(more: Callable, once: Callable, saved: tuple, slopes: Any) -> tuple:
    """The slopes with respect to the first state and to what is used from outside."""
    count, stride, kept, outside = saved

    def back(carried, saved):
        step, slope, total = carried
        stride, kept, outside = saved
        state = _before(once, step - 1, stride, kept, outside)
        slope, share = _pulled(once, state, outside, slope)
        return step - 1, slope, jax.tree.map(jnp.add, total, share)

    carried = (count, _smooth(slopes, like=kept), jax.tree.map(jnp.zeros_like, _smooth(outside)))
    saved = (stride, kept, outside)
    _, slope, total = repeat(lambda carried, _: carried[0] > 0, back, carried, saved)
    return _filled(kept, slope), _filled(outside, total)


def _before(once: Callable, step, stride, kept: Any, outside: Any) -> Any:
    """The state before a step, from the one kept last."""
    place = step // stride
    state = jax.tree.map(lambda box: box[place], kept)

    def again(carried, outside):
        state, at, step = carried
        return once(state, outside), at + 1, step

    carried = (state, place * stride, step)
    return repeat(lambda carried, _: carried[1] < carried[2], again, carried, outside)[0]


def _pulled(once: Callable, state: Any, outside: Any, slope: list) -> tuple[list, list]:
    """The slopes to a step's results as those to its state and to the outside."""

    def smooth_part(inner: list, outer: list) -> list:
        return _smooth(once(_filled(state, inner, state), _filled(outside, outer, outside)))

    return jax.vjp(smooth_part, _smooth(state), _smooth(outside))[1](slope)


def _smooth(structure: Any, like: Any = None) -> list:
    """The arrays that have a gradient, those with fractions; as the ones in `like` do."""
    pairs = zip(jax.tree.leaves(structure), jax.tree.leaves(structure if like is None else like))
    return [array for array, model in pairs if jnp.issubdtype(model.dtype, jnp.inexact)]


def _filled(structure: Any, smooth: list, others: Any = None) -> Any:
    """The structure with these for its arrays that have a gradient; the rest None, or `others`."""
    leaves, form = jax.tree.flatten(structure)
    rest = [None] * len(leaves) if others is None else jax.tree.leaves(others)
    given = iter(smooth)
    filled = [
        next(given) if jnp.issubdtype(leaf.dtype, jnp.inexact) else other
        for leaf, other in zip(leaves, rest, strict=True)
    ]
    return jax.tree.unflatten(form, filled)


repeat.defvjp(_forward, _backward)
