"""Compiled kernels that another process takes from a folder."""

import gc
import json
import os
import subprocess
import sys

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerasish.core import reuse
from kerasish.core.dtypes import DType, float32
from kerasish.core.op import Op
from kerasish.core.reuse import Unspeakable, spelled

PROGRAM = """
import json, sys
import jax
import numpy as np

compiled = []
jax.monitoring.register_event_duration_secs_listener(
    lambda event, seconds, **_: compiled.append(event) if "jaxpr_trace" in event else None
)
import kerasish as tf
from kerasish import keras

tf.random.set_seed(3)
x = tf.constant(np.arange(6, dtype=np.float32).reshape(3, 2))
W = tf.Variable(tf.random.normal((2, 4), stddev=0.5))
drop = keras.layers.Dropout(0.5, seed=1)
said = []
for _ in range(2):
    with tf.GradientTape() as tape:
        y = tf.nn.relu(drop(x @ W, training=True))
        loss = tf.reduce_mean(tf.square(y - 1.0)) + tf.reduce_sum(W[0, ::2])
    W.assign_sub(0.1 * tape.gradient(loss, W))
    said.append([float(loss), W.numpy().tolist()])
first, second = tf.split(tf.range(6.0), 2)
said += [(first * second).numpy().tolist(), tf.argmax(x, axis=1).numpy().tolist()]
count = len(compiled)
try:
    x @ x
except tf.errors.InvalidArgumentError as error:
    said.append(str(error))
said.append(tf.function(lambda v: tf.reduce_sum(v * v))(x).numpy().tolist())
said.append((tf.ones((5, 2)) + tf.ones((5, 2))).numpy().tolist())  # a shape that only one has seen
print(json.dumps([said, count]))
"""


def run(folder, fill: bool, program: str = PROGRAM):
    """What a program says in a process of its own, and how often it was traced."""
    environment = dict(os.environ) | {
        "KERASISH_COMPILED": str(folder),
        "KERASISH_COMPILED_FILL": str(int(fill)),
    }
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_another_process_computes_the_same_and_traces_nothing(tmp_path):
    said, traced = run(tmp_path, fill=True)
    assert traced > 10
    for path in tmp_path.glob("*.kernel"):
        assert path.stat().st_size > 100
    others = sorted(tmp_path.iterdir())
    again, traced_again = run(tmp_path, fill=False, program=PROGRAM.replace("(5, 2)", "(7, 2)"))
    assert again[:-1] == said[:-1]
    assert len(again[-1]) == 7 and len(said[-1]) == 5
    assert traced_again == 0
    assert sorted(tmp_path.iterdir()) == others  # who only reads adds nothing


def operations() -> list[Op]:
    return [thing for thing in gc.get_objects() if type(thing) is Op]


def test_the_name_of_an_operation_stands_for_its_function_alone():
    ours = [op for op in operations() if op.__module__.startswith("kerasish.")]
    assert len(ours) > 150
    names = {(op.__module__, op.function.__qualname__) for op in ours}
    assert len(names) == len(ours)
    assert not [op for op in ours if op.function.__closure__]


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text())
    | st.sampled_from([float32, DType, int, float, bool, str]),
    lambda values: st.lists(values, max_size=3).map(tuple),
)


@given(PLAIN, PLAIN)
def test_values_that_differ_are_spelled_differently(one, other):
    same = repr((type(one), one)) == repr((type(other), other))
    assert (spelled(one) == spelled(other)) == same


@pytest.mark.parametrize("value", [lambda: 0, [1], object(), (1, {2}), type("int", (), {})])
def test_what_another_process_would_call_otherwise_is_no_key(value):
    with pytest.raises(Unspeakable):
        spelled(value)


@pytest.mark.parametrize("rows", [3, 3000])
@pytest.mark.parametrize("options", [None, {"xla_no_such_option": True}])
def test_what_is_compiled_in_little_time_computes_the_same(monkeypatch, rows, options):
    if options is not None:
        monkeypatch.setattr(reuse, "_options", lambda arrays: options)
    x = np.random.default_rng(0).normal(size=(rows, 5)).astype(np.float32)
    jitted = jax.jit(lambda x: jnp.exp(x) @ jnp.tanh(x).T / jnp.sum(x * x))
    quick = reuse._compile(jitted.lower(x), (x,))
    np.testing.assert_allclose(quick(x), jitted(x), rtol=1e-4, atol=1e-6)
