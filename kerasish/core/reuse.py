"""Compiled kernels in a folder, so that another process need neither trace nor compile them.

JAX's own cache spares the compilation alone: it finds what it has by the text of the program, so
each function is traced and lowered first. Here a kernel is found by what it was made of: the
operation, its static arguments, and the shapes and dtypes of its inputs. That matters where many
short programs run, as in grading.

    KERASISH_COMPILED       the folder; nothing of this is at work without it
    KERASISH_COMPILED_FILL  1 to add to the folder what it lacks

To load a file of the folder may run any code, so it has to come from a program that you trust.
"""

from __future__ import annotations

import os
import pickle
import platform
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import jax
import numpy as np

from kerasish.core.dtypes import DType

FOLDER = os.environ.get("KERASISH_COMPILED")
FILL = os.environ.get("KERASISH_COMPILED_FILL") == "1"
_Tracer = jax.core.Tracer
_PLAIN = (type(None), bool, int, float, complex, str, bytes)


class Reused:
    """A compiled function of arrays that is looked for in the folder before it is traced.

    Args:
        jitted: the function, by `jax.jit`.
        key: what it was made of; `spelled` says what that may be.
    """

    __slots__ = ("_found", "_jitted", "_key")

    def __init__(self, jitted: Callable, key: Any):
        self._jitted = jitted
        self._key = spelled(key)
        self._found: dict[tuple, Callable] = {}

    def __call__(self, *arrays):
        forms = []
        for array in arrays:
            if isinstance(array, _Tracer):
                return self._jitted(*arrays)
            forms += array.shape, array.dtype
        form = tuple(forms)
        found = self._found.get(form)
        if found is None:
            found = self._found[form] = self._look_for(form, arrays)
        return found(*arrays)

    def _look_for(self, form: tuple, arrays: tuple) -> Callable:
        path = Path(FOLDER, f"{_digest(self._key, spelled(form))}.kernel")
        if path.exists():
            with suppress(jax.errors.JaxRuntimeError):  # XLA does not trust this processor with it
                return _load(path.read_bytes(), arrays)
            return self._jitted
        compiled = _compile(self._jitted.lower(*arrays), arrays)
        if FILL:
            _keep(path, compiled, arrays)
        return compiled


def reusable(jitted: Callable, key: Any) -> Callable:
    """A function that `jax.jit` returned, looked for in the folder where there is one.

    Args:
        jitted: the function, of arrays to an array or a tuple of arrays.
        key: what it was made of; None for what cannot be found again.
    """
    if FOLDER is None or key is None:
        return jitted
    try:
        return Reused(jitted, key)
    except Unspeakable:
        return jitted


class Unspeakable(TypeError):
    """A key holds what another process may call by another name."""


def spelled(value: Any) -> str:
    """A text that stands for a value in every process, and for no other value.

    Args:
        value: a number, a text, None, a dtype, the type of one of these, or a tuple of such, or
            an object of one of the library's data classes that consists of such.

    Raises:
        Unspeakable: it is something else.
    """
    kind = type(value)
    if kind is tuple:
        return f"({','.join(map(spelled, value))})"
    if is_dataclass(value) and _ours(kind):
        parts = tuple(getattr(value, field.name) for field in fields(value))
        return f"{kind.__qualname__} {spelled(parts)}"
    if kind in _PLAIN:
        return f"{kind.__name__} {value!r}"
    if kind is DType:
        return f"DType {value.name}"
    if isinstance(value, np.dtype) and not value.hasobject:
        return f"dtype {value.str}"
    if kind is type and (value in (*_PLAIN, tuple, list, dict) or _ours(value)):
        return f"type {value.__qualname__}"
    raise Unspeakable(f"{value!r} cannot be part of a key")


def _ours(kind: type) -> bool:
    return kind.__module__.startswith("kerasish.")


def _digest(*texts: str) -> str:
    return blake2b("\n".join((_CIRCUMSTANCES, *texts)).encode(), digest_size=20).hexdigest()


def _circumstances() -> str:
    """What a compiled kernel depends on besides its key: the processor, JAX and this library."""
    processor = Path("/proc/cpuinfo")
    features = processor.read_text().partition("\n\n")[0] if processor.exists() else ""
    lines = [line for line in features.splitlines() if line.startswith(("flags", "Features"))]
    library = blake2b()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        library.update(path.read_bytes())
    return f"{platform.machine()} {lines} {jax.__version__} {library.hexdigest()}"


# Found out when this is imported, once for all forks of the process.
_CIRCUMSTANCES = "" if FOLDER is None else _circumstances()


def _compile(lowered: jax.stages.Lowered, arrays: tuple) -> Callable:
    """Compile in little time: in a third of what it takes by default where arrays are small."""
    try:
        return lowered.compile(_options(arrays))
    except jax.errors.JaxRuntimeError:  # an XLA that has no such option
        return lowered.compile()


def _options(arrays: tuple) -> dict[str, Any]:
    quick = {"xla_cpu_use_fusion_emitters": False}  # it has two compilers for what it fuses
    small = sum(array.size for array in arrays) <= _SMALL
    return quick | ({"xla_backend_optimization_level": 0} if small else {})


_SMALL = 4096  # elements, above which it shows how well a kernel was compiled


def _load(content: bytes, arrays: tuple) -> Callable:
    from jax.experimental import serialize_executable  # who does without has it not imported

    count, text = pickle.loads(content)
    given = jax.tree.structure((arrays, {}))
    returned = jax.tree.structure(0 if count is None else (0,) * count)
    return serialize_executable.deserialize_and_load(text, given, returned)


def _keep(path: Path, compiled: jax.stages.Compiled, arrays: tuple) -> None:
    """Keep what was compiled, if it works when it is loaded: XLA forgets parts of some."""
    from jax.experimental import serialize_executable

    try:
        text, _, returned = serialize_executable.serialize(compiled)
        count = None if returned == jax.tree.structure(0) else returned.num_leaves
        content = pickle.dumps((count, text))
        jax.block_until_ready(_load(content, arrays)(*arrays))
    except (ValueError, NotImplementedError, jax.errors.JaxRuntimeError):
        return
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)
