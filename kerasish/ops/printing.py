"""`tf.print`: tensors as text, at once or when a traced function runs."""

from __future__ import annotations

import pprint
import sys
from typing import Any

import jax
import numpy as np

from kerasish.core import nest
from kerasish.core.context import context
from kerasish.core.kernel import Kernel, run
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller

_PLACE = "\0"  # where a tensor's numbers go in a text made before they are known


@points_at_caller
def print(*inputs, output_stream=None, summarize=3, sep=" ", end="\n", name=None) -> None:
    """Print values, tensors as their numbers.

    Inside a traced function it prints each time the function runs, not when it is traced.

    Args:
        *inputs: tensors, variables, Python values, or nested lists of them.
        output_stream: a file such as sys.stdout (sys.stderr by default), or "file://path".
        summarize: how many elements to show at both ends of an axis; -1 for all.
        sep: what comes between the values.
        end: what comes after the last one.
    """
    leaves = [Tensor.convert(v) if _is_tensor(v) else v for v in nest.flatten(list(inputs))]
    tensors = [leaf for leaf in leaves if isinstance(leaf, Tensor)]
    places = nest.pack_like(
        list(inputs), [_PLACE if isinstance(leaf, Tensor) else leaf for leaf in leaves]
    )
    template = sep.join(p if isinstance(p, str) else pprint.pformat(p) for p in places)
    *between, last = template.replace(repr(_PLACE), _PLACE).split(_PLACE)

    def show(*arrays):
        texts = [_array_text(np.asarray(array), summarize, 1) for array in arrays]
        pairs = zip(between, texts, strict=True)
        _write("".join(part + text for part, text in pairs) + last + end, output_stream)

    if context.trace is None:
        show(*(np.asarray(tensor.array) for tensor in tensors))
        return

    def pure(*arrays):
        jax.debug.callback(show, *arrays, ordered=True)
        return ()

    run(Kernel("print", pure, differentiable=False), tensors, Tensor)


def _is_tensor(value: Any) -> bool:
    return hasattr(value, "__as_tensor__")


def _write(text: str, stream: Any) -> None:
    if isinstance(stream, str):
        if not stream.startswith("file://"):
            raise ValueError(f'output_stream must be a file or "file://path", got {stream!r}.')
        with open(stream.removeprefix("file://"), "a", encoding="utf-8") as file:
            file.write(text)
        return
    stream = sys.stderr if stream is None else stream
    stream.write(text)
    stream.flush()


def _array_text(array: np.ndarray, summarize: int, depth: int) -> str:
    if array.ndim == 0:
        return _element_text(array[()])
    shown = list(array)
    if 0 <= 2 * summarize < len(shown):
        shown = [*shown[:summarize], None, *shown[len(shown) - summarize :]]
    texts = [
        "..." if part is None else _array_text(np.asarray(part), summarize, depth + 1)
        for part in shown
    ]
    between = " " if array.ndim == 1 else "\n" * (array.ndim - 1) + " " * depth
    return "[" + between.join(texts) + "]"


def _element_text(element: Any) -> str:
    if isinstance(element, bytes):
        return f'"{element.decode(errors="replace")}"'
    if isinstance(element, bool | np.bool_):
        return "1" if element else "0"
    if isinstance(element, np.integer):
        return str(element)
    if isinstance(element, np.complexfloating):
        return f"({_float_text(element.real)},{_float_text(element.imag)})"
    return _float_text(element)


def _float_text(number: np.floating) -> str:
    """With 6 digits (15 for float64) if they tell the number from its neighbours, else with 9."""
    wide = np.float64 if isinstance(number, np.float64) else np.float32
    few, many = (15, 17) if wide is np.float64 else (6, 9)
    number = wide(number)
    text = f"{number:.{few}g}"
    return text if wide(text) == number or number != number else f"{number:.{many}g}"
