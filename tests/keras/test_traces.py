"""A model is traced once for each kind of step and each shape of batch, and compiled as often."""

import collections

import numpy as np
import pytest

import kerasish as tf
from kerasish import keras

RNG = np.random.default_rng(3)
X = RNG.normal(size=(70, 4)).astype(np.float32)
Y = X[:, :2].copy()


class Net(keras.Model):
    """A model whose steps count how often Python ran, by the kind of step and the batch size."""

    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(2)
        self.traces = collections.Counter()
        self.call(tf.ones([1, 4]))  # make the weights, so that the first trace is also the last

    def call(self, x):
        return self.dense(x)

    def train_step(self, data):
        self.traces["train", data[0].shape[0]] += 1
        return super().train_step(data)

    def test_step(self, data):
        self.traces["test", data[0].shape[0]] += 1
        return super().test_step(data)

    def predict_step(self, data):
        self.traces["predict", data[0].shape[0]] += 1
        return super().predict_step(data)


@pytest.fixture
def net():
    net = Net()
    net.compile("adam", "mse", metrics=["mae"])
    return net


def programs(net):
    """How many programs JAX compiled for the steps, by kind of step, size of batch and form."""
    found = {
        (key[0], batch[1][0][0], form): jitted._cache_size()
        for key, stepper in net._steppers.items()
        for batch, compiled in stepper._compiled.items()
        for form, jitted in vars(compiled).items()
        if hasattr(jitted, "_cache_size")
    }
    return {place: count for place, count in found.items() if count}


def everything(net, epochs=1):
    """32 + 32 + 6 rows to train and predict, 16 + 4 to validate."""
    net.fit(X, Y, epochs=epochs, verbose=0)
    net.evaluate(X[:20], Y[:20], batch_size=16, verbose=0)
    net.predict(X, verbose=0)


def test_once_for_each_kind_of_step_and_shape_of_batch(net):
    everything(net, epochs=3)
    assert net.traces == {
        ("train", 32): 1,
        ("train", 6): 1,
        ("test", 16): 1,
        ("test", 4): 1,
        ("predict", 32): 1,
        ("predict", 6): 1,
    }


def test_nothing_is_traced_or_compiled_a_second_time(net):
    everything(net)
    traces, compiled = net.traces.copy(), programs(net)
    everything(net, epochs=4)
    assert net.traces == traces
    assert programs(net) == compiled
    assert set(compiled.values()) == {1}


def test_one_program_a_shape_however_many_steps_a_dispatch_has(net):
    rows = np.repeat(X[:32], 100, axis=0)  # the first dispatch has 16 steps, the others more
    net.fit(rows, rows[:, :2], epochs=2, verbose=0)
    assert set(programs(net).values()) == {1}
    assert net.traces == {("train", 32): 1}


def test_validation_is_a_step_of_its_own_and_shared_with_evaluate(net):
    net.fit(X[:64], Y[:64], epochs=3, verbose=0, validation_data=(X[:40], Y[:40]))
    net.evaluate(X[:40], Y[:40], verbose=0)
    assert net.traces == {("train", 32): 1, ("test", 32): 1, ("test", 8): 1}


def test_weights_that_are_made_on_the_way_cost_no_second_trace():
    seen = []

    class Seen(keras.layers.Layer):
        def call(self, x):
            seen.append(x.shape)
            return x

    model = keras.Sequential([keras.Input((4,)), Seen(), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    seen.clear()
    model.fit(X[:64], Y[:64], epochs=2, verbose=0)
    assert seen == [(32, 4)]


def test_compile_traces_once_more(net):
    net.fit(X, Y, verbose=0)
    net.compile("sgd", "mae")
    net.fit(X, Y, verbose=0, epochs=2)
    assert net.traces == {("train", 32): 2, ("train", 6): 2}


def test_batches_that_come_ready_and_single_batches_share_the_trace(net):
    net.fit(X, Y, verbose=0)
    net.fit(tf.data.Dataset.from_tensor_slices((X, Y)).batch(32), verbose=0)
    net.train_on_batch(X[:32], Y[:32])
    assert net.traces == {("train", 32): 1, ("train", 6): 1}


def test_freezing_a_layer_traces_once_more(net):
    net.fit(X[:64], Y[:64], verbose=0)
    net.dense.trainable = False
    kernel = net.dense.kernel.numpy()
    net.fit(X[:64], Y[:64], verbose=0, epochs=2)
    assert net.traces == {("train", 32): 2}
    np.testing.assert_array_equal(net.dense.kernel.numpy(), kernel)


def test_eager_steps_run_python_for_every_batch():
    net = Net()
    net.compile("sgd", "mse", run_eagerly=True)
    net.fit(X, Y, verbose=0, epochs=2)
    assert net.traces == {("train", 32): 4, ("train", 6): 2}
