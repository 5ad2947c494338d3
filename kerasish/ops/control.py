"""Control flow: branches, loops and mapping, eager and inside a traced function."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import errors, nest
from kerasish.core.context import context
from kerasish.core.lift import Lifted
from kerasish.core.op import Kernel, run
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
    """One of several functions, chosen when the traced function runs.

    Each becomes a pure function of what it uses from outside. The variables that one of them
    assigns to are results of all.
    """
    lifted = [Lifted(branch, [], name="branch") for branch in branches]
    _same_structure(lifted)
    written = list({v._number: v for one in lifted for v in one.writes}.values())
    arguments = [[*(v.__as_tensor__() for v in one.reads), *one.captured] for one in lifted]
    before = [v.__as_tensor__() for v in written]
    ends = np.cumsum([len(group) for group in arguments]).tolist()

    def switched(kind, index, *arrays):
        old = arrays[ends[-1] :]

        def branch(place):
            one = lifted[place]
            inputs = arrays[ends[place] - len(arguments[place]) : ends[place]]

            def call():
                outputs = getattr(one.kernel, kind)(*inputs)
                new = dict(zip((v._number for v in one.writes), outputs[one.count :], strict=True))
                kept = [new.get(v._number, o) for v, o in zip(written, old, strict=True)]
                return *outputs[: one.count], *kept

            return call

        return jax.lax.switch(index.astype(jnp.int32), [branch(i) for i in range(len(lifted))])

    inputs = [index, *(tensor for group in arguments for tensor in group), *before]
    kernel = Kernel("cond", functools.partial(switched, "compiled"))
    kernel.pure = functools.partial(switched, "pure")  # prints nothing on the way back
    outputs = run(kernel, inputs, Tensor)
    for variable, tensor in zip(written, outputs[lifted[0].count :], strict=True):
        context.trace.write(variable, tensor)
    return lifted[0].structured(outputs)


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
    rounds = 0
    while maximum_iterations is None or rounds < int(maximum_iterations):
        more = Tensor.convert(cond(*state))
        if more.is_symbolic:
            return _traced_loop(cond, body, state, maximum_iterations)
        if not more:
            break
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
    """The loop as one operation: with a limit it has a gradient, without one it has none."""
    leaves = nest.flatten(state)
    specs = [jax.ShapeDtypeStruct(t.array.shape, t.array.dtype) for t in leaves]
    test = Lifted(lambda *v: cond(*nest.pack_like(state, list(v))), specs, name="cond")
    step = Lifted(lambda *v: _next_state(body, nest.pack_like(state, list(v))), specs, name="body")
    if step.writes or test.writes:
        raise errors.UnimplementedError(
            "A variable is assigned to inside tf.while_loop: carry its value as a loop variable, "
            "and assign it after the loop."
        )
    outside = [[*(v.__as_tensor__() for v in one.reads), *one.captured] for one in (test, step)]
    count, middle = len(leaves), len(leaves) + len(outside[0])

    def looped(kind, *arrays):
        tested, stepped = arrays[count:middle], arrays[middle:]

        def more(values):
            return getattr(test.kernel, kind)(*values, *tested)[0]

        def once(values):
            return tuple(getattr(step.kernel, kind)(*values, *stepped))

        if limit is None:
            return jax.lax.while_loop(more, once, arrays[:count])

        def round(values, _):
            return jax.lax.cond(more(values), once, lambda values: values, values), None

        return jax.lax.scan(round, arrays[:count], None, int(limit))[0]

    inputs = [*leaves, *outside[0], *outside[1]]
    kernel = Kernel("while_loop", functools.partial(looped, "compiled"))
    kernel.pure = functools.partial(looped, "pure")  # prints nothing on the way back
    return nest.pack_like(state, list(run(kernel, inputs, Tensor)))


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
