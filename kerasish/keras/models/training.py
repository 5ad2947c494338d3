"""`fit`, `evaluate` and `predict`."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes, nest
from kerasish.core.op import describe
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.callbacks import Callback, CallbackList, History
from kerasish.keras.distribution.data_parallel import check_batch_size, distribution
from kerasish.keras.models.batches import ArrayBatches, device_dtype
from kerasish.keras.models.data import (
    NO_DATA,
    ReadyBatches,
    as_batch,
    as_parts,
    is_due,
    make_batches,
    split_off,
    warn_of_the_end,
    weights_of_classes,
)
from kerasish.keras.models.epochs import floats_of, run_epoch, run_for_outputs
from kerasish.keras.models.loop import Stepper
from kerasish.keras.models.outputs import alone
from kerasish.keras.symbolic import output_shapes


class Trainer:
    """What a model does with data once it is compiled.

    A model's `train_step`, `test_step` and `predict_step` say what happens with one batch; the
    methods here run them, compiled, over all batches.
    """

    stop_training = False
    history: History | None = None

    @points_at_caller
    def fit(
        self,
        x=None,
        y=None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: Sequence[Callback] | None = None,
        validation_split: float = 0.0,
        validation_data: tuple | None = None,
        shuffle: bool = True,
        class_weight: dict[int, float] | None = None,
        sample_weight=None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int | Container[int] = 1,
    ) -> History:
        """Train: go over the data `epochs` times, batch by batch.

        Args:
            x: inputs, one example a row; or an iterable of batches (x, y).
            y: targets, one a row.
            batch_size: examples in a batch, 32 unless `steps_per_epoch` says how many there are.
            epochs: the number of the last epoch; with `initial_epoch` 0, how many there are.
            verbose: 0 silent, 1 a progress bar, 2 a line an epoch; "auto" is 1.
            callbacks: called before and after epochs and batches.
            validation_split: the fraction at the end of the data to validate on instead.
            validation_data: (x, y) or (x, y, sample_weight) to evaluate on after each epoch.
            shuffle: take the examples in a new order in each epoch.
            class_weight: how much the loss of each class counts.
            sample_weight: how much the loss of each example counts, shape (n,).
            initial_epoch: where the count of epochs begins.
            steps_per_epoch: batches in an epoch; the next one goes on from there.
            validation_steps: batches to evaluate on, from the first in each epoch.
            validation_batch_size: `batch_size` by default.
            validation_freq: evaluate after every so many epochs, or after those in a list.

        Returns:
            the History: `history.history["loss"]` is a list with one number an epoch.

        Raises:
            ValueError: the model is not compiled, no batch comes, or the data do not fit it or
                each other.
        """
        self._assert_compiled("fit")
        if not isinstance(epochs, int | np.integer):
            raise TypeError(f"`epochs` is a whole number, such as 5, but {epochs!r} came.")
        data = (x, y, sample_weight)
        if validation_split:
            data, validation_data = split_off(data, validation_split)
        source = make_batches(
            *data,
            batch_size=batch_size,
            shuffle=shuffle,
            steps=steps_per_epoch,
            class_weight=class_weight,
        )
        validation = None
        if validation_data is not None:
            parts = as_parts(validation_data)
            validation = make_batches(
                *parts,
                batch_size=validation_batch_size or batch_size,
                steps=validation_steps,
                anew=True,
            )
            if y is not None and parts[1] is None and isinstance(validation, ArrayBatches):
                raise ValueError(
                    "To validate is to compare predictions with targets, but `validation_data` "
                    f"came without targets: {describe(parts[0])}. Hand over both: "
                    "validation_data=(x_val, y_val)."
                )
        return self._fit(
            source, validation, callbacks, verbose, initial_epoch, epochs, validation_freq
        )

    def _fit(
        self, source, validation, callbacks, verbose, initial_epoch, epochs, validation_freq
    ) -> History:
        self._prepare(source)
        self._build_optimizer()
        check_batch_size(getattr(source, "batch_size", None))
        self.stop_training = False
        calls = self._callback_list(callbacks, verbose, epochs, source.steps)
        stepper = self._stepper("train")
        calls.on_train_begin()
        logs: dict[str, float] = {}
        for epoch in range(initial_epoch, epochs):
            self.reset_metrics()
            calls.on_epoch_begin(epoch)
            found = None
            for step, found in run_epoch(stepper, source, calls, "train"):
                calls.on_train_batch_end(step, found)
                if self.stop_training:
                    break
            if found is None:  # an epoch without batches has no results
                if epoch == initial_epoch:
                    raise ValueError(NO_DATA)
                warn_of_the_end(0)
                break
            logs = self._final(found)
            if validation and is_due(epoch + 1, validation_freq):
                measured = self._evaluate(validation, calls)
                if measured is None:
                    warn_of_the_end(0)
                logs |= {f"val_{name}": value for name, value in (measured or {}).items()}
            calls.on_epoch_end(epoch, logs)
            if self.stop_training:
                break
        calls.on_train_end(logs)
        return self.history

    @points_at_caller
    def evaluate(
        self,
        x=None,
        y=None,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        sample_weight=None,
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
        return_dict: bool = False,
    ):
        """The loss and the metrics on data, without training.

        Returns:
            the loss; a list of the loss and the metrics if there are any; with `return_dict`
            a dict of them by name.
        """
        self._assert_compiled("evaluate")
        source = make_batches(x, y, sample_weight, batch_size=batch_size, steps=steps)
        self._prepare(source)
        calls = self._callback_list(callbacks, verbose, 1, source.steps, history=False)
        logs = self._evaluate(source, calls)
        if logs is None:
            raise ValueError(NO_DATA)
        if return_dict:
            return dict(sorted(logs.items()))
        return self._as_values(logs)

    def _evaluate(self, source, calls: CallbackList) -> dict[str, float] | None:
        """Loss and metrics by name; None if no batch came."""
        self.reset_metrics()
        calls.on_test_begin()
        found = None
        for step, found in run_epoch(self._stepper("test"), source, calls, "test"):
            calls.on_test_batch_end(step, found)
        logs = None if found is None else self._final(found)
        calls.on_test_end(logs)
        return logs

    @points_at_caller
    def predict(
        self,
        x,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
    ):
        """The model's outputs for all examples, computed batch by batch.

        Returns:
            NumPy arrays with one row for each example, in the structure of the outputs.
        """
        source = make_batches(x, batch_size=batch_size, steps=steps)
        calls = self._callback_list(callbacks, verbose, 1, source.steps, history=False)
        stepper = self._stepper("predict")
        calls.on_predict_begin()
        parts = []
        for start, stop, outputs in run_for_outputs(stepper, source, calls.wants_every_batch):
            calls.on_predict_batch_begin(start)
            parts += outputs
            calls.on_predict_batch_end(stop - 1, {"outputs": outputs[-1]})
        if not parts:
            raise ValueError(NO_DATA)
        calls.on_predict_end()
        leaves = [nest.flatten(part) for part in parts]
        whole = [np.concatenate(column) for column in zip(*leaves)]
        return nest.pack_like(parts[0], whole)

    # -- single batches --------------------------------------------------------------------

    def train_on_batch(self, x, y=None, sample_weight=None, class_weight=None, return_dict=False):
        """One step of training on one batch: loss and metrics on it; see `evaluate`."""
        self._assert_compiled("train_on_batch")
        if class_weight is not None:
            sample_weight = weights_of_classes(y, class_weight, sample_weight)
        return self._on_batch("train", (x, y, sample_weight), return_dict)

    def test_on_batch(self, x, y=None, sample_weight=None, return_dict=False):
        """Loss and metrics on one batch, without training; see `evaluate`."""
        self._assert_compiled("test_on_batch")
        return self._on_batch("test", (x, y, sample_weight), return_dict)

    def predict_on_batch(self, x):
        """The model's outputs for one batch, as NumPy arrays."""
        outputs = self._stepper("predict").run(as_batch((x,)))
        return nest.map_structure(lambda tensor: tensor.numpy(), outputs)

    def _on_batch(self, kind: str, data: tuple, return_dict: bool):
        self.reset_metrics()
        self._stepper(kind).run(as_batch(data))
        logs = self._metric_values()
        if return_dict:
            return dict(sorted(logs.items()))
        return self._as_values(logs)

    def _as_values(self, logs: dict[str, float]) -> Any:
        """The loss; with metrics a list of it, the losses of several outputs, and the metrics."""
        names = list(logs)
        if self._compile_loss is not None and self._compile_loss.metrics:
            alone = [metric.name for metric in self.metrics if metric.name in logs]
            names = alone + sorted(set(logs) - set(alone))
        values = [logs[name] for name in names]
        return values if len(values) > 1 else values[0]

    # -- running steps ---------------------------------------------------------------------

    def _prepare(self, source) -> None:
        """Make weights and metrics before the step is traced, so that it is traced once.

        What a compiled step cannot look at is checked here: whether class numbers are classes.
        """
        labels = self._compile_loss is not None and self._compile_loss.takes_class_numbers
        is_ready = isinstance(source, ReadyBatches)
        if self.built and self._has_metrics() and (is_ready or not labels):
            return
        found = source.first() if is_ready else source.restore(source.arrays)
        if found is None:
            return
        x, y, _ = found
        graph = getattr(self, "_graph", None)
        if graph is not None:
            shapes = graph.output_shapes
        elif self._runs_eagerly():
            return  # `call` may look at numbers
        elif isinstance(x, np.ndarray | jax.Array):
            dtype = dtypes.from_numpy(device_dtype(x))
            rows = x.shape[:1] if is_ready else (source.batch_size,)
            shapes = output_shapes(self, (*rows, *x.shape[1:]), dtype)
        else:
            return
        if labels and y is not None:
            self._compile_loss.check_targets(alone(y), shapes)
        self._make_metrics(y, shapes)

    def _stepper(self, kind: str) -> Stepper:
        """The compiled steps of a kind: "train", "test" or "predict"; kept until compile()."""
        steppers = self.__dict__.setdefault("_steppers", {})
        signature = tuple(variable.trainable for variable in self.weights)
        # a schedule is part of the compiled step, so another one needs another step
        replaced = getattr(self.optimizer, "_replaced", 0)
        key = (kind, signature, replaced, distribution())
        if key not in steppers:
            step: Callable = getattr(self, f"{kind}_step")
            steppers[key] = Stepper(lambda data: step(_without_missing(data)), self._runs_eagerly())
        return steppers[key]

    def _forget_steppers(self) -> None:
        """Trace anew: after `compile`, when losses, metrics or the optimizer are others."""
        self.__dict__["_steppers"] = {}

    def _callback_list(
        self, callbacks, verbose, epochs: int, steps: int | None, history: bool = True
    ) -> CallbackList:
        if isinstance(callbacks, CallbackList):
            return callbacks
        return CallbackList(
            callbacks,
            add_history=history,
            add_progbar=verbose != 0,
            verbose=1 if verbose == "auto" else verbose,
            epochs=epochs,
            steps=steps,
            model=self,
        )

    def _final(self, logs: dict[str, float]) -> dict[str, float]:
        """The logs of an epoch: those of its last step, or all metrics if it gave none."""
        return dict(logs) or self._metric_values()

    def _metric_values(self) -> dict[str, float]:
        return floats_of(self.get_metrics_result())


def _without_missing(data: tuple) -> tuple:
    """(x, y, None) as (x, y): steps get as many parts as were given."""
    while len(data) > 1 and data[-1] is None:
        data = data[:-1]
    return data
