"""Every optimizer beside Keras: weights after several steps, state, mistakes."""

import numpy as np
import pytest

import kerasish as tf
from beside_keras import assert_same, parity
from kerasish import keras as ours

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


@pytest.mark.parametrize("shape", [(3, 2), (2, 2, 3), (2,)])
def test_a_gradient_of_another_shape(shape):
    variable = tf.Variable(tf.ones([2, 3]), name="kernel")
    optimizer = ours.optimizers.Adam()
    says = r"'kernel:0' has the shape \("
    with pytest.raises(tf.errors.InvalidArgumentError, match=says) as told:
        optimizer.apply_gradients([(tf.ones(shape), variable)])
    assert str(shape) in str(told.value) and "(2, 3)" in str(told.value)
    assert int(optimizer.iterations) == 0


@parity(raises="ValueError", says="build")
def test_gradients_without_variables(keras):
    keras.optimizers.SGD().apply(STEPS[0])


# -- a step is one compiled program, and nothing of that shows ----------------------------------


@parity(dtypes=False)
@pytest.mark.parametrize("name", ["SGD", "RMSprop", "Adam", "AdamW"])
@pytest.mark.parametrize("case", ["assigned", "function", "schedule from the third step on"])
def test_the_learning_rate_changes_between_steps(keras, name, case):
    rates = [0.5, 0.1, 1.0, 0.01, 0.2]
    variables, results, now = variables_of(keras), [], []
    optimizer = getattr(keras.optimizers, name)((lambda: now[-1]) if case == "function" else 0.3)
    for step, gradients in enumerate(STEPS):
        now.append(rates[step])
        if case == "assigned" and step != 3:
            optimizer.learning_rate = rates[step]
        if case.startswith("schedule") and step == 2:
            schedule = keras.optimizers.schedules.ExponentialDecay(0.5, 1, 0.5)
            optimizer.learning_rate = schedule
        optimizer.apply_gradients(zip(gradients, variables))
        results.append([np.asarray(each) for each in variables])
    return results, int(np.asarray(optimizer.iterations))


@parity
def test_settings_change_between_steps(keras):
    variables = variables_of(keras)
    optimizer = keras.optimizers.SGD(0.1, momentum=0.9, clipnorm=0.5)
    for step, gradients in enumerate(STEPS):
        optimizer.momentum = 0.9 - 0.1 * step
        optimizer.clipnorm = None if step == 3 else 0.5
        optimizer.apply(gradients, variables)
    return [np.asarray(each) for each in [*variables, *optimizer.variables[1:]]]


@parity
def test_two_optimizers_of_one_form_keep_apart(keras):
    both = [(variables_of(keras), keras.optimizers.Adam(rate)) for rate in (0.1, 0.01)]
    for place, gradients in enumerate(STEPS):
        variables, optimizer = both[place % 2]
        optimizer.apply(gradients, variables)
    return [[np.asarray(each) for each in [*v, *o.variables[2:]]] for v, o in both]


@parity
def test_some_of_the_variables_in_another_order(keras):
    kernel, bias = variables_of(keras)
    twin = keras.Variable(START[0] + 1, name="twin")
    optimizer = keras.optimizers.Adam(0.1)
    optimizer.build([kernel, bias, twin])
    for (of_kernel, of_bias), variables in zip(STEPS, ([kernel], [twin, bias], [bias, kernel])):
        gradients = [of_bias if each is bias else of_kernel for each in variables]
        optimizer.apply(gradients, variables)
    return [np.asarray(each) for each in [kernel, bias, twin, *optimizer.variables[1:]]]


@parity
def test_python_code_of_ones_own_runs_at_every_step(keras):
    class Telling(keras.optimizers.SGD):
        def update_step(self, gradient, variable, learning_rate):
            print(variable.name, float(np.asarray(gradient).sum()) > 0)
            super().update_step(gradient, variable, learning_rate)

    variables = variables_of(keras)
    optimizer = Telling(0.1, momentum=0.5)
    for gradients in STEPS:
        optimizer.apply_gradients(zip(gradients, variables))
    return [np.asarray(each) for each in variables]


