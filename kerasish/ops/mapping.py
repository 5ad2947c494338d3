"""A function applied to each part of a tensor, one after the other or all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax

from kerasish.core import errors, nest
from kerasish.core.autograph.calls import converted
from kerasish.core.context import context
from kerasish.core.kernel import Kernel, run
from kerasish.core.lift import Lifted
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.joining import stack


@points_at_caller
def map_fn(
    fn: Callable,
    elems: Any,
    dtype=None,
    parallel_iterations=None,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    name=None,
    fn_output_signature=None,
):
    """`fn` of each part along the first axis, the results stacked.

    Args:
        fn: a function of one part: a tensor, or nested lists of them as in `elems`.
        elems: a tensor, or nested lists of tensors with equally long first axes.
    """
    if context.trace is not None:
        lifted, leaves, outside = _lifted(fn, elems)
        if not lifted.writes:
            return _run_lifted(lifted, leaves, outside, _one_by_one(lifted, len(leaves)))
    parts = _parts(elems)
    results = [fn(part) for part in parts]
    leaves = zip(*(nest.flatten(result) for result in results), strict=True)
    return nest.pack_like(results[0], [stack(list(group)) for group in leaves])


@points_at_caller
def vectorized_map(fn: Callable, elems: Any, fallback_to_while_loop=True, warn=True):
    """`fn` of each part along the first axis, all at once; see `map_fn`."""
    lifted, leaves, outside = _lifted(fn, elems)
    if lifted.writes:
        raise errors.UnimplementedError(
            "A variable is assigned to inside tf.vectorized_map, where all parts run at once: "
            "use tf.map_fn."
        )
    axes = [0] * len(leaves) + [None] * len(outside)
    return _run_lifted(lifted, leaves, outside, jax.vmap(lifted.kernel.pure, axes))


def _lifted(fn: Callable, elems: Any) -> tuple[Lifted, list[Tensor], list[Tensor]]:
    """`fn` of one part as a pure function, the tensors that go in, those used from outside."""
    leaves = _with_parts(elems)
    specs = [jax.ShapeDtypeStruct(t.array.shape[1:], t.array.dtype) for t in leaves]
    fn = converted(fn)
    lifted = Lifted(lambda *parts: fn(nest.pack_like(elems, list(parts))), specs, name="map")
    return lifted, leaves, [*(v.__as_tensor__() for v in lifted.reads), *lifted.captured]


def _one_by_one(lifted: Lifted, count: int) -> Callable:
    def mapped(*arrays):
        outside = arrays[count:]
        return jax.lax.map(lambda parts: lifted.kernel.compiled(*parts, *outside), arrays[:count])

    return mapped


def _run_lifted(lifted: Lifted, leaves: list, outside: list, mapped: Callable):
    outputs = run(Kernel("map", mapped), [*leaves, *outside], Tensor)
    return lifted.structured(outputs)


def _with_parts(elems: Any) -> list[Tensor]:
    """The tensors to map over.

    Raises:
        ValueError: one without axes, or nothing to map over.
    """
    leaves = [Tensor.convert(leaf) for leaf in nest.flatten(elems)]
    for leaf in leaves:
        if not leaf.array.ndim or not leaf.array.shape[0]:
            raise ValueError(
                "There is nothing to map over: the parts are those along the first axis, but a "
                f"tensor of shape {leaf.shape} came."
            )
    return leaves


def _parts(elems: Any) -> list:
    leaves = _with_parts(elems)
    return [nest.pack_like(elems, [leaf[i] for leaf in leaves]) for i in range(len(leaves[0]))]


@points_at_caller
def scan(fn: Callable, elems: Any, initializer=None, reverse=False, name=None, **options):
    """The running results of `state = fn(state, part)` over the parts along the first axis."""
    fn = converted(fn)
    parts = _parts(elems)
    parts = parts[::-1] if reverse else parts
    state = parts[0] if initializer is None else nest.map_structure(Tensor.convert, initializer)
    states = [state] if initializer is None else []
    for part in parts[len(states) :]:
        state = fn(state, part)
        states.append(state)
    leaves = zip(*(nest.flatten(s) for s in (states[::-1] if reverse else states)), strict=True)
    return nest.pack_like(states[0], [stack(list(group)) for group in leaves])


@points_at_caller
def foldl(fn: Callable, elems: Any, initializer=None, name=None, **options):
    """The last result of `state = fn(state, part)` over the parts along the first axis."""
    fn = converted(fn)
    parts = _parts(elems)
    state = parts.pop(0) if initializer is None else Tensor.convert(initializer)
    for part in parts:
        state = fn(state, part)
    return state


@points_at_caller
def foldr(fn: Callable, elems: Any, initializer=None, name=None, **options):
    """`foldl` from the last part to the first."""
    fn = converted(fn)
    parts = _parts(elems)[::-1]
    state = parts.pop(0) if initializer is None else Tensor.convert(initializer)
    for part in parts:
        state = fn(state, part)
    return state
