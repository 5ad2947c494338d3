"""What a dataset is made of: elements, which are nested tuples and dicts of arrays."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from kerasish.core.errors import InvalidArgumentError
from kerasish.core.function import Function, TensorSpec
from kerasish.core.nest import flatten, map_structure, pack_like
from kerasish.core.shape import STAND_INS, common_shape
from kerasish.core.tensor import Tensor


def as_arrays(value: Any) -> Any:
    """Tuples and dicts of whatever becomes a tensor, as tuples and dicts of arrays."""
    if isinstance(value, dict):
        return {name: as_arrays(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(as_arrays(item) for item in value)
    array = Tensor.convert(value).array
    return array if array.dtype == object else np.asarray(array)


def as_tensors(element: Any) -> Any:
    """An element as it is handed out: tensors in place of arrays."""
    return map_structure(Tensor, element)


def spec_of(element: Any) -> Any:
    """The shape and the dtype of every array of an element."""
    return map_structure(lambda array: TensorSpec.from_tensor(Tensor(array)), element)


def with_length(spec: Any, length: int | None) -> Any:
    """The spec of `length` elements, one above the other."""

    def longer(each: TensorSpec) -> TensorSpec:
        is_known = each.shape.rank is not None
        return TensorSpec([length, *each.shape] if is_known else None, each.dtype)

    return map_structure(longer, spec)


def without_length(spec: Any) -> Any:
    """The spec of one row of an element."""
    return map_structure(lambda each: TensorSpec(each.shape[1:], each.dtype), spec)


def stacked(elements: Sequence) -> Any:
    """Elements one above the other, as one element.

    Raises:
        InvalidArgumentError: their shapes differ.
    """
    columns = zip(*(flatten(element) for element in elements), strict=True)
    whole = []
    for place, column in enumerate(columns):
        shapes = [np.shape(array) for array in column]
        for number, shape in enumerate(shapes):
            if shape != shapes[0]:
                raise InvalidArgumentError(
                    f"Cannot batch tensors with different shapes in component {place}. First "
                    f"element had shape {list(shapes[0])} and element {number} had shape "
                    f"{list(shape)}. Bring them to one shape with map before batch."
                )
        whole.append(np.stack([np.asarray(array) for array in column]))
    return pack_like(elements[0], whole)


class Mapped:
    """A function of elements, traced once: what it gives is known before it runs.

    Args:
        function: takes the parts of a tuple as so many arguments, anything else as one.
        spec: of the elements.

    Attributes:
        spec: of the results. A length that depends on one that is not known is not known.
    """

    def __init__(self, function: Callable, spec: Any):
        if not callable(function):
            raise ValueError(
                f"Argument `func` must be a callable. Received func={function!r} (of type "
                f"{type(function)}): give a function of one element, such as "
                "lambda x, y: (x / 255, y)."
            )
        _check_arguments(function, len(_parts(spec)))
        self._function = Function(function)
        self.spec = self._traced(spec)

    def __call__(self, element: Any) -> Any:
        found = self._function(*_parts(as_tensors(element)))
        return map_structure(lambda leaf: Tensor.convert(leaf).array, _tupled(found))

    def _traced(self, spec: Any) -> Any:
        is_open = any(None in tuple(each.shape) for each in flatten(spec))
        lengths = STAND_INS if is_open else (None,)
        found = [self._traced_for(spec, length) for length in lengths]
        columns = zip(*(flatten(each) for each in found), strict=True)
        return pack_like(found[0], [_merged(column) for column in columns])

    def _traced_for(self, spec: Any, length: int | None) -> Any:
        known = map_structure(
            lambda each: TensorSpec([length if n is None else n for n in each.shape], each.dtype),
            spec,
        )
        outputs = self._function.get_concrete_function(*_parts(known)).structured_outputs
        outputs = _tupled(outputs)
        if any(leaf is None for leaf in flatten(outputs)):
            raise TypeError(
                f"The function `{self._function.__name__}` gave None for an element: it has to "
                "end with `return` and what becomes of the element."
            )
        return map_structure(_as_spec, outputs)


def _check_arguments(function: Callable, count: int) -> None:
    try:
        signature = inspect.signature(function)
    except ValueError:  # written in C, without a signature
        return
    try:
        signature.bind(*range(count))
    except TypeError:
        name = getattr(function, "__name__", "function")
        raise TypeError(
            f"An element has {count} part{'s' * (count > 1)}, but the function is {name}"
            f"{signature}: give it one argument for each part."
        ) from None


def _parts(element: Any) -> tuple:
    return element if isinstance(element, tuple) else (element,)


def _tupled(result: Any) -> Any:
    """What a function gave, with tuples in place of lists."""
    if isinstance(result, dict):
        return {name: _tupled(item) for name, item in result.items()}
    return tuple(map(_tupled, result)) if isinstance(result, list | tuple) else result


def _as_spec(leaf: Any) -> TensorSpec:
    return leaf if isinstance(leaf, TensorSpec) else TensorSpec.from_tensor(Tensor.convert(leaf))


def _merged(column: Sequence[TensorSpec]) -> TensorSpec:
    return TensorSpec(common_shape(each.shape for each in column), column[0].dtype)
