"""Gradients by hand: where they stop, and where a function brings its own."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable

import jax

from kerasish.core import dtypes, nest
from kerasish.core.context import context, no_recording
from kerasish.core.op import Array, Kernel, op, run
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller


@op(dtypes=dtypes.ANY, differentiable=False)
def stop_gradient(input: Array):
    """`input`, as a constant: no gradient flows through it."""
    return jax.lax.stop_gradient(input)


@points_at_caller
def custom_gradient(f: Callable | None = None):
    """Let a function bring its own gradient.

    Args:
        f: a function of tensors that returns `(y, grad)`: its result, a tensor or a list of
            them, and a function from the gradients of `y` to those of the arguments.

    Returns:
        a function that returns `y`.
    """

    @functools.wraps(f)
    def decorated(*args, **kwargs):
        inputs = [Tensor.convert(value) for value in args]
        call = functools.partial(f, **kwargs) if kwargs else f
        if context.trace is not None:
            return _traced(call, inputs)
        return _eager(call, inputs)

    return decorated


def _eager(f: Callable, inputs: list[Tensor]):
    with no_recording():
        result, grad = f(*inputs)
    outputs = tuple(Tensor(Tensor.convert(y).array) for y in nest.flatten(result))

    def pull(*upstream):
        return _checked(grad(*upstream), len(inputs))

    kernel = Kernel(f"custom_gradient({_name(f)})", _not_derived, pull=pull)
    for tape in context.tapes:
        tape.record(kernel, inputs, outputs)
    return nest.pack_like(result, list(outputs))


def _not_derived(*arrays):
    raise NotImplementedError("The gradient of this function is given by hand.")


def _traced(f: Callable, inputs: list[Tensor]):
    structure = None

    @jax.custom_gradient
    def pure(*arrays):
        nonlocal structure
        result, grad = f(*map(Tensor, arrays))
        structure = result
        outputs = tuple(Tensor.convert(y).array for y in nest.flatten(result))

        def pull(upstream):
            gradients = _checked(grad(*map(Tensor, upstream)), len(arrays))
            return tuple(
                jax.numpy.zeros_like(a) if g is None else Tensor.convert(g, hint=g.dtype).array
                for a, g in zip(arrays, gradients, strict=True)
            )

        return outputs, pull

    kernel = Kernel(f"custom_gradient({_name(f)})", lambda *arrays: tuple(pure(*arrays)))
    outputs = run(kernel, inputs, Tensor)
    return nest.pack_like(structure, list(outputs))


def _name(f: Callable) -> str:
    return getattr(inspect.unwrap(f), "__name__", "function")


def _checked(gradients, count: int) -> tuple:
    """One gradient for each argument, as a tuple.

    Raises:
        ValueError: another number of them.
    """
    gradients = tuple(gradients) if isinstance(gradients, list | tuple) else (gradients,)
    if len(gradients) != count:
        raise ValueError(
            f"custom_gradient function expected to return {count} gradients, but returned "
            f"{len(gradients)} instead: one for each argument."
        )
    return gradients
