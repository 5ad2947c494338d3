"""Layer: a function of tensors with weights, made when it is first called."""

from __future__ import annotations

import functools
import inspect
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes, nest
from kerasish.core import variable as core
from kerasish.core.module import Module
from kerasish.core.op import describe
from kerasish.core.random import Generator
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller, shortened
from kerasish.keras import initializers
from kerasish.keras.layers.input_spec import InputSpec
from kerasish.keras.naming import auto_name, inside_scope, name_scope
from kerasish.keras.symbolic import output_shapes
from kerasish.keras.variable import Variable
from kerasish.ops.creation import cast


class _Calls(threading.local):
    """The layer calls that go on in this thread."""

    training: bool | None = None  # what the calls further out were told


_calls = _Calls()
_UNSET = object()


class Layer(Module):
    """A function of tensors with weights.

    Subclasses define `call(inputs)`, and `build(input_shape)` where they make weights with
    `add_weight`. A parameter of `call` named `training` is True while a model is trained.
    Layers and variables in attributes, also in lists and dicts there, belong to the layer.

    Args:
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
        trainable: bool = True,
        dtype: Any = None,
        autocast: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ):
        self._name = _checked_name(name) if name else auto_name(type(self).__name__)
        self._locked = False
        self._trained: list[Variable] = []  # what add_weight made, in this order
        self._fixed: list[Variable] = []
        self._input_shape_arg = self._take_input_shape(kwargs)
        if kwargs:
            raise ValueError(
                f"Unrecognized keyword arguments passed to {type(self).__name__}: {kwargs}. "
                f"It takes {', '.join(_parameters(type(self)))}."
            )
        if not isinstance(trainable, bool):
            raise ValueError(
                "Expected `trainable` to be a boolean. "
                f"Received: trainable={trainable!r} (of type {type(trainable)})"
            )
        self.built = False
        self.autocast = autocast
        self.input_spec: InputSpec | None = None
        self._dtype = dtypes.float32 if dtype is None else dtypes.as_dtype(dtype)
        self._array_dtype = np.dtype(self._dtype.as_numpy_dtype)
        self._trainable = trainable
        self._build_shape: Any = None
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
        warnings.warn(
            "Do not pass an `input_shape`/`input_dim` argument to a layer. When using Sequential "
            "models, prefer using an `Input(shape)` object as the first layer in the model "
            "instead.",
            stacklevel=4,
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

    # -- weights ---------------------------------------------------------------------------

    @points_at_caller
    def add_weight(
        self,
        shape: Sequence[int] | None = None,
        initializer: Any = None,
        dtype: Any = None,
        *,
        trainable: bool = True,
        name: str | None = None,
    ) -> Variable:
        """Make a weight, usually in `build`.

        Args:
            shape: of the weight; () for a single number.
            initializer: a name, an object or a function of (shape, dtype); glorot_uniform for
                floats and zeros for others by default.
            dtype: the layer's by default.
            trainable: whether it is trained.
            name: the last part of its path.

        Raises:
            RuntimeError: `super().__init__()` was not called.
            ValueError: the layer is built already, or the shape is not known.
        """
        self._check_initialized()
        if isinstance(shape, str):
            raise ValueError(
                "`name` must be passed as a keyword argument. "
                f"Use: add_weight(shape=..., name={shape!r})."
            )
        if self._locked:
            raise ValueError(_LOCKED.format(name=self.name))
        kind = self._dtype if dtype is None else dtypes.as_dtype(dtype)
        if initializer is None:
            initializer = "glorot_uniform" if kind.is_floating else "zeros"
        with name_scope(self.name, self):
            variable = Variable(
                initializers.get(initializer),
                () if shape is None else shape,
                kind,
                trainable=trainable and self._trainable,
                name=name,
            )
        (self._trained if trainable else self._fixed).append(variable)
        return variable

    add_variable = add_weight

    @property
    def weights(self) -> list[core.Variable]:
        """All weights: the layer's own, trained ones first, then those of the layers in it."""
        inner = [weight for layer in self._sublayers() for weight in layer.weights]
        return _each_once([*_members(self, core.Variable), *inner])

    @property
    def trainable_weights(self) -> list[core.Variable]:
        return [w for w in self.weights if w.trainable] if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[core.Variable]:
        return [w for w in self.weights if not (w.trainable and self.trainable)]

    @property
    def variables(self) -> list[core.Variable]:
        """The weights, and the states of random generators."""
        layers = self._all_layers()
        states = [g._state for layer in layers for g in _members(layer, Generator)]
        return _each_once([*self.weights, *states])

    @property
    def trainable_variables(self) -> list[core.Variable]:
        return self.trainable_weights

    @property
    def non_trainable_variables(self) -> list[core.Variable]:
        return [v for v in self.variables if not (v.trainable and self.trainable)]

    @property
    def trainable(self) -> bool:
        """Whether the weights are trained; setting it sets it for the layers inside too."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for variable in self._trained:
            variable.trainable = self._trainable
        for layer in self._sublayers():
            layer.trainable = value

    def get_weights(self) -> list[np.ndarray]:
        """The values of `weights` as NumPy arrays."""
        return [variable.numpy() for variable in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Replace the values of `weights`.

        Raises:
            ValueError: another number of arrays, or one of another shape.
        """
        variables = self.weights
        if len(weights) != len(variables):
            unbuilt = "" if self.built else " It is not built yet: call it on data first."
            raise ValueError(
                f"You called `set_weights(weights)` on layer '{self.name}' with a weight list of "
                f"length {len(weights)}, but the layer was expecting {len(variables)} weights."
                f"{unbuilt}"
            )
        for variable, value in zip(variables, weights):
            if tuple(variable.shape) != np.shape(value):
                raise ValueError(
                    f"Layer {self.name} weight shape {variable.shape} is not compatible with "
                    f"provided weight shape {np.shape(value)}."
                )
        for variable, value in zip(variables, weights):
            variable.assign(value)

    def count_params(self) -> int:
        """How many numbers the weights hold.

        Raises:
            ValueError: the layer is not built.
        """
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't "
                "built. You can build it manually via: `layer.build(input_shape)`."
            )
        return sum(variable.shape.num_elements() for variable in self.weights)

    @property
    def dtype(self) -> str:
        return self._dtype.name

    compute_dtype = variable_dtype = dtype

    # -- calling it ------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The outputs for inputs; the first call makes the weights.

        Args:
            *args: tensors, or nested lists and dicts of them; arrays are converted.
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
            with self._training(kwargs) as kwargs:
                outputs = self.call(*args, **kwargs)
        if outputs is None and nested:  # by itself a layer may give None, as in Keras
            raise ValueError(
                f"Layer '{self.name}' ({type(self).__name__}) gave None. "
                "Its `call()` must end with `return outputs`."
            )
        self.built = self._locked = True
        return outputs

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

    def _check_tensors(self, args: tuple) -> None:
        for value in nest.flatten(args):
            if value is not None and not isinstance(value, Tensor):
                raise ValueError(
                    "Only input tensors may be passed as positional arguments. The following "
                    f"argument value should be passed as a keyword argument: {describe(value)}. "
                    "Lists of numbers become tensors with tf.constant(...) or np.array(...)."
                )

    def _check_input(self, first: Any) -> None:
        if self.input_spec is None:
            return
        if not isinstance(first, Tensor):
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
            f"{name}_shape": nest.map_structure(lambda leaf: tuple(leaf.shape), value)
            for name, value in arguments.items()
            if nest.flatten(value) and all(isinstance(x, Tensor) for x in nest.flatten(value))
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

    @contextmanager
    def _training(self, kwargs: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """`kwargs` for `call`; within this block layers inside are told the same `training`.

        In order: what this call was told, what the call around it was, the default of `call`.
        """
        outer = _calls.training
        value = kwargs.get("training", _UNSET)
        if value is _UNSET:
            value = outer
            if value is None and self._takes_training:
                default = self._call_signature.parameters["training"].default
                value = None if default is inspect.Parameter.empty else default
        _calls.training = value
        rest = {name: item for name, item in kwargs.items() if name != "training"}
        if self._takes_training and (value is not None or "training" in kwargs):
            rest["training"] = value
        try:
            yield rest
        finally:
            _calls.training = outer

    # -- layers inside ---------------------------------------------------------------------

    def _sublayers(self) -> list[Layer]:
        return _members(self, Layer)

    def _all_layers(self) -> list[Layer]:
        """This layer and all layers inside it, at any depth, each once."""
        found: list[Layer] = []
        waiting = [self]
        while waiting:
            layer = waiting.pop(0)
            if not any(layer is other for other in found):
                found.append(layer)
                waiting = layer._sublayers() + waiting
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        if "_name" not in vars(self) and name != "_name":
            raise RuntimeError(_NO_INIT.format(kind=type(self).__name__))
        if vars(self).get("_locked") and isinstance(value, Layer | core.Variable):
            raise ValueError(_LOCKED.format(name=self.name))
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        text = f"'{type(self).__name__}' object has no attribute '{name}'."
        if not vars(self).get("built", True):
            text += " The layer is not built: call it on data first, then it has its weights."
        raise AttributeError(text)

    def _check_initialized(self) -> None:
        if "_trained" not in vars(self):
            raise RuntimeError(_NO_INIT.format(kind=type(self).__name__))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


_NO_INIT = (
    "In layer '{kind}', you forgot to call `super().__init__()` as the first statement in the "
    "`__init__()` method. Go add it!"
)
_LOCKED = (
    "You cannot add new elements of state (variables or sub-layers) to a layer that is already "
    "built. All state must be created in the `__init__()` method or in the `build()` method of "
    "layer '{name}'."
)


def _noted(build: Callable) -> Callable:
    """`build`, so that weights get the layer's path, and its shape and `built` are noted."""

    @functools.wraps(build)
    def noted(self: Layer, *args: Any, **kwargs: Any) -> None:
        with name_scope(self.name, self):
            build(self, *args, **kwargs)
        self._build_shape = args[0] if args else next(iter(kwargs.values()), None)
        self.built = True

    return noted


def _members(layer: Module, kind: type) -> list:
    """What of `kind` a layer's attributes hold, lists and dicts included, in their order."""
    found: list = []
    waiting = list(vars(layer).values())
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, kind):
            found.append(value)
        elif isinstance(value, list | tuple):
            waiting = [*value, *waiting]
        elif isinstance(value, dict):
            waiting = [*value.values(), *waiting]
    return _each_once(found)


def _each_once(items: list) -> list:
    return list({id(item): item for item in items}.values())


def _checked_name(name: str) -> str:
    if not isinstance(name, str) or "/" in name:
        raise ValueError(
            f"Argument `name` must be a string and cannot contain character `/`. Received: {name!r}"
        )
    return name


def _parameters(kind: type) -> list[str]:
    """The names of the arguments that a layer's class takes, those of `Layer` included."""
    names: dict[str, None] = {}
    for base in kind.__mro__:
        if "__init__" in vars(base) and issubclass(base, Layer):
            names |= dict.fromkeys(inspect.signature(base.__init__).parameters)
    return [name for name in names if name not in ("self", "args", "kwargs")]
