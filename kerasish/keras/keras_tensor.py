"""KerasTensor: a tensor without numbers, and what it was computed from.

Calling a layer on KerasTensors computes nothing. It gives KerasTensors of the shapes that would
come out, and leaves a `Node` behind: which layer was called on what. From the nodes a functional
model knows the way from its inputs to its outputs.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from kerasish.core import nest
from kerasish.keras.naming import auto_name
from kerasish.keras.saving.config import Configured
from kerasish.keras.symbolic import Shape, output_specs


class KerasTensor:
    """What `Input` gives, and a layer that is called on one: a tensor without numbers.

    `a + b`, `a * 2`, `a[:, 0]` and the like are steps of the model too.

    Args:
        shape: None for a length that is not known.
        dtype: the name of the dtype.
        name: shown when printed.

    Attributes:
        node: the call that it came out of.
        place: which of the outputs of that call it is.
    """

    __array_priority__ = 1000  # NumPy leaves `array + tensor` to the tensor

    def __init__(self, shape: Shape, dtype: str = "float32", name: str | None = None):
        self.shape = tuple(shape)
        self.dtype = dtype
        self.name = name or auto_name("KerasTensor")
        self.node: Node | None = None
        self.place = 0

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def __repr__(self) -> str:
        return (
            f"<KerasTensor shape={self.shape}, dtype={self.dtype}, sparse=False, ragged=False, "
            f"name={self.name}>"
        )

    # -- arithmetic ------------------------------------------------------------------------

    def __getitem__(self, key: Any) -> KerasTensor:
        return Operation("GetItem")(self, key)

    def __neg__(self) -> KerasTensor:
        return Operation("Negative")(self)

    def __abs__(self) -> KerasTensor:
        return Operation("Absolute")(self)

    # -- what it is not --------------------------------------------------------------------

    def __as_tensor__(self) -> NoReturn:
        raise ValueError(f"A KerasTensor cannot go into a tf operation. {_ADVICE}")

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        raise ValueError(f"A KerasTensor has no numbers to make a NumPy array of. {_ADVICE}")

    def __float__(self) -> NoReturn:
        raise ValueError(f"A KerasTensor has no number to convert. {_ADVICE}")

    __int__ = __float__

    def __bool__(self) -> NoReturn:
        raise TypeError(f"A KerasTensor is neither true nor false. {_ADVICE}")

    def __iter__(self) -> NoReturn:
        raise NotImplementedError(
            "A KerasTensor cannot be iterated over: its rows are not there yet. Pick parts of it "
            "with x[:, 0]."
        )


_ADVICE = (
    "It stands for a tensor of a model that is being put together, and has a shape but no "
    "numbers. Use a layer, such as keras.layers.Add or Activation, or write the operation into "
    "the `call` of a layer of your own."
)


class Node:
    """One call of a layer on KerasTensors.

    Args:
        operation: the layer, or an `Operation`.
        args, kwargs: what it was called with, KerasTensors among it.
        outputs: the KerasTensors that it gave, nested.

    Attributes:
        inputs: the KerasTensors of `args` and `kwargs`, in the order of `nest.flatten`.
        outputs: the same of the outputs.
        number: which call of the operation it is, counted from 0.
    """

    def __init__(self, operation: Any, args: tuple, kwargs: Mapping[str, Any], outputs: Any):
        self.operation = operation
        self.args, self.kwargs = args, dict(kwargs)
        self.inputs = keras_tensors_in((args, self.kwargs))
        self.outputs: list[KerasTensor] = nest.flatten(outputs)
        self.number = len(operation._inbound_nodes)
        operation._inbound_nodes.append(self)
        for place, tensor in enumerate(self.outputs):
            tensor.node, tensor.place = self, place

    @property
    def parents(self) -> list[Node]:
        """The calls that the inputs came out of."""
        return [tensor.node for tensor in self.inputs]

    def arguments(self, values: Mapping[KerasTensor, Any]) -> tuple[tuple, dict[str, Any]]:
        """`args` and `kwargs` with values in the places of the KerasTensors."""
        return nest.map_structure(
            lambda leaf: values[leaf] if isinstance(leaf, KerasTensor) else leaf,
            (self.args, self.kwargs),
        )

    def __repr__(self) -> str:
        return f"<Node operation={self.operation.name}, number={self.number}>"


def keras_tensors_in(structure: Any) -> list[KerasTensor]:
    """The KerasTensors in a nested structure."""
    return [leaf for leaf in nest.flatten(structure) if isinstance(leaf, KerasTensor)]


def call_on_keras_tensors(operation: Any, args: tuple, kwargs: Mapping[str, Any]) -> Any:
    """What a call of a layer gives, as KerasTensors; the call is noted in a `Node`.

    Args:
        operation: the layer, or an `Operation`.
        args, kwargs: what it is called with, KerasTensors among it.

    Returns:
        a KerasTensor for each tensor that comes out, in the structure of the result.
    """
    given = (args, dict(kwargs))
    inputs = list(dict.fromkeys(keras_tensors_in(given)))

    def call(*tensors: Any) -> Any:
        values = dict(zip(inputs, tensors))
        args, kwargs = nest.map_structure(
            lambda leaf: values[leaf] if isinstance(leaf, KerasTensor) else leaf, given
        )
        return operation(*args, **kwargs)

    found = output_specs(call, inputs, type(operation).__name__)
    outputs = nest.map_structure(lambda spec: KerasTensor(spec.shape, spec.dtype), found)
    Node(operation, args, kwargs, outputs)
    return outputs


# -- arithmetic -----------------------------------------------------------------------------


def _pick(x: Any, key: Any) -> Any:
    return x[tuple(key) if isinstance(key, list) else key]  # a saved model has lists alone


_OPERATORS: dict[str, Callable] = {
    "Absolute": abs,
    "Add": operator.add,
    "FloorDivide": operator.floordiv,
    "GetItem": _pick,
    "Greater": operator.gt,
    "GreaterEqual": operator.ge,
    "Less": operator.lt,
    "LessEqual": operator.le,
    "Matmul": operator.matmul,
    "Mod": operator.mod,
    "Multiply": operator.mul,
    "Negative": operator.neg,
    "Power": operator.pow,
    "Subtract": operator.sub,
    "TrueDivide": operator.truediv,
}


class Operation(Configured):
    """A step of a model that is no layer: what `a + b` is for KerasTensors.

    Args:
        kind: which, such as "Add"; a model's summary shows it as the class.
        name: a name of its own among the steps of a model.
    """

    def __init__(self, kind: str, name: str | None = None):
        self.kind = kind
        self.name = name or auto_name(kind)
        self._function = _OPERATORS[kind]
        self._inbound_nodes: list[Node] = []

    def __call__(self, *args: Any) -> Any:
        if keras_tensors_in(args):
            return call_on_keras_tensors(self, args, {})
        return self._function(*args)

    def __repr__(self) -> str:
        return f"<Operation name={self.name}>"


def _method(kind: str, swapped: bool) -> Callable:
    def method(self: KerasTensor, other: Any) -> KerasTensor:
        return Operation(kind)(*((other, self) if swapped else (self, other)))

    return method


for _name, _kind in {
    "add": "Add",
    "floordiv": "FloorDivide",
    "matmul": "Matmul",
    "mod": "Mod",
    "mul": "Multiply",
    "pow": "Power",
    "sub": "Subtract",
    "truediv": "TrueDivide",
}.items():
    setattr(KerasTensor, f"__{_name}__", _method(_kind, swapped=False))
    setattr(KerasTensor, f"__r{_name}__", _method(_kind, swapped=True))
for _name, _kind in {
    "gt": "Greater",
    "ge": "GreaterEqual",
    "lt": "Less",
    "le": "LessEqual",
}.items():
    setattr(KerasTensor, f"__{_name}__", _method(_kind, swapped=False))
