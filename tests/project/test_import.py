"""`import kerasish` costs what `import jax, numpy` costs."""

import json
import subprocess
import sys

LISTING = """
import json, sys
{statement}
print(json.dumps(sorted(name.partition(".")[0] for name in sys.modules)))
"""


def packages_after(statement: str, cwd) -> set[str]:
    """The top-level modules that a fresh interpreter holds after a statement."""
    result = subprocess.run(
        [sys.executable, "-c", LISTING.format(statement=statement)],
        capture_output=True,
        text=True,
        check=True,
        cwd=cwd,
    )
    return set(json.loads(result.stdout)) - set(sys.stdlib_module_names)


def test_import_loads_jax_and_numpy_and_nothing_else(tmp_path):
    here = packages_after("import kerasish", tmp_path)
    beside = packages_after("import jax, jax.numpy, numpy", tmp_path)
    assert here - beside == {"kerasish"}


def test_keras_comes_with_the_library(tmp_path):
    here = packages_after("from kerasish import keras; keras.layers.Dense", tmp_path)
    heavy = {
        "matplotlib",
        "ipywidgets",
        "anywidget",
        "IPython",
        "sklearn",
        "scipy.stats",
        "pooch",
        "safetensors",
    }
    assert here & (heavy | {"tensorflow", "keras", "torch"}) == set()
