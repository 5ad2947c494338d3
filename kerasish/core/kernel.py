"""Kernels: what runs when an operation is called, and what a tape writes down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes
from kerasish.core.context import context
from kerasish.core.errors import InaccessibleTensorError
from kerasish.core.reuse import reusable


class Kernel:
    """An operation with its static arguments fixed: what runs, and what a tape writes down.

    Attributes:
        name: the operation's name, for messages and graphs.
        pure: the function of arrays to an array or a tuple of arrays.
        compiled: the same, compiled; inlined where it is called within another trace.
        differentiable: False where no tape shall follow the result.
        keeping: for operations that contain a loop, what runs in their place under a tape, by
            the places of the inputs that it follows; None for all others.
        pull: for a gradient given by hand (`tf.custom_gradient`): the function from the
            gradients of the outputs to those of the inputs; None where JAX derives it.
        key: what decides over `pure`, as `reuse.spelled` has it; None where that cannot be told.
    """

    __slots__ = ("compiled", "differentiable", "keeping", "key", "name", "pull", "pure")

    def __init__(
        self,
        name: str,
        pure: Callable,
        *,
        differentiable: bool = True,
        keeps: bool = False,
        pull: Callable | None = None,
        key: tuple | None = None,
    ):
        self.name = name
        self.pure = pure
        self.key = key
        self.compiled = reusable(jax.jit(pure, inline=True), key)
        self.differentiable = differentiable
        self.keeping: dict[tuple[int, ...], KeepingKernel] | None = {} if keeps else None
        self.pull = pull

    def __repr__(self) -> str:
        return f"<kernel {self.name}>"


class KeepingKernel(Kernel):
    """A kernel that also gives what its derivative needs, so that its loop runs forwards once.

    Without it the walk backwards would run the loop forwards again: XLA does not see that two
    loops compute the same.

    Args:
        moving: the places of the inputs that gradients are wanted of.

    Attributes:
        forms: for the forms of inputs, how many outputs are those of the operation, and how the
            rest of them make up the derivative: a function from gradients to gradients.
    """

    __slots__ = ("forms", "moving")

    def __init__(self, name: str, pure: Callable, moving: tuple[int, ...]):
        self.moving = moving
        self.forms: dict[tuple, tuple[int, Any]] = {}

        def kept(*arrays):
            outputs, pull = jax.vjp(
                partly(pure, arrays, moving), *(arrays[place] for place in moving)
            )
            leaves, form = jax.tree.flatten(pull)
            self.forms[_form_of(arrays)] = len(outputs), form
            return *outputs, *leaves

        super().__init__(name, kept)

    def count(self, inputs: Sequence) -> int:
        """How many outputs for such arrays are those of the operation."""
        return self.forms[_form_of(inputs)][0]

    def pull_back(self, inputs: Sequence, outputs: Sequence, gradients: Sequence) -> dict:
        """The gradients of the moving inputs, by place, from those of the operation's outputs."""
        count, form = self.forms[_form_of(inputs)]
        pull = jax.tree.unflatten(form, outputs[count:])
        return dict(zip(self.moving, pull(tuple(gradients)), strict=True))


def partly(pure: Callable, inputs: Sequence, moving: Sequence[int]) -> Callable:
    """`pure` as a function of the moving inputs alone, with a tuple of outputs."""

    def function(*values):
        full = list(inputs)
        for place, value in zip(moving, values, strict=True):
            full[place] = value
        outputs = pure(*full)
        return outputs if type(outputs) is tuple else (outputs,)

    return function


def _form_of(arrays: Sequence) -> tuple:
    return tuple((array.shape, str(array.dtype)) for array in arrays)


_LEFT_BEHIND = (
    "A tensor is out of scope and cannot be used here: it was made while a tf.function was traced, "
    "and stands for a value that exists only while the function runs. A list, an attribute or a "
    "global name carried it out. Return it from the function, or assign it to a tf.Variable there."
)


_array_of = attrgetter("array")


def run(kernel: Kernel, inputs: Sequence, wrap: Callable):
    """Run a kernel on tensors: a tensor, or a tuple of them; active tapes record it."""
    tapes = context.tapes
    if tapes and kernel.keeping is not None:
        moving = {place for tape in tapes for place in tape.followed(inputs)}
        if moving:
            return _run_keeping(kernel, tuple(sorted(moving)), inputs, wrap)
    try:
        outputs = kernel.compiled(*map(_array_of, inputs))
    except jax.errors.UnexpectedTracerError:
        raise InaccessibleTensorError(_LEFT_BEHIND) from None
    if type(outputs) is tuple:
        result = results = tuple(map(wrap, outputs))
    else:
        result = wrap(outputs)
        results = (result,)
    if context.trace is not None:
        context.trace.ran(kernel, inputs, results)
    if tapes and kernel.differentiable:
        for tape in tapes:
            tape.record(kernel, inputs, results)
    return result


def _run_keeping(kernel: Kernel, moving: tuple[int, ...], inputs: Sequence, wrap: Callable):
    keeping = kernel.keeping.get(moving)
    if keeping is None:
        keeping = kernel.keeping[moving] = KeepingKernel(kernel.name, kernel.pure, moving)
    results = run(keeping, inputs, wrap)
    count = keeping.count([tensor.array for tensor in inputs])
    return results[:count] if count > 1 else results[0]


def compute(kernel: Kernel, inputs: Sequence, wrap: Callable):
    """`run`, but at once where a function is traced and all inputs are known whole numbers.

    The lengths of axes are known in a trace, and what is computed from them has to be: it may be
    the shape of another tensor, as in tf.reshape(x, [tf.shape(x)[0] * 2, -1]).
    """
    if context.trace is None or not all(map(_known_whole, inputs)):
        return run(kernel, inputs, wrap)
    with jax.ensure_compile_time_eval():
        outputs = kernel.compiled(*[tensor.array for tensor in inputs])
    if type(outputs) is tuple:
        return tuple(wrap(np.asarray(output)) for output in outputs)
    return wrap(np.asarray(outputs))


def _known_whole(tensor: Any) -> bool:
    array = tensor.array
    if isinstance(array, jax.core.Tracer) or array.size > _SMALL:
        return False
    return array.dtype in dtypes.INTEGERS or array.dtype in dtypes.BOOLS


_SMALL = 1024  # elements: more than a shape has, less than data
