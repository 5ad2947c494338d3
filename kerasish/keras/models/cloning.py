"""Models made again: from JSON, and with new weights."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from kerasish.core import nest
from kerasish.core.op import describe
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.keras_tensor import KerasTensor
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.input import InputLayer
from kerasish.keras.models.functional import Functional
from kerasish.keras.models.model import Model
from kerasish.keras.models.sequential import Sequential
from kerasish.keras.saving.serialization import deserialize_keras_object


@points_at_caller
def model_from_json(json_string: str, custom_objects: Mapping[str, Any] | None = None) -> Model:
    """The model that `model.to_json()` describes, with weights of its own.

    Args:
        json_string: what `to_json` gave.
        custom_objects: classes and functions of one's own by name.

    Raises:
        TypeError: a class or function in it that is not known.
    """
    return deserialize_keras_object(json.loads(json_string), custom_objects)


@points_at_caller
def clone_model(model: Model, *, clone_function: Callable[[Layer], Layer] | None = None) -> Model:
    """The same model made anew: layers of the same names with weights of their own, not compiled.

    Args:
        model: the model.
        clone_function: makes a layer from a layer, instead of `from_config(get_config())`; for
            Sequential and functional models.

    Raises:
        ValueError: no model, or a `clone_function` for a model that is a class of one's own.
    """
    if not isinstance(model, Model):
        raise ValueError(f"clone_model takes a keras.Model, but {describe(model)} came.")
    if isinstance(model, Sequential):
        return Sequential(
            [_cloned(layer, clone_function) for layer in model._stack], name=model.name
        )
    if isinstance(model, Functional):
        return _cloned_graph(model, clone_function)
    if clone_function is not None:
        raise ValueError(
            "Arguments `clone_function` and `input_tensors` are only supported for Sequential "
            f"models or Functional models, but {type(model).__name__} is a class of one's own. "
            "Leave clone_function out."
        )
    return type(model).from_config(model.get_config())


def _cloned(layer: Any, clone_function: Callable | None) -> Any:
    """Another layer like it; inputs and operations, which have no weights, never go elsewhere."""
    if clone_function is None or not isinstance(layer, Layer) or isinstance(layer, InputLayer):
        return type(layer).from_config(layer.get_config())
    return clone_function(layer)


def _cloned_graph(model: Functional, clone_function: Callable | None) -> Functional:
    clones = {each: _cloned(each, clone_function) for each in model.operations}
    new: dict[KerasTensor, KerasTensor] = {}
    for node in sorted(model._graph.nodes, key=lambda node: len(node.inputs) > 0):
        clone = clones[node.operation]
        if not node.inputs:
            outputs = clone.output
        else:
            args, kwargs = node.arguments(new)
            outputs = clone(*args, **kwargs)
        new |= zip(node.outputs, nest.flatten(outputs))
    inputs, outputs = (
        nest.map_structure(new.__getitem__, each) for each in (model.input, model.output)
    )
    return Functional(inputs, outputs, name=model.name)
