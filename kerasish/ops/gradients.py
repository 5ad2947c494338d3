"""Gradients by hand: where they stop, and where a function brings its own."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence

import jax
import jax.numpy as jnp

from kerasish.core import dtypes, nest
from kerasish.core.autograph.calls import converted
from kerasish.core.context import context, no_recording
from kerasish.core.kernel import Kernel, run
from kerasish.core.op import Array, op
from kerasish.core.tape import GradientTape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.core.variable import Variable


@op(dtypes=dtypes.ANY, differentiable=False)
def stop_gradient(input: Array):
    """`input`, as a constant: no gradient flows through it."""
    return jax.lax.stop_gradient(input)


def custom_gradient(f: Callable | None = None) -> Callable:
    """Let a function bring its own gradient.

    Args:
        f: a function of tensors that returns `(y, grad)`: its result, a tensor or a list of
            them, and a function from the gradients of `y` to those of the arguments. If `f`
            reads variables, `grad` takes them as `variables=`, and returns the gradients of the
            arguments and a list of those of the variables.

    Returns:
        a function that returns `y`.
    """
    if f is None:
        return custom_gradient

    @functools.wraps(f)
    @points_at_caller
    def decorated(*args, **kwargs):
        args = nest.map_structure(Tensor.convert, args)
        with GradientTape() as seen:
            result, grad = converted(f)(*args, **kwargs)
        # read once more, so that the tapes outside take note of it
        variables = seen.watched_variables()
        inputs = [*nest.flatten(args), *(variable.__as_tensor__() for variable in variables)]
        outputs = [Tensor.convert(y) for y in nest.flatten(result)]
        pull = _pulling(grad, variables, len(inputs) - len(variables))
        name = f"custom_gradient_{getattr(f, '__name__', 'function')}"
        attach = _attached if context.trace is None else _attached_in_trace
        return nest.pack_like(result, list(attach(name, inputs, outputs, pull)))

    return decorated


@points_at_caller
def grad_pass_through(f: Callable) -> Callable:
    """`f` with the gradient of the identity: what comes from above is handed on unchanged.

    Args:
        f: a function of tensors, with a result of the argument's shape.
    """

    @custom_gradient
    @functools.wraps(f)
    def passing(*args, **kwargs):
        def grad(*upstream, variables=None):
            return upstream if variables is None else (upstream, [None] * len(variables))

        return f(*args, **kwargs), grad

    return passing


def _pulling(grad: Callable, variables: Sequence[Variable], count: int) -> Callable:
    """`grad` as a function from the outputs' gradients to a tuple of all inputs' gradients.

    Raises:
        TypeError: the function reads variables, but `grad` does not take them.
    """
    taken = inspect.getfullargspec(grad)
    if variables and not ("variables" in [*taken.args, *taken.kwonlyargs] or taken.varkw):
        raise TypeError(
            "@tf.custom_gradient grad_fn must accept keyword argument 'variables', since the "
            f"function reads variables: {', '.join(v.name for v in variables)}. Write "
            "def grad(upstream, variables=None), and return the gradients of the arguments and a "
            "list of those of the variables."
        )

    def pull(*upstream):
        if not variables:
            return _one_each(grad(*upstream), count, "argument")
        of_arguments, of_variables = grad(*upstream, variables=list(variables))
        return (
            *_one_each(of_arguments, count, "argument"),
            *_one_each(of_variables, len(variables), "variable"),
        )

    return pull


def _one_each(gradients, count: int, what: str) -> tuple:
    """The gradients as a tuple.

    Raises:
        ValueError: another number of them than there are inputs.
    """
    gradients = tuple(nest.flatten(gradients))
    if len(gradients) != count:
        raise ValueError(
            f"custom_gradient function expected to return {count} gradients, but returned "
            f"{len(gradients)} instead: one for each {what}."
        )
    return gradients


def _attached(name: str, inputs: Sequence[Tensor], outputs: Sequence[Tensor], pull: Callable):
    """The outputs, and a note to the tapes of how the gradient gets from them to the inputs."""
    outputs = tuple(Tensor(y.array) for y in outputs)
    kernel = Kernel(name, _by_hand, pull=pull)
    for tape in context.tapes:
        tape.record(kernel, inputs, outputs)
    return outputs


def _by_hand(*arrays):
    raise NotImplementedError("The gradient of this function is given by hand.")


def _attached_in_trace(
    name: str, inputs: Sequence[Tensor], outputs: Sequence[Tensor], pull: Callable
):
    """The outputs as JAX sees them: with a derivative of their own.

    `pull` is Python code over tensors of this trace; it runs now, and what it computes is kept as
    a program of the outputs' gradients and of the values that it uses from outside.
    """

    def pulled(*upstream):
        gradients = pull(*map(Tensor, upstream))
        return [
            jnp.zeros_like(x.array) if g is None else Tensor.convert(g, hint=x.dtype).array
            for x, g in zip(inputs, gradients, strict=True)
        ]

    with no_recording():
        program = jax.make_jaxpr(pulled)(*(y.array for y in outputs))
    first, last = len(inputs), len(inputs) + len(outputs)

    @jax.custom_vjp
    def pure(*arrays):
        return arrays[first:last]

    def forward(*arrays):
        return arrays[first:last], arrays[last:]

    def backward(used, upstream):
        gradients = jax.core.eval_jaxpr(program.jaxpr, used, *upstream)
        return *gradients, *[None] * (len(outputs) + len(used))

    pure.defvjp(forward, backward)
    used = [Tensor(array) for array in program.consts]
    return run(Kernel(name, pure), [*inputs, *outputs, *used], Tensor)
