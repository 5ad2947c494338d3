"""Configs are those of Keras, and make the same thing again."""

import json

import numpy as np
import pytest

import keras as real
from beside_keras import parity
from kerasish import keras as ours

MADE = {
    "layers": [
        ("Activation", ("relu",), {}),
        ("Add", (), {}),
        ("AveragePooling1D", (2,), {"strides": 1}),
        ("AveragePooling2D", ((2, 3),), {}),
        ("BatchNormalization", (), {"momentum": 0.9, "gamma_regularizer": "l1"}),
        ("Concatenate", (), {"axis": 1}),
        ("Conv1D", (2, 3), {"padding": "causal", "dilation_rate": 2}),
        ("Conv2D", (2, (3, 1)), {"activation": "relu", "kernel_initializer": "he_normal"}),
        ("Dense", (3,), {"kernel_regularizer": "l2", "name": "first", "trainable": False}),
        ("Dense", (3,), {"activity_regularizer": "l2", "dtype": "float16", "use_bias": False}),
        ("Dropout", (0.5,), {"noise_shape": (None, 1), "seed": 3}),
        ("Embedding", (10, 2), {}),
        ("Flatten", (), {}),
        ("GRU", (3,), {"reset_after": False, "return_state": True}),
        ("GlobalAveragePooling1D", (), {}),
        ("GlobalAveragePooling2D", (), {"keepdims": True}),
        ("GlobalMaxPooling1D", (), {}),
        ("GlobalMaxPooling2D", (), {}),
        ("InputLayer", ((3, None),), {"batch_size": 2, "dtype": "int32"}),
        ("LSTM", (3,), {"dropout": 0.1, "seed": 1, "recurrent_activation": "tanh"}),
        ("LayerNormalization", (), {"axis": [1, 2]}),
        ("MaxPooling1D", (), {}),
        ("MaxPooling2D", (3,), {"strides": 2, "padding": "same"}),
        ("Normalization", (), {}),
        ("Normalization", (), {"axis": None, "mean": 1.0, "variance": 2.0, "invert": True}),
        ("ReLU", (), {"max_value": 6.0}),
        ("Rescaling", (1 / 255,), {"offset": -1}),
        ("Reshape", ((2, -1),), {}),
        ("SimpleRNN", (3,), {"unroll": True, "recurrent_regularizer": "l1"}),
        ("Softmax", (), {"axis": 1}),
    ],
    "optimizers": [
        ("Adagrad", (), {"initial_accumulator_value": 0.2}),
        ("Adam", (0.01,), {"amsgrad": True, "clipnorm": 1.0}),
        ("AdamW", (), {"weight_decay": 0.1}),
        ("RMSprop", (), {"centered": True, "global_clipnorm": 2.0}),
        ("SGD", (0.1,), {"momentum": 0.9, "nesterov": True, "name": "descent"}),
    ],
    "losses": [
        ("BinaryCrossentropy", (), {"from_logits": True, "label_smoothing": 0.1}),
        ("CategoricalCrossentropy", (), {"axis": 1}),
        ("Hinge", (), {}),
        ("Huber", (), {}),
        ("KLDivergence", (), {}),
        ("LogCosh", (), {"name": "mine"}),
        ("MeanAbsoluteError", (), {}),
        ("MeanAbsolutePercentageError", (), {}),
        ("MeanSquaredError", (), {"reduction": "sum"}),
        ("MeanSquaredLogarithmicError", (), {}),
        ("SparseCategoricalCrossentropy", (), {"ignore_class": -1, "reduction": None}),
    ],
    "metrics": [
        ("AUC", (), {"curve": "PR"}),
        ("AUC", (), {"thresholds": [0.2, 0.5]}),
        ("Accuracy", (), {}),
        ("BinaryAccuracy", (), {"threshold": 0.3}),
        ("BinaryCrossentropy", (), {"from_logits": True}),
        ("CategoricalAccuracy", (), {"name": "right"}),
        ("CategoricalCrossentropy", (), {}),
        ("Mean", (), {}),
        ("MeanAbsoluteError", (), {}),
        ("MeanAbsolutePercentageError", (), {}),
        ("MeanSquaredError", (), {}),
        ("MeanSquaredLogarithmicError", (), {}),
        ("Precision", (), {"class_id": 1}),
        ("Recall", (), {"thresholds": [0.1, 0.2]}),
        ("RootMeanSquaredError", (), {}),
        ("SparseCategoricalAccuracy", (), {}),
        ("SparseCategoricalCrossentropy", (), {}),
        ("SparseTopKCategoricalAccuracy", (), {"k": 2}),
        ("Sum", (), {}),
        ("TopKCategoricalAccuracy", (), {}),
    ],
    "initializers": [
        ("Constant", (2.0,), {}),
        ("GlorotNormal", (), {}),
        ("GlorotUniform", (3,), {}),
        ("HeNormal", (), {}),
        ("HeUniform", (), {}),
        ("Identity", (), {}),
        ("LecunNormal", (), {}),
        ("LecunUniform", (), {}),
        ("Ones", (), {}),
        ("Orthogonal", (), {"gain": 2.0}),
        ("RandomNormal", (), {"stddev": 1.0}),
        ("RandomUniform", (), {"minval": 0.0}),
        ("TruncatedNormal", (), {}),
        ("VarianceScaling", (2.0, "fan_avg", "uniform"), {}),
        ("Zeros", (), {}),
    ],
    "regularizers": [("L1", (0.1,), {}), ("L2", (), {}), ("L1L2", (0.1, 0.2), {})],
    "optimizers.schedules": [
        ("CosineDecay", (0.1, 10), {"warmup_target": 0.2, "warmup_steps": 3}),
        ("ExponentialDecay", (0.1, 10, 0.5), {"staircase": True}),
        ("InverseTimeDecay", (0.1, 10, 0.5), {}),
        ("PiecewiseConstantDecay", ([1, 5], [0.1, 0.2, 0.3]), {}),
        ("PolynomialDecay", (0.1, 10), {"cycle": True}),
    ],
}
CASES = [
    pytest.param(place, *made, id=f"{place}.{made[0]}") for place in MADE for made in MADE[place]
]


