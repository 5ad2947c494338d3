"""Files that are written whole or not at all, and read with distrust.

A model's file is a zip of two members, not compressed: `config.json` and the weights in the
format of the safetensors library, which is numbers alone. Reading it runs no code from it.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np

from kerasish.core import dtypes

CONFIG, WEIGHTS = "config.json", "weights.safetensors"
_MEMBERS = {CONFIG, WEIGHTS}
_WHOLE = (("I", "int"), ("U", "uint"))
_DAMAGE = (zipfile.BadZipFile, EOFError, struct.error, RuntimeError, NotImplementedError, OSError)


# NumPy's dtypes by the names that safetensors gives them
_KINDS = {
    **{"BOOL": "bool", "F16": "float16", "F32": "float32", "F64": "float64"},
    **{f"{kind}{bits}": f"{name}{bits}" for bits in (8, 16, 32, 64) for kind, name in _WHOLE},
    "BF16": dtypes.bfloat16.as_numpy_dtype,
}


class SavedFileError(ValueError):
    """A file that cannot be loaded: damaged, of another program, or of another model."""


def write_whole(path: str, content: bytes) -> None:
    """Put a file in place at once: until then one of that name stays as it is.

    Args:
        path: of the file.
        content: all of it.

    Raises:
        OSError: the folder does not exist, the disk is full, `path` is a folder.
    """
    path = os.path.realpath(path)
    new = f"{path}.{secrets.token_hex(4)}.tmp"
    try:
        with open(new, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except BaseException:
        if os.path.exists(new):
            os.remove(new)
        raise
    _sync_folder(os.path.dirname(path))


def _sync_folder(folder: str) -> None:
    """Let the new name outlast a power failure, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def pack(config: dict[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """The content of a model's file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(CONFIG, json.dumps(config, indent=1))
        archive.writestr(WEIGHTS, pack_arrays(arrays))
    return content.getvalue()


def unpack(path: str) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The config and the arrays in a model's file.

    Raises:
        SavedFileError: the file is not of this kind, or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, path)
            texts = {name: archive.read(name) for name in _MEMBERS}  # checks the sums (CRC)
    except IsADirectoryError:
        raise
    except _DAMAGE as error:
        raise SavedFileError(
            f"{path} is no file of model.save(), or it is damaged: {error}. Save the model again, "
            "or copy the file again."
        ) from error
    try:
        config = json.loads(texts[CONFIG])
    except (ValueError, RecursionError) as error:
        raise SavedFileError(f"The {CONFIG} in {path} is no JSON: {error}.") from error
    return config, unpack_arrays(texts[WEIGHTS], path)


def _check_members(archive: zipfile.ZipFile, path: str) -> None:
    names = [each.filename for each in archive.infolist()]
    if "model.weights.h5" in names:
        raise SavedFileError(
            f"{path} was written by Keras itself, with weights in HDF5, which kerasish does not "
            "read. With Keras: np.savez('weights.npz', *model.get_weights()); here: build the same "
            "model, and model.set_weights(list(np.load('weights.npz').values()))."
        )
    if sorted(names) != sorted(_MEMBERS):
        raise SavedFileError(
            f"{path} is no file of model.save(): a zip with {sorted(_MEMBERS)} was expected, but "
            f"it holds {names[:5]}{' and more' if len(names) > 5 else ''}."
        )
    size = os.path.getsize(path)
    for each in archive.infolist():
        if each.compress_type != zipfile.ZIP_STORED or not each.compress_size <= size:
            raise SavedFileError(f"{path} is damaged: {each.filename} should not be compressed.")
        if each.file_size != each.compress_size:
            raise SavedFileError(f"{path} is damaged: the sizes of {each.filename} do not agree.")


def pack_arrays(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Arrays by name in the format of safetensors."""
    from safetensors.numpy import save

    return save({name: np.asarray(array, order="C") for name, array in arrays.items()})


def unpack_arrays(content: bytes, path: str) -> dict[str, np.ndarray]:
    """The arrays by name.

    Raises:
        SavedFileError: the content is not of this kind, or damaged.
    """
    from safetensors import SafetensorError, deserialize

    try:
        return {
            name: np.frombuffer(part["data"], _KINDS[part["dtype"]]).reshape(part["shape"])
            for name, part in deserialize(content)
        }
    except (SafetensorError, KeyError, ValueError, TypeError) as error:
        raise SavedFileError(
            f"{path} holds no weights in the format of safetensors, or is damaged: {error}."
        ) from error
