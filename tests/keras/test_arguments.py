"""Arguments and attributes of layers and models that a program for Keras may use."""

import numpy as np
import pytest

import kerasish as tf
from beside_keras import fill, ours, parity, real

LAYERS = ours.layers
ONES = np.ones((2, 3, 4, 1), "float32")


def test_the_version_is_that_of_the_keras_beside_which_the_tests_run():
    assert ours.__version__ == real.__version__


# -- what is taken ----------------------------------------------------------------------------


@parity(warns=True)
def test_the_length_of_the_sequences_that_an_embedding_gets(keras):
    return fill_built(keras.layers.Embedding(5, 2, input_length=3), (None, 3))(np.ones((1, 3)))


def fill_built(layer, shape):
    layer.build(shape)
    return fill(layer)


@parity
def test_defaults_of_arguments_that_are_out_of_scope(keras):
    none = dict.fromkeys(["kernel_constraint", "bias_constraint"])
    return [
        keras.layers.Dense(2, **none).get_config(),
        keras.layers.Conv2D(2, 3, **none).get_config()["kernel_constraint"],
        keras.layers.Flatten("channels_last").get_config(),
        keras.layers.Flatten(data_format="channels_last")(ONES),
    ]


@parity
@pytest.mark.parametrize("axis", [-1, (1, 2), None], ids=str)
def test_mean_and_variance_of_a_normalization(keras, axis):
    layer = keras.layers.Normalization(axis)
    layer.adapt(np.arange(24.0).reshape(2, 3, 4) ** 2)
    return layer.mean, layer.variance


@parity
@pytest.mark.parametrize("given", [3.0, [1.0, 2.0, 3.0, 4.0]], ids=str)
def test_mean_and_variance_that_were_given(keras, given):
    layer = keras.layers.Normalization(mean=given, variance=given)
    layer.build((None, 5, 4))
    return layer.mean, layer.variance, layer(np.ones((1, 5, 4), "float32"))


@parity
def test_a_layer_gets_another_name(keras):
    x = keras.Input((2,))
    model = keras.Model(x, keras.layers.Dense(1, name="out")(x))
    layer = model.layers[1]
    layer.name = "answer"
    later = keras.layers.Dense(1, name="before")
    later.name = model.name = "after"
    later.build((None, 2))
    model.summary()
    return [
        *(layer.name, model.get_layer("answer") is layer, repr(later)),
        *(model.output_names, model.get_config()["output_layers"]),
        [weight.path for weight in (*model.weights, *later.weights)],
    ]


# -- what is not ------------------------------------------------------------------------------


REFUSED = {
    "a constraint": (
        lambda: LAYERS.Conv2D(2, 3, kernel_constraint="non_neg"),
        r"Conv2D\(kernel_constraint='non_neg'\).* only None .*after each step",
    ),
    "a mask": (
        lambda: LAYERS.GlobalAveragePooling2D()(ONES, mask=ONES),
        r"\(GlobalAveragePooling2D\) got an unexpected .*'mask'.*sample_weight",
    ),
    "an argument of a call": (
        lambda: LAYERS.Dropout(0.5)(ONES, trainin=True),
        r"\(Dropout\) got an unexpected .*'trainin'.*takes inputs, training",
    ),
    "an old name of the shape": (
        lambda: LAYERS.InputLayer(input_shape=(3,)),
        r"InputLayer\(\).*Did you mean 'shape' instead of 'input_shape'",
    ),
    "an old name of the shape of a batch": (
        lambda: LAYERS.InputLayer(batch_input_shape=(2, 3)),
        "Did you mean 'batch_shape' instead of 'batch_input_shape'",
    ),
    "channels first": (lambda: LAYERS.Flatten("channels_first"), "Channels come last"),
    "no window": (lambda: LAYERS.AveragePooling2D(), r"AveragePooling2D\(\): missing"),
    "too much": (lambda: LAYERS.GlobalMaxPooling1D(1, 2, 3), r"GlobalMaxPooling1D\(\): too many"),
    "no filters": (lambda: LAYERS.Conv1D(), r"Conv1D\(\): missing .*'filters'"),
    "no outputs": (lambda: ours.Model(ours.Input((2,))), r"Model\(\): missing .*'outputs'"),
    "an axis that there is not": (
        lambda: LAYERS.Concatenate(axis=5)([ours.Input((2,)), ours.Input((2,))]),
        r"Concatenate\(axis=5\).* have 2 axes",
    ),
    "the same with arrays": (
        lambda: LAYERS.concatenate([ONES, ONES], axis=-5),
        r"Concatenate\(axis=-5\).* have 4 axes",
    ),
    "a name with a slash": (lambda: setattr(LAYERS.Dense(1), "name", "a/b"), "'a/b'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_named(case):
    program, message = REFUSED[case]
    with pytest.raises((TypeError, ValueError), match=message):
        program()


def test_a_functional_model_is_called_by_its_public_name():
    x = ours.Input((2,))
    model = ours.Model(x, LAYERS.Dense(1)(x))
    with pytest.raises(AttributeError, match="'Model' object has no attribute 'pop'"):
        model.pop()
    with pytest.raises(AttributeError, match="to_json"):
        model.to_yaml()
    with pytest.raises(AttributeError, match=r"model\.save"):
        model.export("folder")


@parity(raises="AttributeError", says="not built: call it")
@pytest.mark.parametrize("name", ["kernel"])
def test_a_weight_of_a_layer_that_is_not_built(keras, name):
    getattr(keras.layers.Dense(2), name)


@pytest.mark.parametrize("layer", [LAYERS.Dense(2), ours.Sequential([LAYERS.Dense(2)])])
def test_only_what_building_makes_is_promised_to_come_with_it(layer):
    with pytest.raises(AttributeError, match="no attribute 'quantize'.$"):
        layer.quantize("int8")


def test_building_is_promised_for_a_layer_of_ones_own():
    class Scale(ours.Layer):
        def build(self, input_shape):
            self.factor = self.add_weight(())

    with pytest.raises(AttributeError, match="not built"):
        _ = Scale().factor
    layer = Scale()
    layer.build((None, 2))
    assert isinstance(layer.factor, tf.keras.Variable)
