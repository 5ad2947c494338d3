"""Shapes worked out without numbers: what a layer gives for inputs of a shape."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax

from kerasish.core import dtypes, nest
from kerasish.core.lift import Trace, tracing
from kerasish.core.shape import STAND_INS, TensorShape, common_shape
from kerasish.core.tensor import Tensor

Shape = tuple[int | None, ...]


class _Runs(threading.local):
    """The run that goes on in this thread."""

    stand_in: int | None = None


_runs = _Runs()


def is_unknown(length: int) -> bool:
    """Whether, in the run that goes on, `length` stands for one that is not known."""
    return length is not None and length == _runs.stand_in


def open_shape(shape: Sequence[int | None]) -> Shape:
    """A shape with None for the batch, where that is not known in the run that goes on."""
    lengths = tuple(shape)
    return (None, *lengths[1:]) if lengths and is_unknown(lengths[0]) else lengths


@dataclass(frozen=True)
class Spec:
    """What is known of a tensor that has no numbers.

    Attributes:
        shape: None for a length that is not known.
        dtype: the name of the dtype.
    """

    shape: Shape
    dtype: str


def output_specs(function: Callable, inputs: Sequence[Any], name: str = "the function") -> Any:
    """What a function of tensors gives, without computing it.

    Weights that layers make on the way stay made; nothing else changes.

    Args:
        function: a function of as many tensors as there are inputs; its result may be nested.
        inputs: `Spec`, or something else with a shape and a dtype.
        name: whose function it is, for messages.

    Returns:
        a `Spec` for each tensor of the result, in the result's structure.

    Raises:
        ValueError: the function gave None.
    """
    is_open = any(length is None for each in inputs for length in each.shape)
    lengths = STAND_INS if is_open else (None,)
    runs = [_run(function, inputs, length, name) for length in lengths]
    results = zip(*(nest.flatten(run) for run in runs))
    return nest.pack_like(runs[0], [_merged(found) for found in results])


def output_shapes(function: Callable, shapes: Any, dtype: Any = "float32") -> Any:
    """The shapes of what a function of a tensor gives; see `output_specs`.

    Args:
        function: a function of tensors; its result may be nested.
        shapes: the shape of its argument, with None for an unknown length; or a list or dict of
            shapes for an argument that is a list or dict.
        dtype: of the tensors.

    Returns:
        a TensorShape for each tensor of the result, in the result's structure.
    """
    form = map_shapes(lambda _: None, shapes)
    inputs = [Spec(shape, dtype) for shape in flat_shapes(shapes)]
    name = getattr(function, "__name__", type(function).__name__)
    found = output_specs(
        lambda *tensors: function(nest.pack_like(form, list(tensors))), inputs, name
    )
    # a TensorShape is a leaf where a tuple would be taken for a structure
    return nest.map_structure(lambda spec: TensorShape(spec.shape), found)


def _run(function: Callable, inputs: Sequence[Any], length: int | None, name: str) -> Any:
    """The result of one run, with a `jax.ShapeDtypeStruct` for each tensor.

    Args:
        length: what stands for lengths that are not known, None if all are.
    """
    specs = [
        jax.ShapeDtypeStruct(
            [length if n is None else n for n in each.shape],
            dtypes.as_dtype(each.dtype).as_numpy_dtype,
        )
        for each in inputs
    ]
    structure = None

    def body(arrays):
        nonlocal structure
        with tracing(Trace({}, {}, may_create=False)):
            structure = function(*map(Tensor, arrays))
        if structure is None:
            raise ValueError(f"`call()` of {name} gave None. It must end with `return outputs`.")
        return [Tensor.convert(leaf).array for leaf in nest.flatten(structure)]

    outer, _runs.stand_in = _runs.stand_in, length
    try:
        leaves = jax.eval_shape(body, specs)
    finally:
        _runs.stand_in = outer
    return nest.pack_like(structure, leaves)


def _merged(found: Sequence[jax.ShapeDtypeStruct]) -> Spec:
    shape = common_shape(each.shape for each in found)
    return Spec(shape, dtypes.from_numpy(found[0].dtype).name)


def is_shape(value: Any) -> bool:
    """Whether `value` is one shape, not a structure of shapes."""
    return isinstance(value, TensorShape) or (
        isinstance(value, list | tuple)
        and all(length is None or isinstance(length, int) for length in value)
    )


def map_shapes(function: Callable, shapes: Any) -> Any:
    """`function` of each shape in a nested structure of shapes."""
    if is_shape(shapes):
        return function(tuple(shapes))
    if isinstance(shapes, dict):
        return {name: map_shapes(function, shape) for name, shape in shapes.items()}
    return [map_shapes(function, shape) for shape in shapes]


def flat_shapes(shapes: Any) -> list[Shape]:
    """All shapes in a nested structure of shapes."""
    found: list[Shape] = []
    map_shapes(found.append, shapes)
    return found
