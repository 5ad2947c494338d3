"""What a model can do with files and configs: save, load, to_json."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, fields
from typing import Any, Self

from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.layers.configured import ConfiguredLayer, shapes_in
from kerasish.keras.saving import files
from kerasish.keras.saving.serialization import deserialize_keras_object, serialize_keras_object


@dataclass
class CompileArguments:
    """What `compile` was given."""

    optimizer: Any
    loss: Any
    loss_weights: Any
    metrics: Any
    weighted_metrics: Any
    run_eagerly: bool
    jit_compile: Any


class SavedModel(ConfiguredLayer):
    """A model that can be kept in a file."""

    _compiled_with: CompileArguments | None = None

    @points_at_caller
    def save(self, filepath: str | os.PathLike, overwrite: bool = True) -> None:
        """Keep the whole model in one file, for `keras.models.load_model`.

        The file has the config, what `compile` was given, the weights, the states of random
        generators and what the optimizer remembers. It is put in place when it is complete, so a
        file of that name stays whole whatever happens.

        Args:
            filepath: ends in ".keras".
            overwrite: whether a file that exists is replaced.

        Raises:
            ValueError: another ending, or a lambda in the model.
            NotImplementedError: a layer of one's own without `get_config` that needs one.
            FileExistsError: the file exists and `overwrite` is False.
        """
        files.save_model(self, filepath, overwrite)

    @points_at_caller
    def save_weights(self, filepath: str | os.PathLike, overwrite: bool = True) -> None:
        """Keep the weights in a file, and what the optimizer remembers, for `load_weights`.

        Args:
            filepath: ends in ".weights.safetensors".
            overwrite: whether a file that exists is replaced.

        Raises:
            ValueError: another ending, or a model without weights yet.
            FileExistsError: the file exists and `overwrite` is False.
        """
        files.save_weights(self, filepath, overwrite)

    @points_at_caller
    def load_weights(self, filepath: str | os.PathLike, skip_mismatch: bool = False) -> None:
        """Take the weights from a file of `save_weights` or `save`.

        Weights are matched by their order; nothing is changed unless all fit.

        Args:
            filepath: the file.
            skip_mismatch: warn of weights that do not fit and leave them, instead of raising.

        Raises:
            ValueError: the model is not built, the file is damaged or no such file, or its weights
                are of another model.
            FileNotFoundError: there is no file.
        """
        files.load_weights(self, filepath, skip_mismatch)

    def to_json(self, **options: Any) -> str:
        """The model without its weights as JSON, for `keras.models.model_from_json`.

        Args:
            **options: for `json.dumps`, such as `indent=2`.
        """
        return json.dumps(serialize_keras_object(self), **options)

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """A model like the one whose `get_config` gave `config`, with weights of its own."""
        if "input_layers" in config and not hasattr(cls, "input_shape"):
            return cls.functional_class.from_config(config)
        return super().from_config(config)

    def get_compile_config(self) -> dict[str, Any]:
        """What `compile` was given, as plain data; empty if it was not called."""
        if self._compiled_with is None:
            return {}
        given = self._compiled_with
        return {f.name: serialize_keras_object(getattr(given, f.name)) for f in fields(given)}

    def compile_from_config(self, config: dict[str, Any]) -> None:
        """Call `compile` with what `get_compile_config` gave."""
        known = {field.name for field in fields(CompileArguments)}
        self.compile(
            **{n: deserialize_keras_object(value) for n, value in config.items() if n in known}
        )

    def build_from_config(self, config: dict[str, Any]) -> None:
        """Make the weights for the shape that `get_build_config` gave."""
        if not self.built:
            self.build(shapes_in(config["input_shape"]))
            self.built = True

    def get_build_config(self) -> dict[str, Any] | None:
        """The shape that the model was built for; None if it is not known, or in the config."""
        shape = self._build_shape
        return None if shape is None else {"input_shape": shape}
