"""A step of an optimizer as one compiled program.

`update_step` is a dozen small operations for each variable. In `fit` they are compiled along with
all else; in a training loop of one's own each would be run for itself, which takes longer than
the model. So the step is traced and compiled the first time, clipping, decay and schedule
included, and after that it is one call. What a program is made for is its form, of which no
variable and no optimizer is a part: a second optimizer of the same form finds it ready. Numbers
such as a momentum are inputs: where only they differ, it is traced again, but not compiled.

Where that could be noticed the operations run one by one: a tape records them, a class of one's
own may print in `update_step`, and a mistake has to stop where it is made.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import jax

from kerasish.core import dtypes
from kerasish.core.context import context
from kerasish.core.function import functions_run_eagerly
from kerasish.core.kept import Kept
from kerasish.core.kernel import Kernel, run
from kerasish.core.lift import Lifted
from kerasish.core.tensor import Tensor
from kerasish.core.variable import Variable
from kerasish.keras.saving.objects import in_library

_PROGRAMS_EACH = 16  # an optimizer whose settings change at every step had better not compile them
_GIVEN = "given"  # the form of a learning rate that is an input of the program
_NO_SETTINGS = {"learning_rate", "name", "unknown"}


def make_step(optimizer: Any, gradients: Sequence[Tensor], variables: Sequence[Variable]) -> None:
    """Change variables by their gradients, with one compiled program where that is possible.

    Args:
        optimizer: its `_change` is the step, operation by operation.
        gradients: one for each variable.
        variables: those that the optimizer was built with, or some of them.
    """
    rate: list[Tensor] = []
    if _runs_eagerly() and _is_plain(optimizer, gradients, variables):
        if _form_of_rate(optimizer._learning_rate) == _GIVEN:
            rate = [Tensor.convert(optimizer.learning_rate)]
        if all(_is_number(each) for each in rate):
            held = _held_by(optimizer, variables)
            inputs = [*gradients, *rate]
            program = _program_for(optimizer, inputs, variables, held)
            if program is not None:
                program.run(inputs, held)
                return
    optimizer._change(gradients, variables, *rate)


class Program:
    """A function that reads and writes variables, compiled for others in their places as well.

    Args:
        change: a function of tensors.
        inputs: tensors like those that will come.
        held: all variables that it reads and writes.
    """

    def __init__(self, change: Callable, inputs: Sequence[Tensor], held: Sequence[Variable]):
        specs = [jax.ShapeDtypeStruct(each.array.shape, each.array.dtype) for each in inputs]
        lifted = Lifted(change, specs, name="update")
        places = {variable._number: place for place, variable in enumerate(held)}
        self._constants = lifted.captured
        self._kernel = _shared(lifted.kernel, [*inputs, *lifted.reads, *lifted.captured])
        self._reads = [places[variable._number] for variable in lifted.reads]
        self._writes = [places[variable._number] for variable in lifted.writes]

    def run(self, inputs: Sequence[Tensor], held: Sequence[Variable]) -> None:
        """Change variables; `held` are in the order in which those were that it was made with."""
        values = [held[place]._tensor for place in self._reads]
        found = run(self._kernel, [*inputs, *values, *self._constants], Tensor)
        for place, tensor in zip(self._writes, found, strict=True):
            held[place].set_array(tensor.array)


_programs: Kept[Program] = Kept(128)
_kernels: Kept[Kernel] = Kept(128)


def _shared(kernel: Kernel, inputs: Sequence[Tensor | Variable]) -> Kernel:
    """The kernel for a program: kernels that do the same are one, which is compiled once."""
    arrays = [getattr(each, "_tensor", each).array for each in inputs]
    traced = jax.make_jaxpr(kernel.pure)(*arrays)
    if traced.consts:  # the text does not say what they are
        return kernel
    text = str(traced)
    found = _kernels.get(text)
    return found or _kernels.keep(text, Kernel("update", kernel.pure, key=("update", text)))


def _program_for(
    optimizer: Any,
    inputs: Sequence[Tensor],
    variables: Sequence[Variable],
    held: Sequence[Variable],
) -> Program | None:
    """The program for such a step; None if the optimizer came with too many kinds of steps."""
    form = _form_of(optimizer, inputs, variables)
    program = _programs.get(form)
    if program is None and optimizer._programs_made < _PROGRAMS_EACH:
        optimizer._programs_made += 1
        count = len(variables)

        def change(*tensors):
            optimizer._change(tensors[:count], variables, *tensors[count:])

        program = _programs.keep(form, Program(change, inputs, held))
    return program


def _form_of(optimizer: Any, inputs: Sequence[Tensor], variables: Sequence[Variable]) -> tuple:
    """All that decides over what a step does, but for the values of tensors and variables."""
    return (
        type(optimizer),
        repr(_settings_of(optimizer)),
        _form_of_rate(optimizer._learning_rate),
        tuple(optimizer._columns),
        tuple([(each.array.shape, each.array.dtype) for each in inputs]),
        tuple([variable._dtype for variable in variables]),
        optimizer.weight_decay is None or tuple(map(optimizer._decays, variables)),
    )


def _held_by(optimizer: Any, variables: Sequence[Variable]) -> list[Variable]:
    """The variables that a step reads and writes."""
    rate = optimizer._learning_rate
    places = [optimizer.place_of(variable) for variable in variables]
    remembered = [column[place] for column in optimizer._columns.values() for place in places]
    held = [optimizer.iterations, *variables, *remembered]
    return [*held, rate] if isinstance(rate, Variable) else held


def _runs_eagerly() -> bool:
    """Whether nothing looks at the single operations."""
    return context.trace is None and not context.tapes and not functions_run_eagerly()


def _is_plain(optimizer: Any, gradients: Sequence[Tensor], variables: Sequence[Variable]) -> bool:
    """Whether the step is the library's own, and nothing in it can fail."""
    return (
        in_library(type(optimizer))
        and in_library(optimizer.update_step)
        and all(map(_is_fixed, _settings_of(optimizer)))
        and all(map(_fits, gradients, variables))
        and len({variable._number for variable in variables}) == len(variables)
    )


def _fits(gradient: Tensor, variable: Variable) -> bool:
    array, value = gradient.array, variable._tensor.array
    is_float = array.dtype in dtypes.FLOATS and value.dtype in dtypes.FLOATS
    return is_float and array.shape == value.shape


def _is_number(tensor: Tensor) -> bool:
    return tensor.array.shape == () and tensor.array.dtype in dtypes.FLOATS


def _is_fixed(setting: Any) -> bool:
    """Whether a setting is what its text says: a tensor or variable is not."""
    if isinstance(setting, list | tuple):
        return all(map(_is_fixed, setting))
    return setting is None or isinstance(setting, bool | int | float | str)


def _form_of_rate(rate: Any) -> str:
    """What a learning rate adds to the form; a function of one's own runs before the program."""
    if isinstance(rate, Variable):
        return "variable"
    if in_library(type(rate)) and all(map(_is_fixed, vars(rate).values())):
        return f"{type(rate).__name__} {vars(rate)}"
    return _GIVEN


def _settings_of(optimizer: Any) -> list:
    """What besides the learning rate the optimizer was made with, as it is now."""
    return [getattr(optimizer, name) for name in _settings(type(optimizer))]


@cache
def _settings(kind: type) -> tuple[str, ...]:
    return tuple(name for name in inspect.signature(kind).parameters if name not in _NO_SETTINGS)
