"""The way from the inputs of a functional model to its outputs: which layer is called on what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import nest
from kerasish.core.shape import TensorShape
from kerasish.keras.keras_tensor import KerasTensor, Node, keras_tensors_in
from kerasish.keras.layers.input import InputLayer
from kerasish.keras.symbolic import Shape


class Graph:
    """All calls of layers on the way from inputs to outputs.

    Args:
        inputs: KerasTensors, nested; those that no `Input` gave become inputs of their own.
        outputs: KerasTensors that were computed from them, nested.

    Attributes:
        input_structure, output_structure: `inputs` and `outputs` as they were given.
        inputs, outputs: the same as lists, in the order of `nest.flatten`.
        nodes: the calls, each after those that it depends on, those of input layers included.
        depths: for each of them how many steps it is from the end, at most.
        operations: what is called, each once: those that come first in the longest ways first,
            then in the order in which one meets them walking back from the outputs.

    Raises:
        ValueError: something that is no KerasTensor, an input is missing, or two layers have
            the same name.
    """

    def __init__(self, inputs: Any, outputs: Any):
        for argument, structure in (("inputs", inputs), ("outputs", outputs)):
            _check_keras_tensors(argument, structure)
        if not all(map(_is_input, nest.flatten(inputs))):
            inputs, outputs = _from_the_middle(inputs, outputs)
        self.input_structure, self.output_structure = inputs, outputs
        self.inputs: list[KerasTensor] = nest.flatten(inputs)
        self.outputs: list[KerasTensor] = nest.flatten(outputs)
        self.nodes, order = walk(self.inputs, self.outputs)
        self._check_connected()
        self.depths, deepest = _depths(self.nodes)
        for tensor in self.inputs:
            if tensor.node not in self.depths:  # nothing depends on this input
                self.nodes.append(tensor.node)
                self.depths[tensor.node] = deepest[tensor.node.operation] = 0
                order[tensor.node.operation] = -1
        self.operations = sorted(deepest, key=lambda each: (-deepest[each], order[each]))
        self._check_names()

    @property
    def input_shape(self) -> Any:
        """The shape of the input, or a list of shapes."""
        return _shapes(self.inputs)

    @property
    def output_shape(self) -> Any:
        """The shape of the output, or a list of shapes."""
        return _shapes(self.outputs)

    @property
    def output_shapes(self) -> Any:
        """A TensorShape for each output, in the structure in which a model gives the outputs."""
        if len(self.outputs) == 1 and not isinstance(self.output_structure, dict):
            return TensorShape(self.outputs[0].shape)
        return nest.map_structure(lambda each: TensorShape(each.shape), self.output_structure)

    def run(self, values: Sequence[Any], training: bool | None = None) -> Any:
        """Call everything, with tensors in the places of the KerasTensors.

        Args:
            values: a tensor for each of `inputs`.
            training: comes before the `training` that a layer was called with.

        Returns:
            a tensor for each output, in the structure of the outputs.
        """
        known = dict(zip(self.inputs, values))
        for node in self.nodes:
            if not node.inputs:
                continue
            args, kwargs = node.arguments(known)
            if training is not None and "training" in kwargs:
                kwargs["training"] = training
            results = node.operation(*args, **kwargs)
            known |= zip(node.outputs, nest.flatten(results))
        return nest.map_structure(known.__getitem__, self.output_structure)

    def _check_connected(self) -> None:
        given = {tensor.node for tensor in self.inputs}
        for node in self.nodes:
            if not node.inputs and node not in given:
                missing = node.operation
                raise ValueError(
                    f"The outputs are not connected to `inputs` alone: they also depend on the "
                    f"input '{missing.name}' of shape {missing.batch_shape}, but `inputs` are "
                    f"{[tensor.node.operation.name for tensor in self.inputs]}. Hand over all of "
                    "them: keras.Model(inputs=[a, b], outputs=c)."
                )

    def _check_names(self) -> None:
        names = [operation.name for operation in self.operations]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(
                    f'The name "{name}" is used {names.count(name)} times in the model. All '
                    "operation names should be unique: give one of the layers another name=..."
                )


def walk(
    inputs: Sequence[KerasTensor], outputs: Sequence[KerasTensor]
) -> tuple[list[Node], dict[Any, int]]:
    """The nodes between inputs and outputs, found by walking back from the outputs.

    Returns:
        the nodes, each after those that it depends on; and for each operation how many were met
        before it.
    """
    ends = {tensor for tensor in inputs if not _is_input(tensor)}
    nodes: dict[Node, None] = {}
    order: dict[Any, int] = {}
    waiting = [(tensor, False) for tensor in reversed(outputs)]
    while waiting:
        tensor, has_parents = waiting.pop()
        node = tensor.node
        if has_parents:
            nodes.setdefault(node)
        elif node not in nodes and tensor not in ends:
            order.setdefault(node.operation, len(order))
            waiting.append((tensor, True))
            waiting += [(parent, False) for parent in reversed(node.inputs)]
    return list(nodes), order


def _depths(nodes: Sequence[Node]) -> tuple[dict[Node, int], dict[Any, int]]:
    """How many steps each node is from the end, and each operation at its first call."""
    depths: dict[Node, int] = {}
    deepest: dict[Any, int] = {}
    for node in reversed(nodes):
        depth = max(depths.get(node, 0), deepest.get(node.operation, 0))
        depths[node] = deepest[node.operation] = depth
        for parent in node.parents:
            depths[parent] = max(depths.get(parent, 0), depth + 1)
    return depths, deepest


def _from_the_middle(inputs: Any, outputs: Any) -> tuple[Any, Any]:
    """The same way with an `Input` where it began in the middle of a model.

    The calls are noted once more, so that each KerasTensor keeps the one call that it is from.
    """
    new: dict[KerasTensor, KerasTensor] = {}
    for tensor in nest.flatten(inputs):
        new[tensor] = tensor
        if not _is_input(tensor):
            layer = InputLayer(
                batch_shape=tensor.shape, dtype=tensor.dtype, name=f"{tensor.name}CLONE"
            )
            new[tensor] = layer.output
    for node in walk(list(new), nest.flatten(outputs))[0]:
        if not node.inputs:
            for tensor in node.outputs:
                new.setdefault(tensor, tensor)
            continue
        copies = [KerasTensor(each.shape, each.dtype, each.name) for each in node.outputs]
        args, kwargs = node.arguments(new)
        Node(node.operation, args, kwargs, copies)
        new |= {old: new.get(old, copy) for old, copy in zip(node.outputs, copies)}
    return tuple(nest.map_structure(new.__getitem__, each) for each in (inputs, outputs))


def _is_input(tensor: KerasTensor) -> bool:
    return not tensor.node.inputs


def _shapes(tensors: Sequence[KerasTensor]) -> Shape | list[Shape]:
    return tensors[0].shape if len(tensors) == 1 else [tensor.shape for tensor in tensors]


def _check_keras_tensors(argument: str, structure: Any) -> None:
    leaves = nest.flatten(structure)
    if not leaves:
        raise ValueError(
            f"`{argument}` argument cannot be empty: {argument}={structure!r} came. "
            "A model has at least one input and one output."
        )
    found = keras_tensors_in(structure)
    if len(found) < len(leaves):
        wrong = next(leaf for leaf in leaves if not isinstance(leaf, KerasTensor))
        raise ValueError(
            f"All `{argument}` values must be KerasTensors, but {wrong!r} of type {type(wrong)} "
            "came. Begin with x = keras.Input(shape), call layers on it, as in "
            "y = keras.layers.Dense(3)(x), and give keras.Model(x, y)."
        )
