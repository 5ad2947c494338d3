"""Runs the notes' cells with one library: `python -m oracle LIBRARY JOBS OUTCOMES`.

LIBRARY is `tensorflow` or `kerasish`; JOBS is a pickled dictionary, name of a note to the texts of
its cells; OUTCOMES is where the pickled dictionary, name to a list of `CellOutcome`, is written.
The library is imported once, then each note runs in a fork of that process, so that no note sees
what another left behind (names of layers are numbered by process).
"""

import ast
import contextlib
import functools
import hashlib
import importlib
import io
import linecache
import os
import pickle
import re
import sys
import types
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from IPython.lib.pretty import pretty

from oracle.described import Described, describe

MNIST = Path(__file__).parents[3] / "shared" / "data" / "mnist.npz"

# The swap, and all of it.
_SWAP = (
    (r"\bimport tensorflow as tf\b", "import kerasish as tf"),
    (r"\bfrom tensorflow import keras\b", "from kerasish import keras"),
    (r"\bfrom tensorflow\.keras\b", "from kerasish.keras"),
)
_LARGE = 50_000  # entries; a larger array travels as its checksum


@dataclass
class CellOutcome:
    """What a reader sees of a cell, and what it leaves in the names it mentions."""

    printed: str = ""
    displayed: str = ""
    error: tuple[str, ...] = ()
    message: str = ""
    warned: tuple[str, ...] = ()
    names: dict[str, Described] = field(default_factory=dict)
    figures: list[Described] = field(default_factory=list)


def swap_import(source: str) -> str:
    """The program with kerasish in place of TensorFlow."""
    for tensorflow_line, kerasish_line in _SWAP:
        source = re.sub(tensorflow_line, kerasish_line, source)
    return source


def main(library: str, jobs: str, outcomes: str) -> None:
    """Run every note of `jobs` with `library` and write what came of it to `outcomes`."""
    import matplotlib.pyplot  # noqa: F401  (before the fork: it takes a second)

    tf = importlib.import_module(library)
    _ = tf.keras.layers  # loaded on first use, so before the fork
    results = {}
    for name, cells in pickle.loads(Path(jobs).read_bytes()).items():
        if library == "kerasish":
            cells = [swap_import(cell) for cell in cells]
        results[name] = _in_a_fork(lambda cells=cells: run_cells(cells, tf))
    Path(outcomes).write_bytes(pickle.dumps(results))


def _in_a_fork(task: Any) -> Any:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        status = 1
        try:
            with os.fdopen(write_end, "wb") as pipe:
                pickle.dump(task(), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(f"the process of a note ended with status {status}")
    return pickle.loads(data)


def run_cells(cells: list[str], tf: types.ModuleType) -> list[CellOutcome]:
    """Run the cells in one namespace, as Jupyter does, going on after an error."""
    replace_random_source(tf)
    give_local_mnist(tf)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    outcomes = []
    for number, source in enumerate(cells):
        np.random.seed(number)
        outcomes.append(_run_cell(source, namespace, tf))
    return outcomes


def replace_random_source(tf: types.ModuleType) -> None:
    """Let both libraries draw the same numbers.

    No library can draw TensorFlow's numbers but TensorFlow. The library's own function runs, and
    decides shape, dtype and type; then one NumPy generator fills in the numbers.
    """
    generator = np.random.default_rng(0)

    def drawing(original: Any, draw: Any) -> Any:
        @functools.wraps(original)
        def drawn(*args: Any, **kwargs: Any) -> Any:
            value = original(*args, **kwargs)
            numbers = draw(size=tuple(value.shape))
            # Arithmetic keeps the type of the value: tensor, traced tensor or array.
            return value * 0 + numbers.astype(np.dtype(getattr(value.dtype, "name", value.dtype)))

        return drawn

    weight = functools.partial(generator.uniform, -0.05, 0.05)
    tf.random.normal = drawing(tf.random.normal, generator.normal)
    tf.random.uniform = drawing(tf.random.uniform, generator.uniform)
    for initializer in (tf.keras.initializers.GlorotUniform, tf.keras.initializers.RandomNormal):
        initializer.__call__ = drawing(initializer.__call__, weight)


def give_local_mnist(tf: types.ModuleType) -> None:
    """Let `load_data` read the digits beside the checkout: nothing is downloaded in a test."""
    module = sys.modules[tf.keras.datasets.mnist.load_data.__module__]
    module.get_file = lambda *args, **kwargs: str(MNIST)


def _run_cell(source: str, namespace: dict[str, Any], tf: types.ModuleType) -> CellOutcome:
    outcome = CellOutcome()
    printed = io.StringIO()
    file = f"<cell {len(linecache.cache)}>"
    # Where `inspect` looks for the text of a function that is in no file.
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(compile(ast.Module(body, []), file, "exec"), namespace)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), file, "eval"), namespace)
                outcome.displayed = "" if value is None else pretty(value)
        except Exception as problem:
            outcome.error = tuple(each.__name__ for each in type(problem).__mro__)
            outcome.message = str(problem)
    outcome.printed = printed.getvalue()
    outcome.warned = tuple(
        sorted({each.category.__name__ for each in caught if each.category is UserWarning})
    )
    mentioned = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    for name in sorted(mentioned & namespace.keys()):
        outcome.names[name] = _describe(namespace[name], tf)
    outcome.figures = _figures()
    return outcome


def _describe(value: Any, tf: types.ModuleType) -> Described:
    """`describe`, and what layers, models and histories hold."""
    if isinstance(value, (type, types.ModuleType)) or not (
        hasattr(value, "weights") or hasattr(value, "history")
    ):
        described = describe(value, tf)
    elif hasattr(value, "weights"):
        weights = [
            Described(
                "weight",
                {"name": each.name, "shape": tuple(each.shape), "trainable": each.trainable},
                np.asarray(each.numpy()),
            )
            for each in value.weights
        ]
        described = Described(
            type(value).__name__, {"name": value.name, "built": value.built}, parts=weights
        )
    else:
        described = Described(
            type(value).__name__, {"epoch": value.epoch}, parts=[describe(value.history, tf)]
        )
    return _light(described)


def _light(described: Described) -> Described:
    if described.numbers is not None:
        described.facts.setdefault("dtype", described.numbers.dtype.name)
        if described.numbers.size > _LARGE:
            data = np.ascontiguousarray(described.numbers)
            described.facts["sha256"] = hashlib.sha256(data).hexdigest()
            described.numbers = None
    for part in described.parts:
        _light(part)
    return described


def _figures() -> list[Described]:
    """The points, their colours and the lines of each figure that the cell drew."""
    from matplotlib import pyplot

    drawn = []
    for number in pyplot.get_fignums():
        for axes in pyplot.figure(number).axes:
            for points in axes.collections:
                drawn.append(np.ma.filled(points.get_offsets()))
                drawn.append(np.ma.filled(points.get_array()))
            drawn += [line.get_xydata() for line in axes.lines]
    pyplot.close("all")
    return [
        Described("drawing", {"dtype": each.dtype.name, "shape": each.shape}, each)
        for each in map(np.asarray, drawn)
    ]
