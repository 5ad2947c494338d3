"""Model: layers that are trained together."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes, nest
from kerasish.core.function import functions_run_eagerly
from kerasish.core.tape import GradientTape
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras import optimizers
from kerasish.keras.layers.base import Layer
from kerasish.keras.layers.weights import members
from kerasish.keras.metrics import Mean, Metric
from kerasish.keras.models.compiled import CompiledLoss, CompiledMetrics
from kerasish.keras.models.compiled_losses import CompiledLosses
from kerasish.keras.models.outputs import by_output
from kerasish.keras.models.saved import CompileArguments, SavedModel
from kerasish.keras.models.summary import print_summary
from kerasish.keras.models.training import Trainer
from kerasish.keras.symbolic import output_shapes
from kerasish.ops.creation import cast
from kerasish.ops.reductions import reduce_sum


class Model(Trainer, SavedModel, Layer):
    """Layers that are trained together.

    Subclasses make layers in `__init__` and use them in `call(inputs)`. What happens in training
    can be changed too, by a `train_step(data)` of one's own.

    `Model(inputs, outputs)`, with KerasTensors, is a functional model: the way from the one to
    the other. So is a subclass that hands `inputs` and `outputs` to `super().__init__`.

    Args:
        *args, **kwargs: `inputs`, `outputs` and `name`, see `Functional`; or see `Layer`.

    Attributes:
        functional_class: what `Model(inputs, outputs)` becomes. The package sets it: a
            functional model is a model, so its class comes later.
    """

    functional_class: type[Model]

    @points_at_caller
    def __init__(self, *args: Any, **kwargs: Any):
        if args or "inputs" in kwargs or "outputs" in kwargs:
            object.__setattr__(self, "__class__", _with_graph(type(self)))
            Model.functional_class.__init__(self, *args, **kwargs)
            return
        super().__init__(**kwargs)
        self.optimizer: optimizers.Optimizer | None = None
        self.compiled = False
        self.loss: Any = None
        self.run_eagerly = False
        self._compile_loss: CompiledLoss | CompiledLosses | None = None
        self._compile_metrics: CompiledMetrics | None = None
        self._loss_tracker: Mean | None = None

    # -- layers ----------------------------------------------------------------------------

    @property
    def layers(self) -> list[Layer]:
        """The layers of the model itself, in the order in which it got them."""
        return self._sublayers()

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """The layer of that name, or at that place.

        Raises:
            ValueError: there is none, or neither or both were given.
        """
        if (name is None) == (index is None):
            raise ValueError(
                "Provide either a layer name or a layer index at `get_layer`. "
                f"Received: index={index} and name={name}."
            )
        layers = self.layers
        if index is not None:
            if not -len(layers) <= index < len(layers):
                raise ValueError(
                    f"Was asked to retrieve layer at index {index} but model only has "
                    f"{len(layers)} layers."
                )
            return layers[index]
        for layer in layers:
            if layer.name == name:
                return layer
        raise ValueError(
            f"No such layer: {name}. Existing layers are: {[layer.name for layer in layers]}."
        )

    def build(self, input_shape: Any) -> None:
        """Make all weights, as for inputs of this shape, batch included (None for any)."""
        output_shapes(lambda inputs: self.call(inputs), input_shape, self.dtype)

    def _has_own_build(self) -> bool:
        return type(self).build is not Model.build

    @points_at_caller
    def summary(
        self,
        line_length: int | None = None,
        positions: Sequence[float] | None = None,
        print_fn: Callable[[str], None] | None = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Sequence[str] | None = None,
    ) -> None:
        """Print a table of the layers, their output shapes and their numbers of weights.

        Args:
            line_length: characters in a line, as many as fit by default.
            positions: where the columns end, as parts of the line: [0.45, 0.8, 1.0].
            print_fn: what to hand the text to; `print` by default.
            expand_nested: whether the layers of models inside are listed too.
            show_trainable: whether there is a column that says what is trained.
            layer_range: the names of the first and the last layer to list, or how they begin.

        Raises:
            ValueError: another number of positions than of columns, or names of no layers.
        """
        print_summary(
            self, line_length, positions, print_fn, expand_nested, show_trainable, layer_range
        )

    # -- compile ---------------------------------------------------------------------------

    @points_at_caller
    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: float | Sequence[float] | dict[str, float] | None = None,
        metrics: Sequence | dict[str, Any] | None = None,
        weighted_metrics: Sequence | dict[str, Any] | None = None,
        run_eagerly: bool = False,
        jit_compile: bool | str = "auto",
    ) -> None:
        """Say how to train.

        Args:
            optimizer: a name or an object.
            loss: a name, an object, or a function of (y_true, y_pred). For several outputs:
                one for all, or a list or dict with an entry for each.
            loss_weights: what the loss is multiplied by; a list or dict like `loss`.
            metrics: a list of names, objects or functions; "accuracy" is the one that suits
                the shapes of labels and predictions. For several outputs: a list or dict with
                an entry for each.
            weighted_metrics: the same, for metrics that take sample weights into account.
            run_eagerly: run the Python code of every step, to look into it.
            jit_compile: accepted so that programs written for Keras run: steps are compiled
                unless `run_eagerly`.

        Raises:
            ValueError: a name that is not known.
        """
        self._compiled_with = CompileArguments(
            optimizer=optimizers.get(optimizer),
            loss=loss,
            loss_weights=loss_weights,
            metrics=metrics,
            weighted_metrics=weighted_metrics,
            run_eagerly=run_eagerly,
            jit_compile=True if jit_compile == "auto" else jit_compile,
        )
        self.optimizer = self._compiled_with.optimizer
        self.loss = loss
        names = getattr(self, "output_names", None)
        self._compile_loss = None
        if loss is not None:
            if nest.is_nested(loss) or len(names or ()) > 1:
                self._compile_loss = CompiledLosses(loss, loss_weights, names)
            else:
                self._compile_loss = CompiledLoss(loss, loss_weights)
        self._compile_metrics = None
        if metrics is not None or weighted_metrics is not None:
            self._compile_metrics = CompiledMetrics(metrics, weighted_metrics, names)
        self.run_eagerly = run_eagerly
        self.stop_training = False
        self._loss_tracker = Mean(name="loss")
        self.compiled = True
        self._forget_steppers()

    def _assert_compiled(self, method: str) -> None:
        if not self.compiled:
            raise ValueError(
                f"You must call `compile()` before calling `{method}()`: it says what to "
                "optimize, as in model.compile(optimizer='adam', loss='mse')."
            )

    def _runs_eagerly(self) -> bool:
        return self.run_eagerly or functions_run_eagerly()

    # -- metrics ---------------------------------------------------------------------------

    @property
    def metrics(self) -> list:
        """The mean loss, what `compile` got, the losses of several outputs, those in attributes."""
        compiled = [self._loss_tracker, self._compile_metrics] if self.compiled else []
        compiled += self._compile_loss.metrics if self._compile_loss is not None else []
        own = [
            metric
            for layer in self._all_layers()
            if layer is self or not isinstance(layer, Model)
            for metric in members(layer, Metric)
        ]
        return [metric for metric in compiled if metric is not None] + [
            metric for metric in own if metric is not self._loss_tracker
        ]

    @property
    def metrics_names(self) -> list[str]:
        return [metric.name for metric in self.metrics]

    def _has_metrics(self) -> bool:
        return self._compile_metrics is None or self._compile_metrics.built

    def _make_metrics(self, y: Any, shapes: Any) -> None:
        """Make the metrics given to `compile`, as the first batch would.

        A model of one's own with several outputs may choose what it measures: there the first
        batch decides.

        Args:
            y: the targets, arrays, or None.
            shapes: the TensorShape of the output, or a structure of them.
        """
        if self._has_metrics() or y is None:
            return
        if nest.is_nested(shapes) and getattr(self, "_graph", None) is None:
            return
        outputs = nest.map_structure(
            lambda shape: jax.ShapeDtypeStruct([n or 1 for n in shape], np.float32), shapes
        )
        self._compile_metrics.build(y, outputs)

    def _build_optimizer(self) -> None:
        """Make the optimizer's moments, as the first step would."""
        if self.built and self.optimizer is not None and not self.optimizer.built:
            self.optimizer.build(self.trainable_variables)

    def reset_metrics(self) -> None:
        """Let all metrics begin anew."""
        for metric in self.metrics:
            metric.reset_state()

    def get_metrics_result(self) -> dict[str, Tensor]:
        """The results of all metrics by name."""
        results: dict[str, Tensor] = {}
        for metric in self.metrics:
            result = metric.result()
            results |= result if isinstance(result, dict) else {metric.name: result}
        return results

    def compute_metrics(
        self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None
    ) -> dict[str, Tensor]:
        """Take a batch into the metrics; the results so far by name."""
        if self._compile_metrics is not None:
            self._compile_metrics.update_state(y, y_pred, sample_weight)
        return self.get_metrics_result()

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Tensor:
        """The number to make small: the loss given to `compile`, and `losses` added to it.

        Args:
            x: the inputs.
            y: the targets.
            y_pred: what the model made of the inputs.
            sample_weight: how much each example counts.
            training: whether this is for a step of training.

        Raises:
            ValueError: `compile` got no loss and no layer adds any, or there are no targets.
        """
        added = [_total(loss) for loss in self.losses]
        if self._compile_loss is None:
            if not added:
                raise ValueError(
                    "No loss to compute. Provide a `loss` argument in `compile()`, such as "
                    "loss='mse'."
                )
            return functools.reduce(_plus, added)
        if y is None:
            raise ValueError(
                "The loss compares predictions with targets, but no targets came. "
                "Hand them over as well: model.fit(x, y)."
            )
        if not nest.is_nested(y_pred):
            names = getattr(self, "output_names", None)
            (y,) = by_output(y, y_pred, names, "y")
            (sample_weight,) = by_output(sample_weight, y_pred, names, "sample_weight")
        compiled = self._compile_loss
        if nest.is_nested(y_pred) and isinstance(compiled, CompiledLoss):
            # only now it turns out that a model of one's own has several outputs
            compiled = self._compile_loss = CompiledLosses(self.loss, compiled.weight, None)
        return functools.reduce(_plus, added, compiled(y, y_pred, sample_weight))

    # -- one batch -------------------------------------------------------------------------

    def train_step(self, data: tuple) -> dict[str, Tensor]:
        """Train on one batch.

        Args:
            data: tensors (x, y) or (x, y, sample_weight).

        Returns:
            the results of the metrics by name.
        """
        x, y, sample_weight = unpack(data)
        with GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x, y, y_pred, sample_weight, training=True)
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        self._loss_tracker.update_state(loss, sample_weight=_batch_size(x))
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def test_step(self, data: tuple) -> dict[str, Tensor]:
        """Loss and metrics on one batch, without training; see `train_step`."""
        x, y, sample_weight = unpack(data)
        y_pred = self(x, training=False)
        loss = self.compute_loss(x, y, y_pred, sample_weight, training=False)
        self._loss_tracker.update_state(loss, sample_weight=_batch_size(x))
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def predict_step(self, data: tuple) -> Any:
        """The outputs for one batch."""
        return self(unpack(data)[0], training=False)


@functools.cache
def _with_graph(kind: type[Model]) -> type[Model]:
    """`Functional`, or a class of the same name as `kind` that is both."""
    functional = Model.functional_class
    if kind is Model:
        return functional
    return type(kind.__name__, (kind, functional), {"__module__": kind.__module__})


def unpack(data: Any) -> tuple[Any, Any, Any]:
    """(x, y, sample_weight) of a batch: None for what it lacks."""
    parts = data if isinstance(data, tuple) else (data,)
    if not 1 <= len(parts) <= 3:
        raise ValueError(
            "Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`, "
            f"found: a tuple of {len(parts)}."
        )
    return (*parts, None, None)[:3]


def _total(loss: Tensor) -> Tensor:
    """An added loss as one float."""
    return reduce_sum(loss if loss.dtype.is_floating else cast(loss, dtypes.float32))


def _plus(total: Tensor, loss: Tensor) -> Tensor:
    return total + (loss if loss.dtype is total.dtype else cast(loss, total.dtype))


def _batch_size(x: Any) -> int:
    return nest.flatten(x)[0].shape[0]
