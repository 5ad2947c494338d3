"""Control flow: branches, loops and mapping, eager and inside a traced function."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import Any

import jax
import jax.numpy as jnp

from kerasish.core import errors, flow, nest
from kerasish.core.autograph.calls import converted
from kerasish.core.context import context
from kerasish.core.lift import Lifted
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller

# -- branches -----------------------------------------------------------------------------------


@points_at_caller
def cond(pred, true_fn: Callable | None = None, false_fn: Callable | None = None, name=None):
    """What `true_fn()` returns if `pred` is true, else what `false_fn()` returns.

    Inside a traced function both must return tensors of the same structure, dtypes and shapes.

    Raises:
        TypeError: what is to be called is no function.
    """
    for label, branch in (("true_fn", true_fn), ("false_fn", false_fn)):
        if not callable(branch):
            raise TypeError(
                f"'{label}' must be callable, but {branch!r} came: write lambda: value for a value."
            )
    pred = Tensor.convert(pred)
    if not pred.is_symbolic:
        return true_fn() if pred else false_fn()
    return _select(pred, [false_fn, true_fn])


@points_at_caller
def switch_case(branch_index, branch_fns, default: Callable | None = None, name=None):
    """What the function number `branch_index` returns; the last, or `default`, if none has it."""
    if isinstance(branch_fns, dict):
        branch_fns = list(branch_fns.items())
    pairs = [b if isinstance(b, tuple) else (i, b) for i, b in enumerate(branch_fns)]
    table = dict(pairs)
    branches = [table[number] for number in sorted(table)]
    branches.append(default or branches[-1])
    index = Tensor.convert(branch_index)
    if not index.is_symbolic:
        return table.get(int(index), branches[-1])()
    numbers = sorted(table)
    place = len(numbers)
    for i, number in enumerate(numbers):
        place = jnp.where(index.array == number, i, place)
    return _select(Tensor(jnp.asarray(place, jnp.int32)), branches)


@points_at_caller
def case(pred_fn_pairs, default: Callable | None = None, exclusive=False, strict=False, name=None):
    """What the function of the first true condition returns, or `default()`.

    Raises:
        InvalidArgumentError: no condition is true and there is no default.
    """
    if not pred_fn_pairs:
        if default is None:
            raise errors.InvalidArgumentError("No condition is true, and there is no default.")
        return default()
    (pred, branch), *rest = pred_fn_pairs
    if default is None and not rest:
        return branch()
    return cond(pred, branch, functools.partial(case, rest, default))


def _select(index: Tensor, branches: Sequence[Callable]):
    """One of several functions, chosen when the traced function runs."""
    lifted = [Lifted(converted(branch), [], name="branch") for branch in branches]
    _same_structure(lifted)
    return lifted[0].structured(flow.select(index, lifted))


def _same_structure(lifted: Sequence[Lifted]) -> None:
    first = lifted[0]
    for other in lifted[1:]:
        if str(nest.flatten(other.results)) != str(nest.flatten(first.results)):
            raise TypeError(
                "All branches must return the same number of tensors, of the same dtypes and "
                f"shapes, but one returns {first.results} and another {other.results}."
            )


# -- loops --------------------------------------------------------------------------------------


@points_at_caller
def while_loop(
    cond: Callable,
    body: Callable,
    loop_vars: Any,
    shape_invariants=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    maximum_iterations=None,
    name=None,
):
    """`loop_vars = body(*loop_vars)` for as long as `cond(*loop_vars)` is true.

    Args:
        cond: a function of the loop's variables that returns a boolean.
        body: a function of them that returns their next values, of the same shapes and dtypes.
        loop_vars: a list of tensors, or nested lists of them.
        maximum_iterations: the greatest number of rounds.

    Returns:
        the last values, in the form of `loop_vars`.
    """
    state = nest.map_structure(Tensor.convert, loop_vars)
    if context.trace is not None:
        return _traced_loop(converted(cond), converted(body), state, maximum_iterations)
    rounds = 0
    while (maximum_iterations is None or rounds < int(maximum_iterations)) and cond(*state):
        state = _next_state(body, state)
        rounds += 1
    return state


def _next_state(body: Callable, state):
    new = body(*state)
    new = new if nest.is_nested(new) else [new]
    if len(nest.flatten(new)) != len(nest.flatten(state)):
        raise ValueError(
            f"The body of while_loop returns {len(nest.flatten(new))} tensors, but there are "
            f"{len(nest.flatten(state))} loop variables: return the next value of each."
        )
    return nest.map_structure(Tensor.convert, new)


def _traced_loop(cond: Callable, body: Callable, state, limit: int | None):
    leaves = nest.flatten(state)
    specs = [jax.ShapeDtypeStruct(t.array.shape, t.array.dtype) for t in leaves]
    test = Lifted(lambda *v: cond(*nest.pack_like(state, list(v))), specs, name="cond")
    step = Lifted(lambda *v: _next_state(body, nest.pack_like(state, list(v))), specs, name="body")
    limit = None if limit is None else int(limit)
    return nest.pack_like(state, list(flow.loop(test, step, leaves, limit)))


# -- the order of things ------------------------------------------------------------------------


def group(*inputs, name=None) -> None:
    """Nothing: operations run in the order in which they are written."""


def no_op(name=None) -> None:
    """Nothing."""


@contextmanager
def control_dependencies(control_inputs):
    """Operations run in the order in which they are written; this changes nothing."""
    yield


@contextmanager
def name_scope(name: str):
    """Names are kept as they are; this changes nothing but which code belongs together."""
    yield name + "/"


@contextmanager
def device(device_name):
    """Operations run where their tensors are; this changes nothing."""
    yield


def executing_eagerly() -> bool:
    """Whether operations run at once: False inside a function being traced."""
    return context.trace is None


def inside_function() -> bool:
    """Whether a function is being traced."""
    return context.trace is not None


def is_tensor(x) -> bool:
    """Whether `x` is a tensor or a variable."""
    return hasattr(x, "__as_tensor__")


def is_symbolic_tensor(tensor) -> bool:
    """Whether `tensor` stands for a value that a traced function will have later."""
    return isinstance(tensor, Tensor) and tensor.is_symbolic


@points_at_caller
def get_static_value(tensor, partial=False):
    """The value as a NumPy array, or None for one that a traced function will have later."""
    tensor = Tensor.convert(tensor)
    return None if tensor.is_symbolic else tensor.numpy()
