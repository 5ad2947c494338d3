"""What a layer holds: weights of its own, and the layers inside it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kerasish._missing import absent
from kerasish.core import dtypes
from kerasish.core import variable as core
from kerasish.core.identity import identity
from kerasish.core.module import Module
from kerasish.core.random import Generator
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import initializers, regularizers
from kerasish.keras.naming import auto_name, name_scope
from kerasish.keras.variable import Variable


class WeightHolder(Module):
    """Something that has weights, and parts that have weights.

    What is in an attribute, also in lists and dicts there, belongs to it.

    Args:
        name: a name of its own among the layers of a model.
        trainable: whether the weights are trained.
        dtype: of the weights, float32 by default.

    Attributes:
        built: whether the weights are made.
    """

    def __init__(self, name: str | None, trainable: bool, dtype: Any):
        self._name = _checked_name(name) if name else auto_name(type(self).__name__)
        self._locked = False
        self._trained: list[Variable] = []  # what add_weight made, in this order
        self._fixed: list[Variable] = []
        if not isinstance(trainable, bool):
            raise ValueError(
                "Expected `trainable` to be a boolean. "
                f"Received: trainable={trainable!r} (of type {type(trainable)})"
            )
        self.built = False
        self._trainable = trainable
        self._dtype = _dtype_of(dtype)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._name = _checked_name(value)

    @points_at_caller
    def add_weight(
        self,
        shape: Sequence[int] | None = None,
        initializer: Any = None,
        dtype: Any = None,
        *,
        trainable: bool = True,
        regularizer: Any = None,
        name: str | None = None,
    ) -> Variable:
        """Make a weight, usually in `build`.

        Args:
            shape: of the weight; () for a single number.
            initializer: a name, an object or a function of (shape, dtype); glorot_uniform for
                floats and zeros for others by default.
            dtype: the layer's by default.
            trainable: whether it is trained.
            regularizer: a name, or a function of the weight to a number that is added to the
                loss while the weight is trained.
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
        variable.regularizer = regularizers.get(regularizer)
        (self._trained if trainable else self._fixed).append(variable)
        return variable

    add_variable = add_weight

    @property
    def weights(self) -> list[core.Variable]:
        """All weights: the layer's own, trained ones first, then those of the layers in it."""
        inner = [weight for layer in self._sublayers() for weight in layer.weights]
        return _each_once([*members(self, core.Variable), *inner])

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
        states = [g._state for layer in layers for g in members(layer, Generator)]
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

    # -- layers inside ---------------------------------------------------------------------

    def _sublayers(self) -> list[WeightHolder]:
        return members(self, WeightHolder)

    def _all_layers(self) -> list[WeightHolder]:
        """This layer and all layers inside it, at any depth, each once."""
        found: list[WeightHolder] = []
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
        if vars(self).get("_locked") and isinstance(value, WeightHolder | core.Variable):
            raise ValueError(_LOCKED.format(name=self.name))
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(self._why_absent(name))

    def _why_absent(self, name: str) -> str:
        """What is said to one who asks for an attribute that there is not."""
        kind = vars(type(self)).get("shown_as", type(self).__name__)
        plain = f"'{kind}' object has no attribute '{name}'."
        if name.startswith("_"):
            return plain
        text = absent(kind, name, (*vars(self), *dir(type(self))), _ADVICE, alike=0.75)
        if text == plain and not vars(self).get("built", True) and self._build_mentions(name):
            text += " The layer is not built: call it on data first, then it has its weights."
        return text

    def _build_mentions(self, name: str) -> bool:
        """Whether `build` has to do with an attribute, as it has with those that it makes."""
        builds = (vars(kind).get("build") for kind in type(self).__mro__)
        codes = (inspect.unwrap(build).__code__ for build in builds if build is not None)
        return any(name in code.co_names for code in codes)

    def _check_initialized(self) -> None:
        if "_trained" not in vars(self):
            raise RuntimeError(_NO_INIT.format(kind=type(self).__name__))


_ADVICE = {
    "fit_generator": "model.fit takes generators as well.",
    "predict_classes": "Write np.argmax(model.predict(x), axis=-1).",
    "predict_proba": "Write model.predict(x).",
    "lr": "The learning rate is model.optimizer.learning_rate.",
    "export": "Keep the model with model.save('name.keras').",
    "to_yaml": "Write model.to_json().",
}
_NO_INIT = (
    "In layer '{kind}', you forgot to call `super().__init__()` as the first statement in the "
    "`__init__()` method. Go add it!"
)
_LOCKED = (
    "You cannot add new elements of state (variables or sub-layers) to a layer that is already "
    "built. All state must be created in the `__init__()` method or in the `build()` method of "
    "layer '{name}'."
)


def members(holder: Module, kind: type) -> list:
    """What of `kind` the attributes of `holder` hold, lists and dicts included, in their order."""
    found: dict[int, Any] = {}
    _find(vars(holder).values(), kind, found)
    return list(found.values())


def _find(values: Iterable[Any], kind: type, found: dict[int, Any]) -> None:
    for value in values:
        if type(value) in _NO_HOLDERS:
            continue
        if isinstance(value, kind):
            found[identity(value)] = value
        elif isinstance(value, list | tuple):
            _find(value, kind, found)
        elif isinstance(value, dict):
            _find(value.values(), kind, found)


# Most attributes are such: training loops ask for the weights at every step.
_NO_HOLDERS = frozenset((type(None), bool, int, float, str, dtypes.DType))


def _each_once(items: list) -> list:
    return list({identity(item): item for item in items}.values())


def _dtype_of(dtype: Any) -> dtypes.DType:
    """The dtype that a layer was told, also in the form of a config."""
    if isinstance(dtype, dict):
        dtype = dtype["config"]["name"]
    return dtypes.float32 if dtype is None else dtypes.as_dtype(dtype)


def _checked_name(name: str) -> str:
    if not isinstance(name, str) or "/" in name:
        raise ValueError(
            f"Argument `name` must be a string and cannot contain character `/`. Received: {name!r}"
        )
    return name
