"""Layers that make one tensor of several."""

from __future__ import annotations

from typing import Any

from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.layers.base import Layer
from kerasish.ops.array import expand_dims
from kerasish.ops.joining import concat

Shape = tuple[int | None, ...]


class Add(Layer):
    """The sum of the inputs, which must broadcast: a list of tensors in, one tensor out.

    Inputs with fewer axes get more behind the first.

    Args:
        **kwargs: see `Layer`.

    Raises:
        ValueError: no list, or shapes that do not fit.
    """

    @points_at_caller
    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)

    def build(self, input_shape: list[Shape]) -> None:
        self.compute_output_shape(input_shape)  # raises where the shapes do not fit

    def call(self, inputs: list[Tensor]) -> Tensor:
        rank = max(tensor.ndim for tensor in inputs)
        total: Any = None
        for tensor in inputs:
            while tensor.ndim < rank:
                tensor = expand_dims(tensor, 1)
            total = tensor if total is None else total + tensor
        return total

    def compute_output_shape(self, input_shape: list[Shape]) -> Shape:
        shapes = _shapes("merge", input_shape)
        batches = {shape[0] for shape in shapes} - {None}
        if len(batches) > 1:
            raise ValueError(
                "Cannot merge tensors with different batch sizes. "
                f"Received tensors with shapes {shapes}"
            )
        rank = max(map(len, shapes))
        filled = [(shape[0], *(1,) * (rank - len(shape)), *shape[1:]) for shape in shapes]
        lengths = [set(along) - {1, None} for along in zip(*filled)]
        if any(len(found) > 1 for found in lengths):
            raise ValueError(
                f"Inputs have incompatible shapes. Received shapes {shapes}: along each axis the "
                "lengths must be equal, or 1."
            )
        return tuple(
            found.pop() if found else None if None in along else 1
            for found, along in zip(lengths, zip(*filled))
        )


class Concatenate(Layer):
    """The inputs one behind the other along an axis: a list of tensors in, one tensor out.

    Args:
        axis: the axis along which they are joined; all others must be equally long.
        **kwargs: see `Layer`.

    Raises:
        ValueError: no list, or shapes that do not fit.
    """

    @points_at_caller
    def __init__(self, axis: int = -1, **kwargs: Any):
        super().__init__(**kwargs)
        self.axis = axis

    def build(self, input_shape: list[Shape]) -> None:
        self.compute_output_shape(input_shape)  # raises where the shapes do not fit

    def call(self, inputs: list[Tensor]) -> Tensor:
        return concat(inputs, self.axis)

    def compute_output_shape(self, input_shape: list[Shape]) -> Shape:
        shapes = _shapes("`Concatenate`", input_shape)
        rank = len(shapes[0])
        if not -rank <= self.axis < rank:
            raise ValueError(
                f"Concatenate(axis={self.axis}) came, but the inputs have {rank} axes, numbered 0 "
                f"to {rank - 1} or -{rank} to -1: their shapes are {shapes}."
            )
        others = [axis for axis in range(rank) if axis != self.axis % rank]
        if any(len(shape) != rank for shape in shapes) or any(
            len({shape[axis] for shape in shapes} - {None}) > 1 for axis in others
        ):
            raise ValueError(
                "A `Concatenate` layer requires inputs with matching shapes except for the "
                f"concatenation axis. Received: input_shape={shapes}, axis={self.axis}"
            )
        joined = list(shapes[0])
        along = [shape[self.axis] for shape in shapes]
        joined[self.axis] = None if None in along else sum(along)
        return tuple(joined)


def add(inputs: list[Any], **kwargs: Any) -> Any:
    """The sum of the inputs; see `Add`."""
    return Add(**kwargs)(inputs)


def concatenate(inputs: list[Any], axis: int = -1, **kwargs: Any) -> Any:
    """The inputs one behind the other along an axis; see `Concatenate`."""
    return Concatenate(axis=axis, **kwargs)(inputs)


def _shapes(kind: str, shapes: Any) -> list[Shape]:
    # called on one tensor, `shapes` is its shape: a tuple of numbers
    if not shapes or not all(isinstance(shape, list | tuple) for shape in shapes):
        raise ValueError(
            f"A {kind} layer should be called on a list of inputs, as in layer([a, b]). "
            f"Received: {describe(shapes)}"
        )
    return [tuple(shape) for shape in shapes]
