"""A graph of layer calls as data, and back."""

from __future__ import annotations

from typing import Any

from kerasish.core import nest
from kerasish.keras.keras_tensor import KerasTensor, Node
from kerasish.keras.models.graph import Graph
from kerasish.keras.saving.serialization import (
    deserialize_keras_object,
    serialize_keras_object,
    unbuilt,
)

Place = tuple[str, int, int]  # name of what was called, which call of it, which output of that


def graph_config(graph: Graph) -> dict[str, Any]:
    """Everything that is called, with what it is called on.

    Returns:
        `layers`, each with its calls in `inbound_nodes`; `input_layers` and `output_layers` say
        which tensors go in and come out, in the structure of the model's inputs and outputs.
    """
    calls = {operation: _calls_of(operation, graph) for operation in graph.operations}

    def place(tensor: KerasTensor) -> list:
        operation = tensor.node.operation
        return [operation.name, calls[operation].index(tensor.node), tensor.place]

    def argument(leaf: Any) -> Any:
        if not isinstance(leaf, KerasTensor):
            return serialize_keras_object(leaf)
        config = {"shape": leaf.shape, "dtype": leaf.dtype, "keras_history": place(leaf)}
        return {"class_name": "__keras_tensor__", "config": config}

    layers = []
    for operation in graph.operations:
        nodes = [
            {
                "args": nest.map_structure(argument, node.args),
                "kwargs": nest.map_structure(argument, node.kwargs),
            }
            for node in calls[operation]
            if node.inputs
        ]
        entry = serialize_keras_object(operation)
        layers.append(entry | {"name": operation.name, "inbound_nodes": nodes})
    return {
        "layers": layers,
        "input_layers": nest.map_structure(place, graph.input_structure),
        "output_layers": nest.map_structure(place, graph.output_structure),
    }


def _calls_of(operation: Any, graph: Graph) -> list[Node]:
    """The calls of a layer in the model, in the order in which they were made."""
    nodes = [node for node in graph.nodes if node.operation is operation]
    return sorted(nodes, key=lambda node: node.number)


def graph_from_config(config: dict[str, Any]) -> tuple[Any, Any]:
    """Make the layers, and call them on each other as `graph_config` says.

    Returns:
        inputs and outputs, KerasTensors in the structure of the original ones.

    Raises:
        ValueError: a call depends on something that is not there.
    """
    made = {each["name"]: deserialize_keras_object(unbuilt(each)) for each in config["layers"]}
    waiting = {each["name"]: list(enumerate(each["inbound_nodes"])) for each in config["layers"]}
    known: dict[Place, KerasTensor] = {
        (name, 0, 0): made[name].output for name, calls in waiting.items() if not calls
    }
    while any(waiting.values()):
        ready = [name for name, calls in waiting.items() if calls and _is_ready(calls[0][1], known)]
        if not ready:
            raise ValueError(
                f"The config of the model is incomplete: what {[*filter(waiting.get, waiting)]} "
                "are called on is not there."
            )
        for name in ready:
            number, call = waiting[name].pop(0)
            args, kwargs = (_revived(call[part], known) for part in ("args", "kwargs"))
            if kwargs.get("mask", ...) is None:
                del kwargs["mask"]  # Keras hands one to models inside
            outputs = made[name](*args, **kwargs)
            for place, tensor in enumerate(nest.flatten(outputs)):
                known[name, number, place] = tensor
    ends = (_at_places(config[key], known) for key in ("input_layers", "output_layers"))
    return tuple(ends)


def _is_ready(call: Any, known: dict[Place, KerasTensor]) -> bool:
    return all(place in known for place in _places_in(call))


def _places_in(value: Any) -> list[Place]:
    if _is_tensor(value):
        return [tuple(value["config"]["keras_history"])]
    if isinstance(value, dict):
        value = list(value.values())
    return (
        [p for item in value for p in _places_in(item)] if isinstance(value, list | tuple) else []
    )


def _is_tensor(value: Any) -> bool:
    return isinstance(value, dict) and value.get("class_name") == "__keras_tensor__"


def _revived(value: Any, known: dict[Place, KerasTensor]) -> Any:
    """An argument of a call, with KerasTensors in their places."""
    if _is_tensor(value):
        return known[tuple(value["config"]["keras_history"])]
    if isinstance(value, dict) and "class_name" not in value:
        return {key: _revived(item, known) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_revived(item, known) for item in value)
    return deserialize_keras_object(value)


def _at_places(value: Any, known: dict[Place, KerasTensor]) -> Any:
    """The KerasTensors in a structure of places."""
    if isinstance(value, dict):
        return {key: _at_places(item, known) for key, item in value.items()}
    if len(value) == 3 and isinstance(value[0], str):
        return known[tuple(value)]
    return [_at_places(item, known) for item in value]