def module(keras, place):
    for part in place.split("."):
        keras = getattr(keras, part)
    return keras


def as_json(config):
    """Tuples as lists, keys sorted."""
    return json.loads(json.dumps(config, sort_keys=True))


@parity
@pytest.mark.parametrize(("place", "name", "args", "options"), CASES)
def test_configs(keras, place, name, args, options):
    kind = getattr(module(keras, place), name)
    made = kind(*args, **options)
    again = kind.from_config(made.get_config())
    assert again.get_config() == made.get_config()
    whole = as_json(module(keras, place).serialize(made))
    revived = module(keras, place).deserialize(as_json(whole))
    assert as_json(revived.get_config()) == whole["config"]
    return whole


@pytest.mark.parametrize(("place", "name", "args", "options"), CASES)
def test_configs_of_keras_are_understood(place, name, args, options):
    config = as_json(getattr(module(real, place), name)(*args, **options).get_config())
    made = getattr(module(ours, place), name).from_config(config)
    expected, actual = config, as_json(made.get_config())
    assert actual.keys() == expected.keys()
    assert str(actual) == str(as_json(type(made).from_config(actual).get_config()))


def test_every_layer_is_here():
    public = [getattr(ours.layers, name) for name in ours.layers.__all__]
    kinds = {each.__name__ for each in public if isinstance(each, type)} - {"Layer", "InputSpec"}
    assert kinds == {name for name, _, _ in MADE["layers"]}


def test_what_is_out_of_scope_is_refused():
    config = ours.layers.Dense(2).get_config() | {"kernel_constraint": "max_norm"}
    with pytest.raises(ValueError, match=r"kernel_constraint='max_norm'\) is not part"):
        ours.layers.Dense.from_config(config)


