"""Names that are not here: what to use instead."""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Callable, Mapping

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
    "data": "Give NumPy arrays or tensors to model.fit(x, y, batch_size=32), or slice them.",
    "strings": "Tensors of text can be made, shown and compared; for more use Python's strings.",
    "image": "Use NumPy or Pillow on the arrays.",
    "io": "Use Python's open and NumPy's np.load.",
    "train": "Optimizers are in tf.keras.optimizers; save weights with model.save_weights(path).",
    "saved_model": "Save with model.save(path), load with tf.keras.models.load_model(path).",
    "distribute": "Everything runs on one device here.",
    "sparse": "There are dense tensors alone here.",
    "ragged": "There are dense tensors alone here: pad the rows to one length.",
    "SparseTensor": "There are dense tensors alone here.",
    "RaggedTensor": "There are dense tensors alone here: pad the rows to one length.",
    "TensorArray": "Collect tensors in a Python list, then tf.stack(list).",
    "py_function": "Call the Python function outside tf.function.",
    "numpy_function": "Call the NumPy function outside tf.function, on x.numpy().",
    "layers": "Write tf.keras.layers.",
    "Sequential": "Write tf.keras.Sequential.",
}


def missing(
    module: str, advice: Mapping[str, str] | None = None, lazy: Mapping[str, str] | None = None
) -> Callable[[str], object]:
    """The `__getattr__` of a module of the public face.

    Args:
        module: its name, `__name__`.
        advice: for names that TensorFlow has and kerasish has not, what to use instead.
        lazy: for names of modules that are loaded on first use, the modules' full names.

    Returns:
        a function of a name that returns such a module, or raises AttributeError.
    """
    advice, lazy = advice or {}, lazy or {}
    shown = module.replace("kerasish", "tf", 1)

    def __getattr__(name: str):
        if name in lazy:
            return importlib.import_module(lazy[name])
        here = sys.modules[module]
        text = f"module {shown!r} has no attribute {name!r}."
        if name in advice:
            text += f" {advice[name]}"
        elif not name.startswith("_"):
            known = [known for known in (*vars(here), *lazy) if not known.startswith("_")]
            close = difflib.get_close_matches(name, known, n=3, cutoff=0.7)
            if close:
                text += f" Did you mean {' or '.join(f'{shown}.{match}' for match in close)}?"
        raise AttributeError(text, name=name, obj=here)

    return __getattr__
