"""What a training that is interrupted leaves, steps that can be looked into, and seeds."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import kerasish as tf
from kerasish import keras

ROOT = Path(__file__).parents[2]
RNG = np.random.default_rng(4)
X = RNG.normal(size=(70, 4)).astype(np.float32)
Y = X[:, :2].copy()


def compiled(**options):
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((4,)), layers.Dense(8, "tanh"), layers.Dropout(0.5), layers.Dense(2)]
    )
    model.compile("adam", "mse", metrics=["mae"], **options)
    return model


class Interrupt(keras.callbacks.Callback):
    """Presses Ctrl-C in the third epoch."""

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        if self.epoch == 2 and batch == 1:
            raise KeyboardInterrupt


def assert_usable(model, epochs):
    """Its history has the finished epochs; it predicts, and another fit goes on."""
    history = model.history
    assert history.epoch == list(range(epochs))
    assert {name: len(values) for name, values in history.history.items()} == {
        "loss": epochs,
        "mae": epochs,
    }
    assert all(np.isfinite(weight).all() for weight in model.get_weights())
    before = model.evaluate(X, Y, verbose=0)[0]
    assert np.isfinite(model.predict(X, verbose=0)).all()
    assert len(model.fit(X, Y, epochs=20, verbose=0).history["loss"]) == 20
    assert model.evaluate(X, Y, verbose=0)[0] < before


@pytest.mark.parametrize("data", ["arrays", "dataset"])
def test_an_interrupt_in_a_callback_leaves_a_usable_model(data):
    model = compiled()
    if data == "arrays":
        given = {"x": X, "y": Y}
    else:
        given = {"x": tf.data.Dataset.from_tensor_slices((X, Y)).batch(32)}
    with pytest.raises(KeyboardInterrupt):
        model.fit(**given, epochs=5, verbose=0, callbacks=[Interrupt()])
    assert_usable(model, epochs=2)
    assert int(model.optimizer.iterations.numpy()) >= 2 * 3 + 2


LONG = """
import numpy as np
from kerasish import keras

class Tell(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        print(epoch, flush=True)

x = np.ones([20_000, 16], "float32")
model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(32), keras.layers.Dense(1)])
model.compile("sgd", "mse")
try:
    model.fit(x, x[:, :1], epochs=100_000, verbose=0, callbacks=[Tell()])
except KeyboardInterrupt:
    finished = len(model.history.history["loss"])
    in_order = model.history.epoch == list(range(finished))
    finite = all(np.isfinite(weight).all() for weight in model.get_weights())
    predicted = model.predict(x[:4], verbose=0).shape
    more = len(model.fit(x, x[:, :1], verbose=0).history["loss"])
    print("interrupted", in_order, finite, predicted, more)
    print(finished)
"""


def test_ctrl_c_in_a_long_fit_leaves_a_usable_model():
    with subprocess.Popen(
        [sys.executable, "-c", LONG], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        told = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    assert told == ["0\n", "1\n", "2\n", "3\n"]
    assert process.returncode == 0
    *later, said, finished = rest.splitlines()
    assert said == "interrupted True True (4, 1) 1"
    begun = len(told) + len(later)
    assert int(finished) in (begun - 1, begun)  # the last one, unless it had just ended


def test_eager_steps_show_numbers():
    seen = []

    class Looked(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(2)

        def call(self, x):
            outputs = self.dense(x)
            seen.append(("call", outputs.numpy().shape))
            return outputs

        def train_step(self, data):
            x, y = data
            results = super().train_step(data)
            seen.append(("step", float(tf.reduce_sum(x)), float(results["loss"])))
            return results

    model = Looked()
    model.compile("sgd", "mse", run_eagerly=True)
    model.fit(X[:64], Y[:64], shuffle=False, verbose=0)
    steps = [each for each in seen if each[0] == "step"]
    assert [total for _, total, _ in steps] == pytest.approx(
        [X[:32].sum(), X[32:64].sum()], abs=1e-4
    )
    assert steps[-1][2] == pytest.approx(model.history.history["loss"][0])
    assert ("call", (32, 2)) in seen


SEEDED = """
import hashlib
import numpy as np
from kerasish import keras

rng = np.random.default_rng(4)
x = rng.normal(size=(70, 4)).astype(np.float32)
keras.utils.set_random_seed(1)
layers = keras.layers
model = keras.Sequential(
    [keras.Input((4,)), layers.Dense(8, "tanh"), layers.Dropout(0.5), layers.Dense(2)]
)
model.compile("adam", "mse", metrics=["mae"])
model.fit(x, x[:, :2].copy(), epochs=3, verbose=0)
print(hashlib.sha256(b"".join(w.tobytes() for w in model.get_weights())).hexdigest())
"""


def trained(seed):
    keras.utils.set_random_seed(seed)
    model = compiled()
    model.fit(X, Y, epochs=3, verbose=0)
    return model.get_weights()


def test_a_seed_makes_a_run_repeat_bit_for_bit():
    one, same, other = trained(1), trained(1), trained(2)
    assert all(map(np.array_equal, one, same))
    assert not any(map(np.array_equal, one, other))


def test_a_seed_makes_a_run_repeat_in_another_process():
    found = [
        subprocess.Popen(
            [sys.executable, "-c", SEEDED],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("7", "8")
    ]
    one, other = (process.communicate()[0].strip() for process in found)
    assert len(one) == 64
    assert one == other
