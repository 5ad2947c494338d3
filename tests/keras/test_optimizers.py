"""Every optimizer beside Keras: weights after several steps, state, mistakes."""

import numpy as np
import pytest

from beside_keras import parity

RNG = np.random.default_rng(3)
START = [RNG.normal(size=shape).astype(np.float32) for shape in ((3, 2), (2,))]
STEPS = [[RNG.normal(size=each.shape).astype(np.float32) for each in START] for _ in range(5)]

CASES = {
    "SGD": {},
    "SGD fast": {"learning_rate": 0.5},
    "SGD momentum": {"momentum": 0.9},
    "SGD nesterov": {"momentum": 0.9, "nesterov": True},
    "RMSprop": {},
    "RMSprop momentum": {"momentum": 0.5, "rho": 0.8},
    "RMSprop centered": {"centered": True},
    "RMSprop all": {"centered": True, "momentum": 0.3, "epsilon": 1e-3, "learning_rate": 0.1},
    "Adam": {},
    "Adam fast": {"learning_rate": 0.1, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4},
    "Adam amsgrad": {"amsgrad": True, "learning_rate": 0.01},
    "AdamW": {},
    "AdamW all": {"learning_rate": 0.1, "weight_decay": 0.2, "amsgrad": True, "clipvalue": 0.5},
    "Adagrad": {},
    "Adagrad fast": {"learning_rate": 1.0, "initial_accumulator_value": 0.5, "epsilon": 1e-3},
}
OPTIONS = {
    "weight_decay": {"weight_decay": 0.1},
    "clipnorm": {"clipnorm": 0.8},
    "clipnorm above": {"clipnorm": 100.0},
    "clipnorm zero": {"clipnorm": 0.0},
    "clipvalue": {"clipvalue": 0.3},
    "global_clipnorm": {"global_clipnorm": 0.7},
    "global_clipnorm above": {"global_clipnorm": 100.0},
    "decay and clipping": {"weight_decay": 0.05, "global_clipnorm": 0.7},
}


def variables_of(keras):
    return [keras.Variable(each, name=name) for each, name in zip(START, ("kernel", "bias"))]


@parity
@pytest.mark.parametrize("case", CASES)
def test_five_steps(keras, case):
    variables = variables_of(keras)
    optimizer = getattr(keras.optimizers, case.split()[0])(**CASES[case])
    results = []
    for gradients in STEPS:
        optimizer.apply_gradients(zip(gradients, variables))
        results.append([np.asarray(each) for each in variables])
    remembered = [(each.path, each) for each in optimizer.variables if each.name != "iteration"]
    return results, remembered, int(np.asarray(optimizer.iterations)), optimizer.name


@parity
@pytest.mark.parametrize("name", ["SGD", "RMSprop", "Adam", "AdamW", "Adagrad"])
@pytest.mark.parametrize("option", OPTIONS)
def test_five_steps_with_clipping_and_decay(keras, name, option):
    variables = variables_of(keras)
    optimizer = getattr(keras.optimizers, name)(learning_rate=0.1, **OPTIONS[option])
    for gradients in STEPS:
        optimizer.apply(gradients, variables)
    given = [getattr(optimizer, key) for key in ("clipnorm", "clipvalue", "global_clipnorm")]
    return [np.asarray(each) for each in variables], given, optimizer.weight_decay


@parity
@pytest.mark.parametrize("option", ["clipnorm", "global_clipnorm", "clipvalue"])
def test_clipping_gradients_of_zero(keras, option):
    variables = variables_of(keras)
    optimizer = keras.optimizers.SGD(0.1, **{option: 0.5})
    optimizer.apply([np.zeros((3, 2), np.float32), np.zeros(2, np.float32)], variables)
    return [np.asarray(each) for each in variables]


@parity(warns=True)
def test_a_variable_without_a_gradient_does_not_decay(keras):
    variables = variables_of(keras)
    keras.optimizers.SGD(0.1, weight_decay=0.5).apply([None, STEPS[0][1]], variables)
    return [np.asarray(each) for each in variables]


@parity
@pytest.mark.parametrize("by_name", [True, False])
def test_variables_that_do_not_decay(keras, by_name):
    variables = variables_of(keras)
    optimizer = keras.optimizers.AdamW(0.1, weight_decay=0.5)
    if by_name:
        optimizer.exclude_from_weight_decay(var_names=["bias"])
    else:
        optimizer.exclude_from_weight_decay(var_list=[variables[0]])
    for gradients in STEPS:
        optimizer.apply(gradients, variables)
    return [np.asarray(each) for each in variables]


