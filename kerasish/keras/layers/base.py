"""Layer: a function of tensors with weights, made when it is first called."""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from kerasish.core import nest
from kerasish.core import variable as core
from kerasish.core.autograph.calls import converted
from kerasish.core.op import describe
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import shortened, warn
from kerasish.keras.keras_tensor import (
    KerasTensor,
    Node,
    call_on_keras_tensors,
    keras_tensors_in,
)
from kerasish.keras.layers.configured import ConfiguredLayer
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.keras.layers.penalties import PenaltyHolder
from kerasish.keras.naming import inside_scope, name_scope
from kerasish.keras.saving.config import within_scope
from kerasish.keras.symbolic import open_shape, output_shapes
from kerasish.ops.creation import cast


class _Calls(threading.local):
    """The layer calls that go on in this thread."""

    training: bool | None = None  # what the calls further out were told


_calls = _Calls()
_UNSET = object()


class Layer(PenaltyHolder, ConfiguredLayer):
    """A function of tensors with weights.

    Subclasses define `call(inputs)`, and `build(input_shape)` where they make weights with
    `add_weight`. A parameter of `call` named `training` is True while a model is trained.
    Layers and variables in attributes, also in lists and dicts there, belong to the layer.

    Args:
        activity_regularizer: a name, or a function of the outputs to a number; divided by the
            batch size it is added to the loss.
        trainable: whether its weights are trained.
        dtype: of the weights and of the computation, float32 by default.
        autocast: whether floats of other dtypes that come in are converted to it.
        name: a name of its own among the layers of a model.
        **kwargs: `input_shape` (without the batch) or `input_dim`, for the first layer of a
            Sequential model.

    Attributes:
        built: whether the weights are made.
        input_spec: what the input must be like.

    Raises:
        ValueError: an argument that no layer knows.
    """

    def __init__(
        self,
        *,
        activity_regularizer: Any = None,
        trainable: bool = True,
        dtype: Any = None,
        autocast: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ):
        super().__init__(name, trainable, dtype, activity_regularizer)
        self._input_shape_arg = self._take_input_shape(kwargs)
        unknown = within_scope(type(self), kwargs)
        if unknown:
            raise ValueError(
                f"Unrecognized keyword arguments passed to {type(self).__name__}: {unknown}. "
                f"It takes {', '.join(_parameters(type(self)))}."
            )
        self.autocast = autocast
        self.input_spec: InputSpec | None = None
        self._array_dtype = np.dtype(self._dtype.as_numpy_dtype)
        self._build_shape: Any = None
        self._inbound_nodes: list[Node] = []  # its calls on KerasTensors
        self._call_signature = inspect.signature(self.call)
        self._takes_training = "training" in self._call_signature.parameters

    def __init_subclass__(cls, **kwargs: Any):
        """Let `build`, however it is called, open the layer's name scope and note the shape."""
        super().__init_subclass__(**kwargs)
        if "build" in vars(cls):
            cls.build = _noted(cls.build)

    @staticmethod
    def _take_input_shape(kwargs: dict[str, Any]) -> tuple[int | None, ...] | None:
        length, shape = kwargs.pop("input_dim", None), kwargs.pop("input_shape", None)
        if length is None and shape is None:
            return None
        warn(
            "Do not pass an `input_shape`/`input_dim` argument to a layer. When using Sequential "
            "models, prefer using an `Input(shape)` object as the first layer in the model "
            "instead."
        )
        return (length,) if length is not None else tuple(shape)

    # -- what subclasses define ------------------------------------------------------------

    def build(self, input_shape: Any) -> None:
        """Make the weights; called with the shape of the first input, batch included."""
        self.built = True

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the outputs from the inputs."""
        raise NotImplementedError(
            f"Layer {type(self).__name__} does not have a `call()` method implemented. "
            "Define `def call(self, inputs)` in it, and return the outputs."
        )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the outputs, None for a length that is not known.

        Args:
            input_shape: the shape of the inputs, batch included.
        """
        shapes = output_shapes(self, input_shape, self._dtype)
        return nest.map_structure(tuple, shapes)

    # -- calling it ------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The outputs for inputs; the first call makes the weights.

        Args:
            *args: tensors, or nested lists and dicts of them; arrays are converted. For
                KerasTensors the outputs are KerasTensors.
            **kwargs: further arguments of `call`; `training` is also handed on to layers inside.

        Raises:
            ValueError: inputs that the layer was not built for, or that are no tensors.
        """
        try:
            return self._run(args, kwargs)
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def _run(self, args: tuple, kwargs: dict[str, Any]) -> Any:
        self._check_initialized()
        if kwargs or len(args) != 1 or not self._is_ready(args[0]):
            self._check_names(kwargs)
            if keras_tensors_in((args, kwargs)):
                return self._run_on_keras_tensors(args, kwargs)
            args = nest.map_structure(self._as_input, args)
            kwargs = nest.map_structure(self._as_input, kwargs)
            self._check_tensors(args)
        first = args[0] if args else next(iter(kwargs.values()), None)
        self._check_input(first)
        nested = inside_scope()
        with name_scope(self.name, self):
            if not self.built:
                self._build_for(args, kwargs)
                self._check_input(first)
            if not nested:
                self._clear_losses()
            outer = _calls.training
            try:
                kwargs = self._told_training(kwargs)
                outputs = converted(self.call)(*args, **kwargs)
            finally:
                _calls.training = outer
            if self.activity_regularizer is not None:
                self._add_penalty_of(outputs)
        if outputs is None and nested:  # by itself a layer may give None, as in Keras
            raise ValueError(
                f"Layer '{self.name}' ({type(self).__name__}) gave None. "
                "Its `call()` must end with `return outputs`."
            )
        if not (self.built and self._locked):
            self.built = self._locked = True
        return outputs

    def _run_on_keras_tensors(self, args: tuple, kwargs: dict[str, Any]) -> Any:
        self._check_input(args[0] if args else next(iter(kwargs.values())))
        if not self.built and self._has_own_build():
            with name_scope(self.name, self):
                self._build_for(args, kwargs)
        return call_on_keras_tensors(self, args, kwargs)

    def _is_ready(self, value: Any) -> bool:
        return type(value) is Tensor and value.array.dtype == self._array_dtype

    def _as_input(self, value: Any) -> Any:
        """Arrays as tensors, floats in the layer's dtype."""
        if not isinstance(value, Tensor | core.Variable | jax.Array) and not hasattr(
            value, "__array__"
        ):
            return value
        tensor = Tensor.convert(value)
        if self.autocast and tensor.dtype.is_floating and tensor.dtype is not self._dtype:
            return cast(tensor, self._dtype)
        return tensor

    def _check_names(self, kwargs: dict[str, Any]) -> None:
        """Accept the arguments of `call`, and `training`, which is handed on to layers inside."""
        known = self._call_signature.parameters
        if any(each.kind is each.VAR_KEYWORD for each in known.values()):
            return
        for name in kwargs:
            if name in known or name == "training":
                continue
            advice = f"It takes {', '.join(known)}."
            if name == "mask":
                advice = (
                    "Layers pass on no masks here. Cut or pad all sequences to one length; to "
                    "leave padding out of the loss, give fit() a sample_weight that is 0 there."
                )
            raise TypeError(
                f"Layer '{self.name}' ({type(self).__name__}) got an unexpected keyword argument "
                f"{name!r}. {advice}"
            )

    def _check_tensors(self, args: tuple) -> None:
        for value in nest.flatten(args):
            if value is not None and not isinstance(value, Tensor):
                advice = "Lists of numbers become tensors with tf.constant(...) or np.array(...)."
                if isinstance(value, Layer):
                    advice = "A layer is no tensor: give what it makes of one, layer(x)."
                raise ValueError(
                    "Only input tensors may be passed as positional arguments. The following "
                    "argument value should be passed as a keyword argument: "
                    f"{describe(value)}. {advice}"
                )

    def _check_input(self, first: Any) -> None:
        if self.input_spec is None:
            return
        if not isinstance(first, Tensor | KerasTensor):
            raise ValueError(
                f"Layer '{self.name}' expects 1 input, a tensor, but "
                f"{describe(first)} came as its input."
            )
        self.input_spec.check(tuple(first.shape), self.name)

    def _build_for(self, args: tuple, kwargs: dict[str, Any]) -> None:
        """Call `build` with the shapes of the inputs.

        A `build` with one parameter gets the shape of the first input; one with several gets the
        shapes by name: `query_shape` is that of the argument `query` of `call`.
        """
        given = dict(kwargs)
        if not self._takes_training:
            given.pop("training", None)
        arguments = self._call_signature.bind(*args, **given).arguments
        shapes = {
            f"{name}_shape": nest.map_structure(lambda leaf: open_shape(leaf.shape), value)
            for name, value in arguments.items()
            if nest.flatten(value)
            and all(isinstance(x, Tensor | KerasTensor) for x in nest.flatten(value))
        }
        if not self._has_own_build():  # the layers inside are built when `call` calls them
            self._build_shape = next(iter(shapes.values()), None)
            return
        names = list(inspect.signature(self.build).parameters)
        if len(names) == 1:
            self.build(next(iter(shapes.values()), None))
        else:
            self.build(**{name: shapes[name] for name in names if name in shapes})

    def _has_own_build(self) -> bool:
        return type(self).build is not Layer.build

    def _told_training(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        """`kwargs` for `call`; layers inside are told the same `training` from here on.

        In order: what this call was told, what the call around it was, the default of `call`.
        """
        value = kwargs.get("training", _UNSET)
        if value is _UNSET:
            value = _calls.training
            if value is None and self._takes_training:
                default = self._call_signature.parameters["training"].default
                value = None if default is inspect.Parameter.empty else default
        _calls.training = value
        rest = {name: item for name, item in kwargs.items() if name != "training"}
        if self._takes_training and (value is not None or "training" in kwargs):
            rest["training"] = value
        return rest

    # -- its calls on KerasTensors -----------------------------------------------------------

    @property
    def input(self) -> Any:
        """The KerasTensor that it was first called on, or a list of them."""
        return _alone(self._first_node("input").inputs)

    @property
    def output(self) -> Any:
        """The KerasTensor that its first call on KerasTensors gave, or a list of them."""
        return _alone(self._first_node("output").outputs)

    def _first_node(self, attribute: str) -> Node:
        if not self._inbound_nodes:
            raise AttributeError(attribute)  # told in words by _why_absent
        return self._inbound_nodes[0]

    def _why_absent(self, name: str) -> str:
        if name in ("input", "output"):
            return (
                f"The layer {self.name} has never been called on a KerasTensor and thus has no "
                f"defined {name}. Call it on what keras.Input(shape) gives."
            )
        return super()._why_absent(name)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _alone(tensors: list[KerasTensor]) -> Any:
    return tensors[0] if len(tensors) == 1 else tensors


def _noted(build: Callable) -> Callable:
    """`build`, so that weights get the layer's path, and its shape and `built` are noted."""

    @functools.wraps(build)
    def noted(self: Layer, *args: Any, **kwargs: Any) -> None:
        with name_scope(self.name, self):
            build(self, *args, **kwargs)
        self._build_shape = args[0] if args else next(iter(kwargs.values()), None)
        self.built = True

    return noted


def _parameters(kind: type) -> list[str]:
    """The names of the arguments that a layer's class takes, those of `Layer` included."""
    names: dict[str, None] = {}
    for base in kind.__mro__:
        if "__init__" in vars(base) and issubclass(base, Layer):
            names |= dict.fromkeys(inspect.signature(base.__init__).parameters)
    return [name for name in names if name not in ("self", "args", "kwargs")]
