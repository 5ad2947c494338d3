"""Saving and loading: models and weights in files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras.saving import archive
from kerasish.keras.saving.archive import SavedFileError
from kerasish.keras.saving.objects import custom_object_scope
from kerasish.keras.saving.serialization import (
    deserialize_keras_object,
    is_config,
    serialize_keras_object,
)
from kerasish.keras.saving.weights import restore, state_of

MODEL_ENDING, WEIGHTS_ENDING = ".keras", ".weights.safetensors"
FORMAT = 1  # of the file; a later kerasish that changes it counts on


@points_at_caller
def save_model(model: Any, filepath: str | os.PathLike, overwrite: bool = True) -> None:
    """Keep a whole model in one file; see `Model.save`."""
    path = os.fspath(filepath)
    if not path.endswith(MODEL_ENDING):
        raise ValueError(
            "Invalid filepath extension for saving. Please add a `.keras` extension, as in "
            f"model.save('{os.path.splitext(path)[0]}.keras'). HDF5 files (`.h5`) are not written "
            f"here. Received: filepath={path}."
        )
    _check_free(path, overwrite)
    if not model.built:
        warn(
            "You are saving a model that has not yet been built. It might not contain any weights "
            "yet. Consider building the model first by calling it on some data."
        )
    config = {"kerasish_format": FORMAT, **serialize_keras_object(model)}
    archive.write_whole(path, archive.pack(config, state_of(model)))


@points_at_caller
def load_model(
    filepath: str | os.PathLike,
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Any:
    """The model that `model.save(filepath)` kept.

    It goes on training where the saved one stood. No code is taken from the file: layers and
    functions of one's own must be registered or given.

    Args:
        filepath: ends in ".keras".
        custom_objects: classes and functions of one's own by name, unless they are decorated with
            `@keras.saving.register_keras_serializable()`.
        compile: whether it is compiled as the saved one was.
        safe_mode: accepted so that programs written for Keras run; no code is ever loaded.

    Raises:
        ValueError: no such file, another kind of file, or a damaged one.
        TypeError: a class or function in it that is not known.
    """
    path = os.fspath(filepath)
    if not path.endswith(MODEL_ENDING):
        raise ValueError(
            f"File format not supported: filepath={path}. Here `load_model` reads the `.keras` "
            "files that model.save('name.keras') writes. Weights alone (`.weights.safetensors`) "
            "are for model.load_weights(path); HDF5 files (`.h5`) are not read."
        )
    if not os.path.isfile(path):
        raise ValueError(
            f"File not found: filepath={path}. Please ensure the file is an accessible `.keras` "
            f"zip file. The path is taken from the folder {os.getcwd()}."
        )
    config, arrays = archive.unpack(path)
    _check_format(config, path)
    try:
        with custom_object_scope(custom_objects):
            model = deserialize_keras_object(config)
            if compile and config.get("compile_config"):
                model.compile_from_config(config["compile_config"])
    except (AttributeError, KeyError, IndexError, MemoryError, RecursionError) as error:
        raise SavedFileError(f"The config in {path} is of no model: {error!r}.") from error
    if model.built:
        restore(model, arrays, path, skip_mismatch=False)
    elif any(name.startswith("weights/") for name in arrays):
        raise SavedFileError(
            f"{path} has weights, but the shape that {type(model).__name__} was built for is not "
            "known. Make the model, call it on data, and then model.load_weights(path)."
        )
    return model


def _check_format(config: Any, path: str) -> None:
    found = config.get("kerasish_format") if isinstance(config, dict) else None
    if found is None or not is_config(config):
        raise SavedFileError(f"{path} is no file of model.save(): its config is of no model.")
    if found != FORMAT:
        raise SavedFileError(
            f"{path} has format {found!r}, and this kerasish reads format {FORMAT}. Update "
            "kerasish, or save the model again."
        )


@points_at_caller
def save_weights(model: Any, filepath: str | os.PathLike, overwrite: bool = True) -> None:
    """Keep the weights of a model in a file; see `Model.save_weights`."""
    path = os.fspath(filepath)
    if not path.endswith(WEIGHTS_ENDING):
        raise ValueError(
            f"The filename must end in `{WEIGHTS_ENDING}`: weights are kept in the format of "
            f"safetensors here, not in HDF5. Write model.save_weights({_with_ending(path)!r}). "
            f"Received: filepath={path}"
        )
    _check_built(model, "saving")
    _check_free(path, overwrite)
    archive.write_whole(path, archive.pack_arrays(state_of(model)))


@points_at_caller
def load_weights(model: Any, filepath: str | os.PathLike, skip_mismatch: bool = False) -> None:
    """Take weights from a file; see `Model.load_weights`."""
    path = os.fspath(filepath)
    if not path.endswith((MODEL_ENDING, WEIGHTS_ENDING)):
        raise ValueError(
            f"File format not supported: filepath={path}. Here `load_weights` reads "
            f"`{WEIGHTS_ENDING}` files, which model.save_weights({_with_ending(path)!r}) writes, "
            "and `.keras` files, which model.save(...) writes; not HDF5 (`.h5`)."
        )
    _check_built(model, "loading weights into")
    if path.endswith(MODEL_ENDING):
        arrays = archive.unpack(path)[1]
    else:
        with open(path, "rb") as file:
            arrays = archive.unpack_arrays(file.read(), path)
    restore(model, arrays, path, skip_mismatch)


def _with_ending(path: str) -> str:
    """The path as it should have been written."""
    for ending in (".weights.h5", ".safetensors", ".h5", ".hdf5", ".weights"):
        path = path.removesuffix(ending)
    return path + WEIGHTS_ENDING


def _check_built(model: Any, doing: str) -> None:
    if not model.built:
        raise ValueError(
            f"You are {doing} a model that has not yet been built. Try building the model first "
            "by calling it on some data or by using `build()`."
        )


def _check_free(path: str, overwrite: bool) -> None:
    if not overwrite and os.path.exists(path):
        raise FileExistsError(
            f"{path} exists, and overwrite=False was given. Choose another name, or leave "
            "`overwrite` out to replace the file."
        )
