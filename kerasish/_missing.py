"""Names that are not here: what to use instead."""

from __future__ import annotations

import difflib
import importlib
import sys
import types
from collections.abc import Callable, Iterable, Mapping

_TF1 = "TensorFlow 2 replaced it: operations run at once, tf.function makes a program of them."
ADVICE = {
    **dict.fromkeys(
        ("Session", "placeholder", "global_variables_initializer", "get_variable"), _TF1
    ),
    "gradients": "Record with tf.GradientTape() as tape, then tape.gradient(y, x).",
    "hessians": "Nest two tf.GradientTape, or use tape.jacobian of a gradient.",
    "sum": "Write tf.reduce_sum(x).",
    "mean": "Write tf.reduce_mean(x).",
    "max": "Write tf.reduce_max(x), or tf.maximum(x, y) for two tensors.",
    "min": "Write tf.reduce_min(x), or tf.minimum(x, y) for two tensors.",
    "prod": "Write tf.reduce_prod(x).",
    "all": "Write tf.reduce_all(x).",
    "any": "Write tf.reduce_any(x).",
    "std": "Write tf.math.reduce_std(x).",
    "var": "Write tf.math.reduce_variance(x).",
    "log": "Write tf.math.log(x).",
    "log1p": "Write tf.math.log1p(x).",
    "softmax": "Write tf.nn.softmax(x).",
    "relu": "Write tf.nn.relu(x).",
    "array": "Write tf.constant([...]).",
    "tensor": "Write tf.constant([...]).",
    "arange": "Write tf.range(n).",
    "dot": "Write tf.tensordot(a, b, axes=1), or a @ b for matrices.",
    "concatenate": "Write tf.concat([a, b], axis=0).",
    "vstack": "Write tf.concat([a, b], axis=0), or tf.stack([a, b]) for a new axis.",
    "hstack": "Write tf.concat([a, b], axis=1).",
    "inv": "Write tf.linalg.inv(x).",
    "isnan": "Write tf.math.is_nan(x).",
    "random_normal": "Write tf.random.normal(shape).",
    "random_uniform": "Write tf.random.uniform(shape).",
    "set_random_seed": "Write tf.random.set_seed(seed).",
    "strings": "Tensors of text can be made, shown and compared; for more use Python's strings.",
    "image": "Use NumPy or Pillow on the arrays.",
    "io": "Use Python's open and NumPy's np.load.",
    "train": "Optimizers are in tf.keras.optimizers; save weights with model.save_weights(path).",
    "saved_model": "Save with model.save(path), load with tf.keras.models.load_model(path).",
    "distribute": "Several devices train one model with tf.keras.distribution.DataParallel().",
    "sparse": "There are dense tensors alone here.",
    "ragged": "There are dense tensors alone here: pad the rows to one length.",
    "SparseTensor": "There are dense tensors alone here.",
    "RaggedTensor": "There are dense tensors alone here: pad the rows to one length.",
    "TensorArray": "Collect tensors in a Python list, then tf.stack(list); in a loop over tensors "
    "fill y = tf.zeros(shape) with tf.tensor_scatter_nd_update(y, [[i]], [value]).",
    "py_function": "Call the Python function outside tf.function.",
    "numpy_function": "Call the NumPy function outside tf.function, on x.numpy().",
    "layers": "Write tf.keras.layers.",
    "Sequential": "Write tf.keras.Sequential.",
}


LISTED = 12  # so many of the names that there are stand in a message
ALIKE, TYPO = 0.7, 0.9  # how similar names are that may be meant, and that surely are


def missing(
    module: str,
    advice: Mapping[str, str] | None = None,
    lazy: Mapping[str, str] | None = None,
    otherwise: str = "",
) -> Callable[[str], object]:
    """The `__getattr__` of a module of the public face, to be made after its `__all__`.

    Args:
        module: its name, `__name__`.
        advice: for names that TensorFlow has and kerasish has not, what to use instead.
        lazy: for names of modules that are loaded on first use, the modules' full names.
        otherwise: how to make one's own of what the module has.

    Returns:
        a function of a name that returns such a module, or raises AttributeError.
    """
    advice, lazy = advice or {}, lazy or {}
    shown = module.replace("kerasish", "tf", 1)
    if module.startswith("kerasish.keras."):
        _hide_files(module)

    def __getattr__(name: str):
        if name in lazy:
            return importlib.import_module(lazy[name])
        here = sys.modules[module]
        text = f"module {shown!r} has no attribute {name!r}."
        if name in advice:
            text += f" {advice[name]}"
        elif not name.startswith("_"):
            text += _nearest(name, [*_public(here), *lazy], shown, otherwise)
        raise AttributeError(text, name=name, obj=here)

    return __getattr__


def absent(
    kind: str, name: str, known: Iterable[str], advice: Mapping[str, str], alike: float = 0.6
) -> str:
    """What is said of an attribute that an object has not.

    Args:
        kind: the class of the object.
        name: the attribute.
        known: the attributes that it has.
        advice: for some names what to write instead.
        alike: how much a known name must resemble this one to be what was meant.
    """
    text = f"'{kind}' object has no attribute '{name}'."
    if name in advice:
        return f"{text} {advice[name]}"
    public = [other for other in known if not other.startswith("_")]
    close = difflib.get_close_matches(name, public, n=1, cutoff=alike)
    return f"{text} Did you mean '{close[0]}'?" if close else text


def _hide_files(module: str) -> None:
    """Let a package show its files as names only if it means them.

    `keras.optimizers.adam` is a file; as an attribute it would hide that Adam is meant.
    """
    here = sys.modules[module]
    for name, value in list(vars(here).items()):
        own = isinstance(value, types.ModuleType) and value.__name__ == f"{module}.{name}"
        if own and name not in here.__all__:
            delattr(here, name)


def _public(module: types.ModuleType) -> list[str]:
    names = getattr(module, "__all__", vars(module))
    return [name for name in names if not name.startswith("_")]


def _nearest(name: str, known: list[str], shown: str, otherwise: str) -> str:
    """What may have been meant; unless that is clear, what there is, the most similar first."""

    def similarity(other: str) -> float:
        return difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio()

    known = sorted(known, key=similarity, reverse=True)
    close = [f"{shown}.{other}" for other in known[:3] if similarity(other) >= ALIKE]
    text = f" Did you mean {' or '.join(close)}?" if close else ""
    if similarity(known[0]) >= TYPO:
        return text
    text += " What else TensorFlow has is not part of this course; there is "
    text += ", ".join(known[:LISTED])
    if len(known) > LISTED:
        text += f" and {len(known) - LISTED} more: see dir({shown})"
    return f"{text}. {otherwise}".rstrip()
