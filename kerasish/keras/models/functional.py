"""Functional: a model that is the way from its inputs to its outputs."""

from __future__ import annotations

from typing import Any, Self

from kerasish.core import dtypes, nest
from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.keras_tensor import KerasTensor
from kerasish.keras.layers.base import Layer
from kerasish.keras.models.graph import Graph
from kerasish.keras.models.graph_config import graph_config, graph_from_config
from kerasish.keras.models.model import Model
from kerasish.keras.symbolic import is_unknown
from kerasish.ops.array import expand_dims, squeeze
from kerasish.ops.creation import cast


class Functional(Model):
    """The way from inputs to outputs, made of calls of layers on KerasTensors.

    Args:
        inputs: what `keras.Input` gave, or a list or dict of such; results of layers in the
            middle of a model are possible too.
        outputs: what layers made of them, or a list or dict of such.
        name: shown when printed.
        trainable: whether the weights are trained; None leaves the layers as they are.

    Raises:
        ValueError: something that is no KerasTensor, outputs that depend on other inputs, or two
            layers of one name.

    Example:
        >>> x = keras.Input((4,))
        >>> y = keras.layers.Dense(3)(x)
        >>> keras.Model(inputs=x, outputs=y).output_shape
        (None, 3)
    """

    shown_as = "Model"  # in messages: a learner writes keras.Model(inputs, outputs)
    config_omits = frozenset({"inputs", "outputs", "dtype"})

    @points_at_caller
    def __init__(
        self, inputs: Any, outputs: Any, name: str | None = None, trainable: bool | None = None
    ):
        graph = Graph(inputs, outputs)
        super().__init__(name=name)
        self._graph = graph
        self._steps = [step for step in graph.operations if isinstance(step, Layer)]
        self._output_names = [_name(tensor) for tensor in graph.outputs]
        if trainable is not None:
            self.trainable = trainable
        self.built = True

    @property
    def layers(self) -> list[Layer]:
        """The layers on the way, those of the inputs first."""
        return list(self._steps)

    @property
    def operations(self) -> list:
        """The layers, and what is called on KerasTensors without being a layer, such as `+`."""
        return list(self._graph.operations)

    @property
    def inputs(self) -> list[KerasTensor]:
        """What goes in, as a list."""
        return self._graph.inputs

    @property
    def outputs(self) -> list[KerasTensor]:
        """What comes out, as a list."""
        return self._graph.outputs

    @property
    def input(self) -> Any:
        """What goes in, in the structure that was given."""
        return self._graph.input_structure

    @property
    def output(self) -> Any:
        """What comes out, in the structure that was given."""
        return self._graph.output_structure

    @property
    def input_shape(self) -> Any:
        return self._graph.input_shape

    @property
    def output_shape(self) -> Any:
        return self._graph.output_shape

    @property
    def output_names(self) -> list[str]:
        """For each output the name that the layer had that it comes out of."""
        return list(self._output_names)

    def build(self, input_shape: Any = None) -> None:
        """Nothing: the weights were made when the layers were called."""
        self.built = True

    # -- config ----------------------------------------------------------------------------

    def _library_config(self) -> dict[str, Any]:
        return super()._library_config() | graph_config(self._graph)

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        if "input_layers" not in config:  # a class of one's own, with arguments of its own
            return super().from_config(config)
        inputs, outputs = graph_from_config(config)
        model = cls(inputs, outputs, name=config.get("name"))
        if not config.get("trainable", True):
            model.trainable = False
        return model

    # -- calling it ------------------------------------------------------------------------

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        tensors = [
            _fitting(value, wanted) for value, wanted in zip(self._listed(inputs), self.inputs)
        ]
        outputs = self._graph.run(tensors, training)
        alone = isinstance(outputs, list | tuple) and len(outputs) == 1
        return outputs[0] if alone else outputs

    def _check_input(self, first: Any) -> None:
        for value, wanted in zip(self._listed(first), self.inputs):
            if not isinstance(value, Tensor | KerasTensor):
                raise ValueError(
                    f"The input '{_name(wanted)}' of model '{self.name}' must be a tensor of "
                    f"shape {wanted.shape}, but {describe(value)} came."
                )
            if not _fits(tuple(value.shape), wanted.shape):
                raise ValueError(
                    f"Input with name '{_name(wanted)}' of layer '{self.name}' is incompatible "
                    f"with the layer: expected shape={wanted.shape}, found "
                    f"shape={tuple(value.shape)}. The first axis is the batch: a single example "
                    "x is x[None]."
                )
        if isinstance(self._graph.input_structure, dict) and not isinstance(first, dict):
            self._check_list_for_dict(first)

    def _listed(self, inputs: Any) -> list:
        """The inputs in the order of `self.inputs`."""
        form = self._graph.input_structure
        flat = isinstance(form, dict) and not any(map(nest.is_nested, form.values()))
        if isinstance(inputs, dict) and (flat or not isinstance(form, dict)):
            names = sorted(form) if flat else [_name(tensor) for tensor in self.inputs]
            for name in names:
                if name not in inputs:
                    raise ValueError(
                        f'Missing data for input "{name}". You passed a data dictionary with '
                        f"keys {list(inputs)}. Expected the following keys: {names}"
                    )
            return [inputs[name] for name in names]
        values = nest.flatten(inputs)
        if len(values) != len(self.inputs):
            names = [_name(tensor) for tensor in self.inputs]
            raise ValueError(
                f"Model '{self.name}' expects {len(names)} input(s), {names}, but it received "
                f"{len(values)}. Hand them over as a list in this order, or as a dict: "
                f"model({{{', '.join(f'{name!r}: ...' for name in names)}}})."
            )
        return values

    def _check_list_for_dict(self, inputs: Any) -> None:
        names = list(self._graph.input_structure)
        text = (
            f"The structure of `inputs` doesn't match that of model '{self.name}': it takes a "
            f"dict with the keys {names}, but {type(inputs).__name__} came."
        )
        if names != sorted(names):
            raise ValueError(f"{text} Hand over a dict.")
        warn(f"{text} Its entries are taken in the order of the sorted keys.")


def _name(tensor: KerasTensor) -> str:
    return tensor.node.operation.name


def _fits(shape: tuple, wanted: tuple) -> bool:
    """Whether the shape of an input is the expected one, but for a last axis of length 1."""
    if len(shape) != len(wanted):
        longer, shorter = sorted((shape, wanted), key=len, reverse=True)
        if len(longer) != len(shorter) + 1 or longer[-1] != 1:
            return False
    return all(
        other is None or length is None or length == other or is_unknown(length)
        for length, other in zip(shape[1:], wanted[1:])
    )


def _fitting(tensor: Tensor, wanted: KerasTensor) -> Tensor:
    """The input with the dtype and the number of axes that are expected."""
    kind = dtypes.as_dtype(wanted.dtype)
    if tensor.dtype is not kind:
        tensor = cast(tensor, kind)
    if tensor.ndim > wanted.ndim:
        return squeeze(tensor, axis=-1)
    return tensor if tensor.ndim == wanted.ndim else expand_dims(tensor, -1)
