"""The public face: what names there are, that each has a case, what the others say."""

import importlib
import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import kerasish
from ops import table

NAMESPACES = ("", "math.", "nn.", "linalg.", "random.", "debugging.", "nest.", "dtypes.", "config.")
LOADED_WHEN_USED = {"keras", "initializers", "losses", "metrics", "optimizers"}
# What other tests compare: tests/core (tensors, variables, tapes, functions, random numbers).
ELSEWHERE = {
    *("DType", "GradientTape", "Module", "Tensor", "TensorShape", "TensorSpec", "Variable"),
    *("UnconnectedGradients", "function", "config.PhysicalDevice", "random.Generator"),
    *(f"random.{name}" for name in ("normal", "uniform", "truncated_normal")),
    *("random.shuffle", "random.set_seed"),
}


def public(module: ModuleType) -> set[str]:
    modules = {"core", "keras", "ops", "viz", *LOADED_WHEN_USED}
    names = getattr(module, "__all__", None) or vars(module)
    return {name for name in names if not name.startswith("_")} - modules


def operations() -> dict[str, object]:
    """All public functions and classes by their full names."""
    found = {}
    for space in NAMESPACES:
        module = namespace(kerasish, space)
        found |= {space + name: getattr(module, name) for name in sorted(public(module))}
    return {name: value for name, value in found.items() if callable(value)}


def namespace(tf: ModuleType, space: str) -> ModuleType:
    return getattr(tf, space[:-1]) if space else tf


def test_every_operation_has_a_case():
    for path in sorted(Path(__file__).parent.glob("test_parity_*.py")):
        importlib.import_module(f"ops.{path.stem}")
    covered = {id(table.find(kerasish, name)) for name in table.names | ELSEWHERE}
    without = [name for name, value in operations().items() if id(value) not in covered]
    assert without == []


def test_every_name_is_tensorflows():
    import tensorflow

    ours = {space + name for space in NAMESPACES for name in public(namespace(kerasish, space))}
    theirs = {space + name for space in NAMESPACES for name in dir(namespace(tensorflow, space))}
    assert ours - theirs == set()


# Parameters of TensorFlow's that are left out: for graphs, devices, sparse and complex numbers,
# or of no use to a learner.
LEFT_OUT = {
    "matmul": {"adjoint_a", "adjoint_b", "a_is_sparse", "b_is_sparse", "output_type"},
    "linalg.matvec": {"adjoint_a", "a_is_sparse", "b_is_sparse"},
    "linalg.diag": {"num_rows", "num_cols", "padding_value", "align"},
    "linalg.diag_part": {"padding_value", "align"},
    "linalg.set_diag": {"align"},
    "linalg.matrix_rank": {"validate_args"},
    "linalg.pinv": {"validate_args"},
    "math.l2_normalize": {"dim"},
    "math.bincount": {"axis", "binary_output"},
    "strided_slice": {"begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "var"},
    "nest.flatten": {"expand_composites"},
}
LEFT_OUT["matmul"] |= {"grad_a", "grad_b"}
LEFT_OUT["strided_slice"] |= {"shrink_axis_mask"}
ANYWHERE = {"name", "layout", "bad_indices_policy"}
LEFT_OUT["function"] = {
    f"experimental_{name}"
    for name in (
        *("implements", "autograph_options", "attributes", "relax_shapes", "compile"),
        "follow_type_hints",
    )
}


@pytest.mark.parametrize("name", sorted(operations()))
def test_parameters_are_tensorflows(name):
    """The same names in the same order with the same defaults."""
    import tensorflow

    if isinstance(table.find(kerasish, name), type):
        pytest.skip("a class: tests/core makes its objects")
    theirs = parameters(table.find(tensorflow, name))
    ours = parameters(table.find(kerasish, name))
    if theirs is None or any(p.kind is p.VAR_KEYWORD for p in (theirs | ours).values()):
        pytest.skip("takes any keyword")
    left_out = ANYWHERE | next(
        (
            names
            for other, names in LEFT_OUT.items()
            if table.find(kerasish, other) is table.find(kerasish, name)
        ),
        set(),
    )
    assert [n for n in ours if n not in ANYWHERE] == [n for n in theirs if n not in left_out]
    for parameter in ours.values():
        if parameter.name not in (*ANYWHERE, "data_format"):
            assert repr(parameter.default) == repr(theirs[parameter.name].default), parameter.name


def parameters(operation) -> dict[str, inspect.Parameter] | None:
    try:
        return dict(inspect.signature(operation).parameters)
    except (TypeError, ValueError):
        return None


# -- names that are not there -------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, words",
    [
        ("reshpe", "tf.reshape"),
        ("math.reduce_varience", "tf.math.reduce_variance"),
        ("nn.sofmax", "tf.nn.softmax"),
        ("linalg.inverse", "inv"),
        ("sum", "tf.reduce_sum"),
        ("mean", "tf.reduce_mean"),
        ("placeholder", "tf.function"),
        ("Session", "tf.function"),
        ("strings", "Python"),
        ("RaggedTensor", "pad"),
        ("random.randn", "tf.random"),
    ],
)
def test_a_name_that_is_missing_says_what_to_use(name, words):
    with pytest.raises(AttributeError) as caught:
        table.find(kerasish, name)
    assert words in str(caught.value)


def test_hasattr_and_dir():
    assert not hasattr(kerasish, "Session")
    assert set(dir(kerasish)) >= {"constant", "keras", "nn"}
    assert "missing" not in dir(kerasish.math)


def test_keras_is_loaded_when_it_is_used():
    program = (
        "import sys, kerasish as tf; assert 'kerasish.keras' not in sys.modules; "
        "tf.keras.layers; assert 'kerasish.keras' in sys.modules; "
        "from kerasish.keras.models import Sequential; from kerasish import keras; "
        "from kerasish.math import log; import kerasish.nn; assert tf.losses is keras.losses"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_version():
    import tomllib

    project = Path(__file__).parents[2] / "pyproject.toml"
    assert tomllib.loads(project.read_text())["project"]["version"] == kerasish.__version__