@parity(raises="ValueError", says="all but one")
def test_two_ways_to_clip(keras):
    keras.optimizers.Adam(clipnorm=1.0, clipvalue=0.5)


@parity(raises="ValueError", says="optimizers.Adam")
def test_adamw_without_decay(keras):
    keras.optimizers.AdamW(weight_decay=None)


@parity(tolerance=(2e-4, 2e-5))
@pytest.mark.parametrize("name", ["adamw", "adagrad", "clipping"])
def test_a_fit(keras, name):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.set_weights(START)
    optimizer = name
    if name == "clipping":
        optimizer = keras.optimizers.SGD(0.1, global_clipnorm=0.1, weight_decay=0.01)
    model.compile(optimizer, "mse")
    x, y = np.vstack([each[0] for each in STEPS])[:, [0, 1, 0]], np.ones((15, 2), np.float32)
    history = model.fit(x, y, epochs=2, batch_size=5, shuffle=False, verbose=0)
    return history.history, model.get_weights()


@parity
def test_the_learning_rate_can_be_set(keras):
    variables = variables_of(keras)
    optimizer = keras.optimizers.SGD(learning_rate=0.1)
    results = [optimizer.learning_rate]
    for rate, gradients in zip((0.1, 1.0, 0.01), STEPS):
        optimizer.learning_rate = rate
        optimizer.apply(gradients, variables)
        results += [[np.asarray(each) for each in variables], optimizer.learning_rate]
    optimizer.learning_rate.assign(0.3)
    return [*results, float(np.asarray(optimizer.learning_rate))]


@parity(warns=True)
def test_a_gradient_of_none_leaves_its_variable_alone(keras):
    variables = variables_of(keras)
    optimizer = keras.optimizers.Adam(0.1)
    optimizer.apply([STEPS[0][0], None], variables)
    return [np.asarray(each) for each in variables]


@parity
def test_built_beforehand(keras):
    variables = variables_of(keras)
    optimizer = keras.optimizers.Adam()
    before = optimizer.built
    optimizer.build(variables)
    optimizer.apply(STEPS[0])
    return before, optimizer.built, len(optimizer.variables), [np.asarray(v) for v in variables]


@parity
@pytest.mark.parametrize(
    "name", ["sgd", "SGD", "rmsprop", "RMSprop", "adam", "Adam", "ADAM", "AdamW", "adagrad"]
)
def test_found_by_name(keras, name):
    optimizer = keras.optimizers.get(name)
    return type(optimizer).__name__, optimizer.name, optimizer.learning_rate


@parity
def test_an_optimizer_of_ones_own(keras):
    class Sign(keras.optimizers.Optimizer):
        def update_step(self, gradient, variable, learning_rate):
            variable.assign_sub(learning_rate * gradient / abs(gradient))

    variables = variables_of(keras)
    optimizer = Sign(learning_rate=0.5)
    optimizer.apply_gradients(zip(STEPS[0], variables))
    return [np.asarray(each) for each in variables], optimizer.name


@parity(raises="ValueError", says="with a point")
def test_a_whole_number_as_learning_rate(keras):
    keras.optimizers.SGD(learning_rate=1)


@parity(raises="ValueError", says="learning_rate")
def test_a_misspelt_argument(keras):
    keras.optimizers.Adam(lr=0.1)


@parity(raises="ValueError", says="between \\[0, 1\\]")
def test_a_momentum_above_one(keras):
    keras.optimizers.SGD(momentum=2.0)


@parity(raises="ValueError", says="Did you mean 'adam'")
def test_a_misspelt_name(keras):
    keras.optimizers.get("adm")


@parity(raises="ValueError", says="inside the tape")
def test_no_gradient_at_all(keras):
    keras.optimizers.SGD().apply([None, None], variables_of(keras))


@parity(raises="ValueError", says="new optimizer")
def test_variables_that_it_does_not_know(keras):
    optimizer = keras.optimizers.SGD(momentum=0.5)
    optimizer.apply(STEPS[0], variables_of(keras))
    optimizer.apply(STEPS[0], variables_of(keras))


@parity(raises="ValueError", says="build")
def test_gradients_without_variables(keras):
    keras.optimizers.SGD().apply(STEPS[0])
