"""A traced function: what it takes and gives, what is in it, and how long making it took."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import jax
import numpy as np

from kerasish.core import dtypes, nest
from kerasish.core.context import context
from kerasish.core.dtypes import DType
from kerasish.core.errors import DtypeMismatchError
from kerasish.core.lift import Lifted
from kerasish.core.op import describe
from kerasish.core.shape import TensorShape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import shortened
from kerasish.core.variable import Variable


class TensorSpec:
    """What a tensor must be like: its shape, `None` for any length, and its dtype."""

    def __init__(self, shape, dtype=dtypes.float32, name: str | None = None):
        self.shape = TensorShape(shape)
        self.dtype = dtypes.as_dtype(dtype)
        self.name = name

    @classmethod
    def from_tensor(cls, tensor: Tensor, name: str | None = None) -> TensorSpec:
        return cls(tensor.shape, tensor.dtype, name)

    def is_compatible_with(self, tensor) -> bool:
        return self.dtype == tensor.dtype and self.shape.is_compatible_with(tensor.shape)

    def __eq__(self, other) -> bool:
        return (
            isinstance(other, TensorSpec)
            and self.shape == other.shape
            and self.dtype == other.dtype
        )

    def __hash__(self) -> int:
        return hash((self.shape, self.dtype))

    def __repr__(self) -> str:
        return f"TensorSpec(shape={self.shape}, dtype={self.dtype!r}, name={self.name!r})"


class Operation(NamedTuple):
    """One step of a traced function.

    Attributes:
        name: the operation's; a branch is `cond`, a loop `while_loop`.
        inputs, outputs: a TensorSpec for each tensor.
    """

    name: str
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]

    def __repr__(self) -> str:
        def told(specs: Sequence[TensorSpec]) -> str:
            return ", ".join(f"{spec.dtype.name}{spec.shape}" for spec in specs)

        return f"{self.name}: {told(self.inputs)} -> {told(self.outputs)}"


class ConcreteFunction:
    """A function traced for one signature.

    Attributes:
        structured_input_signature: the arguments: a TensorSpec for each tensor.
        structured_outputs: the result: a TensorSpec for each tensor.
        operations: what was written down, in order: names, and what goes in and out.
        trace_seconds: how long the Python code took, rewriting its control flow included.
        compile_seconds: how long compiling and the first run took; None before.
        jaxpr: the traced program, JAX's intermediate form.
    """

    def __init__(self, lifted: Lifted, arguments: dict[str, Any], seconds: float):
        self._lifted = lifted
        self._arguments = arguments
        self.name = lifted.name
        self.jaxpr = lifted.jaxpr
        self.trace_seconds = seconds
        self.compile_seconds: float | None = None
        self.structured_input_signature = (tuple(arguments.values()), {})
        self.structured_outputs = nest.map_structure(spec_of, lifted.results)

    def __call__(self, *args, **kwargs):
        names = [n for n, spec in self._arguments.items() if isinstance(spec, TensorSpec)]
        values = dict(zip(names, args, strict=False)) | kwargs
        try:
            if len(args) > len(names) or set(values) != set(names):
                raise TypeError(
                    f"ConcreteFunction {self.name} takes the tensors {', '.join(names)}, but "
                    f"{len(args)} positional and the keyword arguments {sorted(kwargs)} came."
                )
            tensors = [
                conformed(self._arguments[n], values[n], n, DtypeMismatchError) for n in names
            ]
            return self.run(tensors)
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def run(self, tensors: Sequence[Tensor]) -> Any:
        """The result for tensors that fit; the first run is timed, since it compiles."""
        if self.compile_seconds is not None or context.trace is not None:
            return self._lifted(tensors)
        start = time.perf_counter()
        result = self._lifted(tensors)
        arrays = [leaf.array for leaf in nest.flatten(result) if isinstance(leaf, Tensor)]
        jax.block_until_ready(arrays)
        self.compile_seconds = time.perf_counter() - start
        return result

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments by name: a TensorSpec for each tensor, all else as it came."""
        return dict(self._arguments)

    @property
    def operations(self) -> list[Operation]:
        return [
            Operation(name, *(tuple(map(spec_of, group)) for group in groups))
            for name, *groups in self._lifted.operations
        ]

    @property
    def variables(self) -> tuple[Variable, ...]:
        seen = {v._number: v for v in (*self._lifted.reads, *self._lifted.writes)}
        return tuple(seen.values())

    @property
    def trainable_variables(self) -> tuple[Variable, ...]:
        return tuple(v for v in self.variables if v.trainable)

    def _head(self) -> str:
        given = ", ".join(
            f"{name}: {spec!r}" if isinstance(spec, TensorSpec) else f"{name}: Literal[{spec!r}]"
            for name, spec in self._arguments.items()
        )
        return f"({given}) -> {self.structured_outputs!r}"

    def __repr__(self) -> str:
        return f"<ConcreteFunction {self._head()} at 0x{id(self):X}>"

    def __str__(self) -> str:
        lines = ["ConcreteFunction Input Parameters:"]
        for name, spec in self._arguments.items():
            text = repr(spec) if isinstance(spec, TensorSpec) else f"Literal[{spec!r}]"
            lines.append(f"  {name} (POSITIONAL_OR_KEYWORD): {text}")
        lines += ["Output Type:", f"  {self.structured_outputs!r}", "Captures:"]
        lines += [f"  {v._number}: {spec_of(v)!r}" for v in self.variables] or ["  None"]
        return "\n".join(lines)


def spec_of(leaf: Any) -> Any:
    """A TensorSpec of a tensor; anything else as it is."""
    if isinstance(leaf, Tensor | Variable | np.ndarray | np.generic | jax.ShapeDtypeStruct):
        dtype = leaf.dtype if isinstance(leaf.dtype, DType) else dtypes.from_numpy(leaf.dtype)
        return TensorSpec([n if isinstance(n, int) else None for n in leaf.shape], dtype)
    return leaf


def conformed_all(spec: Any, value: Any, name: str) -> Any:
    """`value` with every tensor in it as the specification in its place asks."""
    if isinstance(spec, TensorSpec):
        return conformed(spec, value, name)
    pairs = zip(nest.flatten(spec), nest.flatten(value), strict=True)
    return nest.pack_like(spec, [conformed(one, leaf, name) for one, leaf in pairs])


def conformed(spec: Any, value: Any, name: str, error: type[Exception] = TypeError) -> Any:
    """`value` as a tensor that satisfies `spec`.

    Raises:
        TypeError: it does not.
    """
    if not isinstance(spec, TensorSpec) or isinstance(value, TensorSpec):
        return value
    tensor = Tensor.convert(value, hint=spec.dtype)
    if not spec.is_compatible_with(tensor):
        raise error(
            f"Binding inputs to tf.function failed due to `Can not cast "
            f"{TensorSpec.from_tensor(tensor)} to {spec}`: the argument `{name}` is "
            f"{describe(tensor)}. Give a tensor that fits, or change input_signature."
        )
    return tensor
