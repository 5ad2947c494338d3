"""`tf.print`: tensors as text, at once or when a traced function runs."""

from __future__ import annotations

import sys
from typing import Any

import jax
import numpy as np

from kerasish.core import nest
from kerasish.core.context import context
from kerasish.core.op import Kernel, run
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller


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

    def show(*arrays):
        values = iter(arrays)
        filled = [
            _Numbers(next(values), summarize) if isinstance(leaf, Tensor) else leaf
            for leaf in leaves
        ]
        packed = nest.pack_like(list(inputs), filled)
        _write(sep.join(_text(value, nested=False) for value in packed) + end, output_stream)

    if context.trace is None:
        show(*(np.asarray(tensor.array) for tensor in tensors))
        return

    def pure(*arrays):
        jax.debug.callback(show, *arrays, ordered=True)
        return ()

    run(Kernel("print", pure, differentiable=False), tensors, Tensor)


def _is_tensor(value: Any) -> bool:
    return hasattr(value, "__as_tensor__") or isinstance(value, np.ndarray | np.generic)


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


class _Numbers:
    """An array and how many of its elements to show."""

    def __init__(self, array, summarize: int):
        self.array = np.asarray(array)
        self.summarize = summarize

    def __str__(self) -> str:
        return _array_text(self.array, self.summarize, 1)


def _text(value: Any, nested: bool) -> str:
    """A value; inside lists, text is in quotes."""
    if isinstance(value, list | tuple):
        inner = ", ".join(_text(item, True) for item in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, dict):
        inner = ", ".join(f"{key!r}: {_text(value[key], True)}" for key in sorted(value))
        return "{" + inner + "}"
    if isinstance(value, str) and nested:
        return repr(value)
    return str(value)


def _array_text(array: np.ndarray, summarize: int, depth: int) -> str:
    if array.ndim == 0:
        return _element_text(array[()], quoted=depth > 1)
    shown = list(array)
    if 0 <= 2 * summarize < len(shown):
        shown = [*shown[:summarize], None, *shown[len(shown) - summarize :]]
    texts = [
        "..." if part is None else _array_text(np.asarray(part), summarize, depth + 1)
        for part in shown
    ]
    between = " " if array.ndim == 1 else "\n" * (array.ndim - 1) + " " * depth
    return "[" + between.join(texts) + "]"


def _element_text(element: Any, quoted: bool) -> str:
    if isinstance(element, bytes):
        text = element.decode(errors="replace")
        return f'"{text}"' if quoted else text
    if isinstance(element, bool | np.bool_):
        return "1" if element else "0"
    if isinstance(element, np.integer):
        return str(element)
    if isinstance(element, np.complexfloating):
        return f"({element.real:g},{element.imag:g})"
    return f"{float(element):g}"