def test_what_keras_forgets_is_kept():
    losses = ours.losses
    assert losses.Huber.from_config(losses.Huber(2.0).get_config()).get_config()["delta"] == 2.0
    layer = ours.layers.SimpleRNN(2, seed=3)
    assert type(layer).from_config(layer.get_config()).seed == 3


@parity
def test_functions_by_name(keras):
    activations, losses = keras.activations, keras.losses
    return [
        activations.serialize(activations.relu),
        losses.serialize(losses.huber),
        activations.deserialize("relu") is activations.relu,
        losses.deserialize(losses.serialize(losses.huber)) is losses.huber,
        keras.layers.Dense(1, activation=activations.softmax).get_config()["activation"],
    ]


@parity
def test_an_optimizer_with_a_schedule(keras):
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)
    optimizer = keras.optimizers.SGD(schedule)
    again = keras.optimizers.SGD.from_config(optimizer.get_config())
    assert float(again.learning_rate) == float(optimizer.learning_rate)
    return as_json(again.get_config())


# -- one's own ------------------------------------------------------------------------------


def own_layer(keras):
    class Scale(keras.layers.Layer):
        def __init__(self, factor, power=1, **kwargs):
            super().__init__(**kwargs)
            self.factor = factor
            self.power = power

        def call(self, x):
            return x**self.power * self.factor

    return Scale


@parity
def test_a_layer_with_plain_arguments_needs_no_get_config(keras):
    kind = own_layer(keras)
    layer = kind(3, name="three", trainable=False)
    return [layer.get_config(), kind.from_config(layer.get_config()).get_config()]


@parity
def test_a_layer_with_get_config(keras):
    @keras.saving.register_keras_serializable("course", "Twice")
    class Double(own_layer(keras)):
        def get_config(self):
            return {**super().get_config(), "factor": self.factor}

    assert keras.saving.get_registered_object("course>Twice") is Double
    whole = keras.layers.serialize(Double(2.0))
    made = keras.layers.deserialize(whole)
    return [whole, made.factor, keras.saving.get_registered_name(Double)]


@parity(
    raises="NotImplementedError", says=r"fn=<built-in function len>.\n.*override `get_config\(\)`"
)
def test_a_layer_with_other_arguments_needs_get_config(keras):
    class Apply(keras.layers.Layer):
        def __init__(self, fn):
            super().__init__()
            self.fn = fn

    Apply(len).get_config()


@parity(raises="NotImplementedError", says=r"\*sizes")
def test_a_layer_with_arguments_without_names_needs_get_config(keras):
    class Several(keras.layers.Layer):
        def __init__(self, *sizes):
            super().__init__()

    Several(1, 2).get_config()


@pytest.mark.parametrize("kind", ["regularizers.Regularizer", "schedules.LearningRateSchedule"])
def test_what_has_no_config_says_so(kind):
    places = {"regularizers": ours.regularizers, "schedules": ours.optimizers.schedules}
    place, name = kind.split(".")
    own = type("Own", (getattr(places[place], name),), {})
    with pytest.raises(NotImplementedError, match="Own does not implement get_config"):
        own().get_config()


@parity(raises="TypeError", says="Could not locate class 'Scale'.*custom_objects={'Scale': Scale}")
def test_a_class_that_is_not_known(keras):
    keras.layers.deserialize(keras.layers.serialize(own_layer(keras)(3)))


@parity
def test_custom_objects(keras):
    kind = own_layer(keras)
    config = keras.layers.serialize(kind(3))
    with keras.saving.custom_object_scope({"Scale": kind}):
        inside = keras.layers.deserialize(config).factor
    given = keras.layers.deserialize(config, custom_objects={"Scale": kind}).factor
    return [inside, given]


def test_arguments_that_init_does_not_take_are_set_afterwards():
    """Keras raises a TypeError here: the config has `trainable` and `dtype` in any case."""

    class Bare(ours.layers.Layer):
        def __init__(self, units):
            super().__init__()
            self.units = units

    layer = Bare(2)
    layer.trainable = False
    again = Bare.from_config(layer.get_config())
    assert (again.units, again.trainable) == (2, False)


