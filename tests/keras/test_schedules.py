"""Learning rate schedules beside Keras: rates, steps with them, reading and setting the rate.

dtypes are not compared: kerasish lets JAX have float64, and Keras's schedules then take it.
"""

import numpy as np
import pytest

from beside_keras import ours, parity

CASES = {
    "ExponentialDecay": (0.1, 10, 0.5),
    "ExponentialDecay staircase": (0.1, 10, 0.5, True),
    "InverseTimeDecay": (0.1, 10.0, 0.5),
    "InverseTimeDecay staircase": (0.1, 10, 2, True),
    "PolynomialDecay": (0.1, 20),
    "PolynomialDecay power": (0.1, 20, 0.01, 0.5),
    "PolynomialDecay cycle": (0.1, 7, 0.01, 2.0, True),
    "CosineDecay": (0.1, 20),
    "CosineDecay alpha": (0.1, 20, 0.2),
    "CosineDecay warmup": (0.0, 20, 0.1, "named", 0.5, 5),
    "CosineDecay no warmup": (0.1, 20, 0.1, "named", 0.5, 0),
    "PiecewiseConstantDecay": ([5, 10], [1.0, 0.5, 0.1]),
    "PiecewiseConstantDecay one": ([8.0], [1.0, 0.25]),
}
STEPS = [0, 1, 4, 5, 6, 7, 8, 10, 11, 13, 14, 20, 21, 25, 30, 100]
RNG = np.random.default_rng(4)
START = RNG.normal(size=(3, 2)).astype(np.float32)
GRADIENTS = RNG.normal(size=(5, 3, 2)).astype(np.float32)


def schedule_of(keras, case):
    return getattr(keras.optimizers.schedules, case.split()[0])(*CASES[case])


@parity(dtypes=False)
@pytest.mark.parametrize("case", CASES)
def test_rates(keras, case):
    schedule = schedule_of(keras, case)
    of_tensor = schedule(keras.Variable(7, dtype="int32").value)
    return [np.asarray(schedule(step)) for step in STEPS], of_tensor, schedule.name


@parity(dtypes=False)
@pytest.mark.parametrize("case", CASES)
def test_steps_with_a_schedule(keras, case):
    variable = keras.Variable(START, name="kernel")
    optimizer = keras.optimizers.Adam(schedule_of(keras, case), weight_decay=0.1)
    results = []
    for gradient in GRADIENTS:
        results.append(np.asarray(optimizer.learning_rate))
        optimizer.apply([gradient], [variable])
    return results, np.asarray(variable), [each.path for each in optimizer.variables]


@parity(dtypes=False)
def test_a_schedule_of_ones_own(keras):
    class Mine(keras.optimizers.schedules.LearningRateSchedule):
        def __init__(self, initial_learning_rate):
            self.initial_learning_rate = initial_learning_rate

        def __call__(self, step):
            return self.initial_learning_rate / (step + 1)

    variable = keras.Variable(START)
    optimizer = keras.optimizers.SGD(Mine(0.1))
    for gradient in GRADIENTS:
        optimizer.apply([gradient], [variable])
    return np.asarray(variable), np.asarray(optimizer.learning_rate)


@parity
def test_a_function_as_learning_rate(keras):
    variable = keras.Variable(START)
    optimizer = keras.optimizers.SGD(lambda: 0.25)
    optimizer.apply([GRADIENTS[0]], [variable])
    return np.asarray(variable), optimizer.learning_rate, len(optimizer.variables)


def model_with(keras, rate):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.set_weights([START, np.zeros(2, np.float32)])
    model.compile(keras.optimizers.SGD(rate), "mse")
    return model


X = RNG.normal(size=(22, 3)).astype(np.float32)
Y = RNG.normal(size=(22, 2)).astype(np.float32)


@parity(tolerance=(1e-4, 1e-5), dtypes=False)
@pytest.mark.parametrize("case", ["ExponentialDecay", "CosineDecay warmup"])
def test_a_fit_with_a_schedule(keras, case):
    model = model_with(keras, schedule_of(keras, case))
    history = model.fit(X, Y, epochs=3, batch_size=5, shuffle=False, verbose=0)
    return history.history, model.get_weights(), np.asarray(model.optimizer.learning_rate)


@parity(tolerance=(1e-4, 1e-5), dtypes=False)
def test_a_rate_that_is_replaced_between_fits(keras):
    model = model_with(keras, 0.1)
    fit = {"batch_size": 5, "shuffle": False, "verbose": 0}
    model.fit(X, Y, **fit)
    model.optimizer.learning_rate = 1
    rate = np.asarray(model.optimizer.learning_rate)
    model.optimizer.learning_rate = np.float32(0.02)
    model.fit(X, Y, **fit)
    model.optimizer.learning_rate = schedule_of(keras, "ExponentialDecay")
    model.fit(X, Y, **fit)
    names = [each.name for each in model.optimizer.variables]
    return rate, model.get_weights(), names


def test_a_schedule_in_the_place_of_another():
    # not beside Keras: on JAX its compiled step goes on with the first
    model = model_with(ours, schedule_of(ours, "ExponentialDecay"))
    model.fit(X, Y, verbose=0)
    before = model.get_weights()
    model.optimizer.learning_rate = ours.optimizers.schedules.PiecewiseConstantDecay([], [0.0])
    model.fit(X, Y, verbose=0)
    np.testing.assert_array_equal(model.get_weights()[0], before[0])


@parity(raises="TypeError", says="float")
def test_setting_the_rate_of_a_schedule(keras):
    optimizer = keras.optimizers.SGD(schedule_of(keras, "CosineDecay"))
    optimizer.learning_rate = 0.1


@parity(raises="ValueError", says="batches in an epoch")
@pytest.mark.parametrize("name", ["ExponentialDecay", "InverseTimeDecay"])
def test_no_steps(keras, name):
    getattr(keras.optimizers.schedules, name)(0.1, 0, 0.5)


@parity(raises="ValueError", says="one rate for each stretch")
def test_boundaries_and_values_that_do_not_go_together(keras):
    keras.optimizers.schedules.PiecewiseConstantDecay([1, 2], [0.1, 0.2])


@parity(raises="NotImplementedError", says="__call__")
def test_a_schedule_that_does_not_say(keras):
    keras.optimizers.schedules.LearningRateSchedule()(0)
