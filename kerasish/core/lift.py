"""From a Python function that reads and writes variables to a pure function of arrays.

The Python code runs once, with tensors that stand for values to come. Variables that it reads
become inputs, variables that it assigns to become outputs. `tf.function` and `Model.fit` both
stand on this.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import Any

import jax
import jax.export
import numpy as np

from kerasish.core import nest
from kerasish.core import variable as variables
from kerasish.core.context import context
from kerasish.core.effects import silenced
from kerasish.core.errors import InaccessibleTensorError
from kerasish.core.kernel import Kernel, run
from kerasish.core.tensor import Operators, Tensor, Tracer
from kerasish.core.variable import Variable

_ended: weakref.WeakSet = weakref.WeakSet()  # JAX's traces in which a function was lifted


class Trace:
    """One run of a Python function with symbolic tensors, and what it did to variables.

    Attributes:
        reads: the variables read, in order.
        writes: the variables assigned to, in order.
        made: the variables created meanwhile, with the tensors of their initial values.
        captured: tensors that were used; those from outside are among them.
        grew: whether a variable was read that did not exist when the trace began.
        operations: what ran: the name, and a `jax.ShapeDtypeStruct` for each input and output.
        kept_for: tensors that someone keeps as long as the trace lasts: (whose, tensor).
    """

    def __init__(self, inputs: dict[int, Tensor], names: dict[int, str], may_create: bool):
        self._inputs = inputs
        self._present = dict(inputs)
        self._fresh: set[int] = set()  # variables assigned to and not read since
        self._names = names
        self._counts: Counter[str] = Counter()
        self._kept: list[Tensor] = []  # keeps ids of named tensors from being used again
        self._may_create = may_create
        self.reads: dict[int, Variable] = {}
        self.writes: dict[int, Variable] = {}
        self.made: list[tuple[Variable, Tensor]] = []
        self.captured: dict[int, Tensor] = {}
        self.kept_for: list[tuple[Any, Tensor]] = []
        self.grew = False
        self.operations: list[tuple[str, list, list]] = []

    def read(self, variable: Variable) -> Tensor:
        number = variable._number
        tensor = self._present.get(number)
        if tensor is None:  # made since the trace began, outside of it
            self.grew = True
            tensor = self._present[number] = variable._tensor
        elif number in self._inputs and number not in self.writes:
            self.reads[number] = variable
        elif number in self._fresh:
            self._fresh.discard(number)
            tensor = self._present[number] = self._linked(variable, tensor)
        return tensor

    def write(self, variable: Variable, tensor: Tensor) -> None:
        number = variable._number
        self._present[number] = Tensor(tensor.array)
        self.writes[number] = variable
        if variable.trainable and number in self._inputs and variable.dtype.is_floating:
            self._fresh.add(number)

    def _linked(self, variable: Variable, tensor: Tensor) -> Tensor:
        """The value just assigned, for a tape around the function.

        Gradients do not flow through an assignment, but they do reach the variable from what
        is read after it. So the value counts as the variable's own plus a constant.
        """
        self.reads[variable._number] = variable
        own = self._inputs[variable._number].array
        rest = jax.lax.stop_gradient(tensor.array - own)
        return Tensor(own + rest)

    def created(self, variable: Variable, initial: Tensor) -> None:
        if not self._may_create:
            raise ValueError(
                "tf.function only supports singleton tf.Variables created on the first call. "
                "Make sure the tf.Variable is only created once or created outside tf.function: "
                "make it before, or write `if self.v is None: self.v = tf.Variable(...)`."
            )
        self.made.append((variable, initial))
        self._present[variable._number] = initial

    def ran(self, kernel: Kernel, inputs: Sequence[Tensor], outputs: Sequence[Tensor]) -> None:
        for tensor in inputs:
            if isinstance(tensor.array, jax.Array):
                self.captured[id(tensor)] = _in_scope(tensor)
        self.operations.append((kernel.name, list(map(_shape, inputs)), list(map(_shape, outputs))))
        for tensor in outputs:
            count = self._counts[kernel.name]
            self._counts[kernel.name] += 1
            self._names[id(tensor)] = f"{kernel.name}_{count}" if count else kernel.name
            self._kept.append(tensor)

    def noted(self) -> dict[str, Any]:
        """What happened to variables so far, to go back to with `go_back`."""
        return {name: vars(self)[name].copy() for name in ("_present", "_fresh", "reads", "writes")}

    def go_back(self, noted: dict[str, Any]) -> None:
        """Forget what happened to variables since."""
        vars(self).update(noted)

    def present(self, number: int) -> Tensor:
        """What the variable of that number holds now."""
        return self._present[number]

    def name_of(self, tensor: Tensor) -> str:
        return f"{self._names.get(id(tensor), 'tensor')}:0"


class Lifted:
    """A Python function as a pure one.

    Attributes:
        kernel: arrays in (arguments, variables read, captured tensors), arrays out (results,
            new values of variables).
        reads: the variables whose values go in.
        writes: the variables whose new values come out.
        captured: tensors from outside whose values go in.
        made: variables created while tracing.
        grew: whether variables were read that came into being meanwhile: trace again.
        results: the result's structure, with a `jax.ShapeDtypeStruct` for each tensor.
        count: how many tensors the result has.
        operations: what the program is made of; see `Trace`.
        jaxpr: the traced program.
    """

    def __init__(
        self,
        function: Callable,
        specs: Sequence,
        *,
        name: str,
        names: Sequence[str] = (),
        may_create: bool = False,
    ):
        present = list(variables.alive.values())
        shapes = [_spec(v) for v in present]
        trace = results = level = None

        def body(arrays, values):
            nonlocal trace, results, level
            level = next((array._trace for array in (*values, *arrays)), None)
            tensors = [Tensor(array) for array in arrays]
            held = {v._number: Tensor(a) for v, a in zip(present, values, strict=True)}
            labels = {id(t): label for t, label in zip(tensors, names, strict=False)}
            trace = Trace(held, labels, may_create)
            with tracing(trace):
                structure = function(*tensors)
                leaves = [_unwrapped(leaf) for leaf in nest.flatten(structure)]
            arrays_out = [_in_scope(leaf).array for leaf in leaves if _is_traced(leaf)]
            results = nest.pack_like(structure, [_described(leaf) for leaf in leaves])
            new = [trace.present(number).array for number in trace.writes]
            initial = [tensor.array for _, tensor in trace.made]
            return arrays_out, new, initial

        closed, (outs, new, initial) = jax.make_jaxpr(body, return_shape=True)(list(specs), shapes)
        if level is not None:
            _ended.add(level)
        self.name = name
        self.jaxpr = closed
        self.results = results
        self.reads = tuple(trace.reads.values())
        self.writes = tuple(trace.writes.values())
        self.made = tuple(variable for variable, _ in trace.made)
        self.grew = trace.grew
        self.operations = trace.operations
        self.count = len(outs)
        self._flat = results if isinstance(results, jax.ShapeDtypeStruct) else None
        places = {v._number: len(specs) + i for i, v in enumerate(present)}
        read_places = [places[v._number] for v in self.reads]
        by_array = {id(tensor.array): tensor for tensor in trace.captured.values()}
        consts = list(closed.consts)
        const_places = [i for i, const in enumerate(consts) if id(const) in by_array]
        self.captured = tuple(by_array[id(consts[i])] for i in const_places)
        arguments = len(specs)

        def evaluate(jaxpr, *inputs):
            full = [0] * len(closed.jaxpr.invars)
            full[:arguments] = inputs[:arguments]
            rest = iter(inputs[arguments:])
            for place in read_places:
                full[place] = next(rest)
            held = list(consts)
            for place in const_places:
                held[place] = next(rest)
            return tuple(jax.core.eval_jaxpr(jaxpr, held, *full))

        kept = len(outs) + len(new)
        inputs = [*specs, *map(_spec, self.reads), *map(_spec, self.captured)]
        program = lambda *inputs: evaluate(closed.jaxpr, *inputs)[:kept]  # noqa: E731
        self.kernel = Kernel(name, _for_any_length(program, inputs))
        quiet = silenced(closed.jaxpr) if closed.effects else closed.jaxpr
        if closed.effects:
            self.kernel.pure = lambda *inputs: evaluate(quiet, *inputs)[:kept]
        self._initial = jax.jit(lambda *inputs: evaluate(quiet, *inputs)[kept:])

    def make_variables(self, arguments: Sequence) -> None:
        """Give the variables created while tracing their initial values."""
        values = self._initial(*arguments, *(tensor.array for tensor in self._outside()))
        for variable, value in zip(self.made, values, strict=True):
            variable.set_array(value)

    def _outside(self) -> list[Tensor]:
        return [*(variable.__as_tensor__() for variable in self.reads), *self.captured]

    def __call__(self, arguments: Sequence[Tensor]) -> Any:
        """Run on tensors; variables change as the Python code would have changed them."""
        outputs = run(self.kernel, [*arguments, *self._outside()], Tensor)
        for variable, tensor in zip(self.writes, outputs[self.count :], strict=True):
            if context.trace is None:
                variable.set_array(tensor.array)
            else:
                context.trace.write(variable, tensor)
        return self.structured(outputs)

    def structured(self, outputs: Sequence[Tensor]) -> Any:
        """The result in the form that the function gave it, with these tensors in it."""
        if self._flat is not None:
            return outputs[0]
        rest = iter(outputs)
        return nest.map_structure(
            lambda leaf: next(rest) if isinstance(leaf, jax.ShapeDtypeStruct) else leaf,
            self.results,
        )


@contextmanager
def tracing(trace: Trace | None):
    """Within this block operations belong to `trace` (None: run eagerly), and no tape records."""
    outer, context.trace = context.trace, trace
    tapes, context.tapes = context.tapes, ()
    try:
        yield
    finally:
        context.trace, context.tapes = outer, tapes


@contextmanager
def init_scope():
    """Within this block operations run at once, also inside a function being traced."""
    with tracing(None), jax.ensure_compile_time_eval():
        yield


def _for_any_length(program: Callable, specs: Sequence) -> Callable:
    """The program, callable for any length of the axes whose length the specs leave open."""
    if all(isinstance(length, int) for spec in specs for length in spec.shape):
        return program
    return jax.export.export(jax.jit(program))(*specs).call


def _spec(item: Variable | Tensor) -> jax.ShapeDtypeStruct:
    shape = item._tensor.array.shape if isinstance(item, Variable) else item.array.shape
    return jax.ShapeDtypeStruct(shape, item.dtype.as_numpy_dtype)


def _shape(tensor: Tensor) -> jax.ShapeDtypeStruct:
    return jax.ShapeDtypeStruct(tensor.array.shape, tensor.array.dtype)


def _unwrapped(leaf: Any) -> Any:
    """Values that a function returns become tensors; None and other objects stay as they are."""
    kinds = Operators | bool | int | float | complex | str | bytes | np.ndarray | np.generic
    return Tensor.convert(leaf) if isinstance(leaf, kinds) else leaf


def _in_scope(tensor: Tensor) -> Tensor:
    """The tensor, if the trace in which it was made has not ended.

    Raises:
        InaccessibleTensorError: it has.
    """
    if isinstance(tensor.array, Tracer) and tensor.array._trace in _ended:
        raise InaccessibleTensorError()
    return tensor


def _is_traced(leaf: Any) -> bool:
    """Whether a result belongs to the program: text does not, it stays what it was."""
    return isinstance(leaf, Tensor) and leaf.array.dtype.kind != "O"


def _described(leaf: Any) -> Any:
    if _is_traced(leaf):
        return _shape(leaf)
    return leaf