def test_lambdas_are_not_serialized():
    """Keras writes their bytecode, and runs it when asked to."""
    layer = ours.layers.Dense(1, activation=lambda x: x)
    with pytest.raises(ValueError, match="activation= of <Dense name=.* A lambda cannot be saved"):
        layer.get_config()


def test_an_operation_without_a_name_in_keras():
    import kerasish as tf

    assert ours.layers.Dense(1, activation=tf.nn.relu).get_config()["activation"] == "relu"
    with pytest.raises(ValueError, match="def my_sin"):
        ours.layers.Dense(1, activation=tf.sin).get_config()


# -- models ---------------------------------------------------------------------------------


def network(keras):
    layers = keras.layers
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(2)], name="inner")
    first, second = keras.Input((4,), name="first"), keras.Input((4,), name="second")
    shared = layers.Dense(3, activation="relu")
    joined = layers.Concatenate()([inner(shared(first)), inner(shared(second))])
    outputs = layers.Dense(1)(layers.Dropout(0.5)(joined, training=False))
    return keras.Model([first, second], {"joined": joined, "out": outputs})


@parity
def test_sequential(keras):
    layers = keras.layers
    model = keras.Sequential([keras.Input((4, 3)), layers.LSTM(2), layers.Dense(2)], name="m")
    again = keras.Sequential.from_config(model.get_config())
    assert as_json(again.get_config()) == as_json(model.get_config())
    empty = keras.Sequential([layers.Dense(2)])
    return [as_json(model.get_config()), as_json(empty.get_config())]


@parity
def test_functional_with_shared_layers_and_a_model_inside(keras):
    model = network(keras)
    again = keras.Model.from_config(as_json(model.get_config()))
    assert as_json(again.get_config()) == as_json(model.get_config())
    assert [layer.name for layer in again.layers] == [layer.name for layer in model.layers]
    config = as_json(model.get_config())
    for call in (call for layer in config["layers"] for call in layer["inbound_nodes"]):
        call["kwargs"].pop("mask", None)  # Keras hands masks to models inside
    return config


def test_json_goes_both_ways():
    theirs = network(real)
    mine = ours.models.model_from_json(theirs.to_json())
    mine.set_weights(theirs.get_weights())
    back = real.models.model_from_json(mine.to_json())
    back.set_weights(mine.get_weights())
    batch = [np.ones((2, 4), np.float32), np.zeros((2, 4), np.float32)]
    expected = np.asarray(theirs(batch)["out"])
    for model in (mine, back):
        np.testing.assert_allclose(np.asarray(model(batch)["out"]), expected, rtol=1e-5)


def test_functional_with_operations():
    x = ours.Input((4, 3))
    model = ours.Model(x, (2.0 * x + x)[:, 1:, 0] / 4.0)
    again = ours.models.model_from_json(model.to_json())
    data = np.arange(24, dtype=np.float32).reshape(2, 4, 3)
    np.testing.assert_array_equal(again(data), model(data))


@parity
def test_clone_model(keras):
    model = network(keras)
    clone = keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    batch = [np.ones((2, 4), np.float32), np.zeros((2, 4), np.float32)]
    same = [np.asarray(one(batch)["out"]) for one in (model, clone)]
    np.testing.assert_array_equal(*same)
    plain = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])

    def without_bias(layer):
        return type(layer).from_config({**layer.get_config(), "use_bias": False})

    bare = keras.models.clone_model(plain, clone_function=without_bias)
    return [
        [layer.name for layer in clone.layers],
        [clone.name, clone.compiled, clone.layers[2] is model.layers[2]],
        [weight.path for weight in bare.weights],
    ]


@parity
def test_compile_config(keras):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    loss, metric = keras.losses.Huber(), keras.metrics.MeanSquaredError()
    model.compile(keras.optimizers.SGD(0.5), loss, metrics=["mae", metric, keras.losses.huber])
    config = as_json(model.get_compile_config())
    config.pop("steps_per_execution", None)
    model.compile_from_config(config)
    return config