@parity
def test_a_schedule_of_ones_own_runs_at_every_step(keras):
    class Telling(keras.optimizers.schedules.LearningRateSchedule):
        def __call__(self, step):
            print("step", int(step))
            return 0.5 / (step + 1)

    variables = variables_of(keras)
    optimizer = keras.optimizers.Adam(Telling())
    for gradients in STEPS:
        optimizer.apply(gradients, variables)
    return [np.asarray(each) for each in variables]


@parity
def test_an_optimizer_goes_on_from_the_state_of_another(keras):
    first, second = (keras.optimizers.Adam(0.1) for _ in range(2))
    before, after = variables_of(keras), variables_of(keras)
    second.build(after)
    for gradients in STEPS[:3]:
        first.apply(gradients, before)
    for optimizer, other in zip(first.variables, second.variables, strict=True):
        other.assign(optimizer.value)
    for gradients in STEPS[3:]:
        second.apply(gradients, after)
    return [np.asarray(each) for each in [*after, *second.variables[1:]]]


def at_once(optimizer, variables, gradients):
    optimizer.apply(gradients, variables)


def one_by_one(optimizer, variables, gradients):
    """The same step as operations: `run_functions_eagerly` lets nothing be compiled."""
    tf.config.run_functions_eagerly(True)
    try:
        optimizer.apply(gradients, variables)
    finally:
        tf.config.run_functions_eagerly(False)


MISFITS = {
    "another shape": [np.ones((3, 2), np.float32), np.ones(3, np.float32)],
    "text": [np.ones((3, 2), np.float32), "gradient"],
}


@pytest.mark.parametrize("case", MISFITS)
def test_a_mistake_is_told_as_it_is_without_compiling(case):
    """Also after good steps, and the variables before the mistake have changed."""
    outcomes = []
    for step in (at_once, one_by_one):
        variables, optimizer = variables_of(ours), ours.optimizers.Adam(0.1)
        step(optimizer, variables, STEPS[0])
        with pytest.raises(Exception) as caught:
            step(optimizer, variables, MISFITS[case])
        outcomes.append((caught.type, str(caught.value), [each.numpy() for each in variables]))
    (kind, text, left), (kind_before, text_before, left_before) = outcomes
    assert (kind, text) == (kind_before, text_before)
    for one, other in zip(left, left_before, strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-5)


def test_a_tape_around_a_step_records_its_operations():
    outcomes = []
    for step in (at_once, one_by_one):
        variables = [tf.Variable(each) for each in START]
        optimizer = ours.optimizers.AdamW(0.1)
        with tf.GradientTape(persistent=True) as tape:
            loss = sum(tf.reduce_sum(each**2) for each in variables)
            step(optimizer, variables, tape.gradient(loss, variables))
        names = [each.name for each in tape.operations]
        outcomes.append((names, [each.name for each in tape.watched_variables()]))
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][0]) > 10


def test_steps_of_one_form_are_traced_once(monkeypatch):
    calls = []
    change = ours.optimizers.Optimizer._change

    def counted(self, *arguments):
        calls.append(self.name)
        change(self, *arguments)

    monkeypatch.setattr(ours.optimizers.Optimizer, "_change", counted)
    for epsilon in (1e-5, 1e-5, 1e-6):
        optimizer = ours.optimizers.Adam(0.1, epsilon=epsilon, name=f"Adam {epsilon}")
        variables = variables_of(ours)
        for gradients in STEPS:
            optimizer.apply(gradients, variables)
    assert calls == ["Adam 1e-05", "Adam 1e-06"]


def test_settings_that_change_at_every_step_are_not_compiled_for_ever():
    def steps(keras):
        variables = variables_of(keras)
        optimizer = keras.optimizers.SGD(0.1, momentum=0.5)
        for step in range(40):
            optimizer.momentum = 0.5 + step / 100
            optimizer.apply(STEPS[step % 5], variables)
        if keras is ours:
            assert optimizer._programs_made < 40
        return [np.asarray(each) for each in variables]

    assert_same(steps)
