"""Sequential: layers one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from kerasish.core.op import describe
from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.keras_tensor import KerasTensor
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.configured import dtype_config, shapes_in
from kerasish.keras.layers.input import InputLayer
from kerasish.keras.models.graph import Graph
from kerasish.keras.models.model import Model
from kerasish.keras.models.outputs import alone
from kerasish.keras.naming import auto_name
from kerasish.keras.saving.serialization import (
    deserialize_keras_object,
    serialize_keras_object,
    unbuilt,
)


class Sequential(Model):
    """Layers one after another: each gets what the one before gave.

    Args:
        layers: the layers; the first may be `keras.Input(shape)`, and then the weights are made
            at once.
        trainable: whether the weights are trained.
        name: shown when printed.

    Example:
        >>> model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
        >>> model.output_shape
        (None, 3)
    """

    config_omits = frozenset({"layers"})

    @points_at_caller
    def __init__(
        self,
        layers: Sequence[Layer | KerasTensor] | None = None,
        trainable: bool = True,
        name: str | None = None,
    ):
        if isinstance(trainable, Layer):
            raise ValueError(
                f"Expected `trainable` to be a boolean, but {trainable!r} came. "
                "Layers go into one list: Sequential([layer, layer])."
            )
        super().__init__(trainable=trainable, name=name)
        self._stack: list[Layer] = []  # with the InputLayer, if there is one
        self._graph: Graph | None = None  # once the shapes are known
        for layer in [layers] if isinstance(layers, Layer) else layers or []:
            self._append(layer)
        self._rebuild()

    @property
    def layers(self) -> list[Layer]:
        return [layer for layer in self._stack if not isinstance(layer, InputLayer)]

    @points_at_caller
    def add(self, layer: Layer | KerasTensor) -> None:
        """Put a layer at the end.

        Raises:
            ValueError: no layer, or one whose name is taken.
        """
        self._append(layer)
        self._rebuild()

    def pop(self) -> Layer:
        """Take the last layer away.

        Returns:
            that layer.
        """
        if not self.layers:
            raise ValueError(f"Sequential model '{self.name}' has no layer to pop.")
        layer = self._stack.pop()
        self._rebuild()
        return layer

    def _append(self, layer: Any) -> None:
        if isinstance(layer, KerasTensor) and isinstance(layer.node.operation, InputLayer):
            layer = layer.node.operation
        if not isinstance(layer, Layer):
            made = f" Write {layer.__name__}(...)." if isinstance(layer, type) else ""
            if isinstance(layer, KerasTensor):
                made = (
                    " This is what came out of a layer: give the layers themselves, or "
                    "keras.Model(inputs, outputs)."
                )
            raise ValueError(
                "Only instances of `keras.Layer` can be added to a Sequential model. "
                f"Received: {layer!r} (of type {type(layer)}).{made}"
            )
        if any(layer.name == other.name for other in self._stack):
            raise ValueError(
                "All layers added to a Sequential model should have unique names. Name "
                f"'{layer.name}' is already the name of a layer in this model. Update the `name` "
                "argument to pass a unique name."
            )
        if not self._stack and getattr(layer, "_input_shape_arg", None) is not None:
            self._stack.append(InputLayer(layer._input_shape_arg))
        elif self._stack and isinstance(layer, InputLayer):
            raise ValueError(
                f"Sequential model '{self.name}' has layers already, so it cannot get an Input "
                "any more: the Input comes first."
            )
        self._stack.append(layer)

    # -- shapes ----------------------------------------------------------------------------

    def _rebuild(self) -> None:
        self.built = self._locked = False
        self._graph = None
        if len(self._stack) < 2:
            return
        first = self._stack[0]
        if isinstance(first, InputLayer):
            self.build(first.batch_shape)
        elif isinstance(first, Model) and getattr(first, "_graph", None) is not None:
            self.build(first.input_shape)

    def build(self, input_shape: Any) -> None:
        """Make the weights, as for inputs of this shape, batch included (None for any).

        Raises:
            ValueError: there are no layers, or the model has another input shape already.
        """
        if not self.layers:
            raise ValueError(
                f"Sequential model {self.name} cannot be built because it has no layers. "
                "Call `model.add(layer)`."
            )
        shape = tuple(input_shape)
        first = self._stack[0]
        if not isinstance(first, InputLayer):
            self._stack.insert(0, InputLayer(batch_shape=shape, dtype=first.dtype))
        elif first.batch_shape != shape:
            raise ValueError(
                f"Sequential model '{self.name}' has already been configured to use input shape "
                f"{first.batch_shape}. You cannot build it with input_shape {shape}"
            )
        outputs = self._stack[0].output
        for layer in self.layers:
            outputs = layer(outputs)
        auto_name("Functional")  # Keras makes one here, so the next is functional_1
        self._graph = Graph(self._stack[0].output, outputs)

    @property
    def inputs(self) -> list[KerasTensor]:
        """The KerasTensor that goes in, in a list."""
        return self._known("inputs").inputs

    @property
    def outputs(self) -> list[KerasTensor]:
        """The KerasTensors that come out."""
        return self._known("outputs").outputs

    @property
    def input_shape(self) -> Any:
        return self._known("input shape").input_shape

    @property
    def output_shape(self) -> Any:
        return self._known("output shape").output_shape

    def _known(self, what: str) -> Graph:
        if self._graph is None:
            raise AttributeError(what)  # told in words by _why_absent
        return self._graph

    def _why_absent(self, name: str) -> str:
        if name in ("inputs", "outputs", "input_shape", "output_shape"):
            return (
                f"Sequential model '{self.name}' has no defined {name.replace('_', ' ')} yet. "
                "Begin it with keras.Input(shape), or call it on data first."
            )
        return super()._why_absent(name)

    # -- config ----------------------------------------------------------------------------

    def _library_config(self) -> dict[str, Any]:
        config = super()._library_config() | {"dtype": dtype_config(self.dtype)}
        config["layers"] = [serialize_keras_object(layer) for layer in self._stack]
        if self._graph is not None:
            config["build_input_shape"] = self.input_shape
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        if "layers" not in config:  # a class of one's own, with arguments of its own
            return super().from_config(config)
        layers = [deserialize_keras_object(unbuilt(layer)) for layer in config["layers"]]
        model = cls(layers, trainable=config.get("trainable", True), name=config.get("name"))
        if not model.built and config.get("build_input_shape"):
            model.build(shapes_in(config["build_input_shape"]))
        return model

    # -- calling it ------------------------------------------------------------------------

    def _run(self, args: tuple, kwargs: dict[str, Any]) -> Any:
        if args and alone(args[0]) is not args[0]:
            warn(
                "The structure of `inputs` doesn't match the expected structure: model "
                f"'{self.name}' takes a tensor, but a {type(args[0]).__name__} of one came, which "
                "is taken out of it. Hand over x instead of [x]."
            )
            args = (alone(args[0]), *args[1:])
        return super()._run(args, kwargs)

    def call(self, inputs: Any) -> Any:
        if not self.layers:
            raise ValueError(
                f"Sequential model {self.name} has no layers. Call `model.add(layer)`; "
                f"{describe(inputs)} came."
            )
        for layer in self.layers:
            outputs = layer(inputs)
            inputs = outputs
        return outputs
