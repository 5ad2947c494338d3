"""The Playground without a browser: settings, training, the code that it hands out."""

import re

import numpy as np
import pytest

import kerasish as tf
from kerasish import keras
from kerasish.viz.playground import Playground
from kerasish.viz.playground_settings import FEATURES, Settings, columns

SINES = ("x1", "x2", "np.sin(x1)", "np.sin(x2)")
SOLVED = {
    "circle": (60, {}),
    "xor": (60, {}),
    "gauss": (20, {"hidden": ()}),
    "spiral": (200, {"features": SINES, "hidden": (8,), "learning_rate": 0.1}),
}


def printed(program: str, capsys) -> dict[str, float]:
    """What a program prints, with an environment of its own."""
    capsys.readouterr()
    exec(program, {})
    return {
        name: float(number)
        for name, number in re.findall(r"([a-z ]+) ([\d.]+)", capsys.readouterr().out)
    }


@pytest.mark.parametrize("data", SOLVED)
def test_every_classification_is_solved_and_the_code_comes_to_the_same_loss(data, capsys):
    epochs, settings = SOLVED[data]
    view = Playground(data=data, **settings)
    view.train(epochs)
    points = keras.datasets.playground.load_data(data, seed=1)[1]
    assert _accuracy(view, *points) > 0.95
    assert printed(view.code(), capsys)["test loss"] == pytest.approx(view.test_loss, abs=2e-3)


def _accuracy(view: Playground, points, labels) -> float:
    return np.mean((view._training.outputs(points)[-1][:, 0] > 0.5) == labels)


def test_the_code_has_the_penalty_the_features_and_the_last_partial_batch(capsys):
    view = Playground(
        **{"data": "multi-gauss", "features": tuple(FEATURES), "hidden": (5,)},
        **{"regularization": "L1", "regularization_rate": 0.001, "batch_size": 7},
        **{"noise": 0.1, "train_ratio": 0.3, "activation": "relu", "seed": 5},
    )
    view.train(8)
    assert printed(view.code(), capsys)["test loss"] == pytest.approx(view.test_loss, abs=2e-3)


def test_training_in_parts_is_the_same_as_at_once_after_a_new_start():
    view = Playground(hidden=(3,))
    for epochs in (1, 5, 30):
        view.train(epochs)
    loss = view.test_loss
    view.reset()
    assert view.epoch == 0
    view.train(36)
    assert view.test_loss == pytest.approx(loss, abs=1e-6)


def test_pictures_show_what_the_layers_of_the_model_give():
    view = Playground(features=("x2", "x1*x2"), hidden=(3, 2), activation="sigmoid")
    view.train(2)
    points = np.float32([[0, 0], [1, -2], [5.5, 3]])
    (network,) = view._training._networks.values()
    inputs = columns(points, view.features)
    for layer, output in zip(network.model.layers, view._training.outputs(points)):
        inputs = layer(inputs)
        np.testing.assert_allclose(output, inputs.numpy(), atol=1e-6)


def test_rates_and_batch_size_change_on_the_way_and_compile_nothing():
    view = Playground(hidden=(3,), regularization="L2")
    view.train(3)
    networks = dict(view._training._networks)
    before = view.test_loss
    view.learning_rate, view.regularization_rate, view.batch_size = 0.1, 0.03, 25
    assert (view.epoch, view.test_loss) == (3, before)
    view.train(3)
    assert view.epoch == 6
    assert view._training._networks == networks
    (network,) = networks.values()
    assert network._step._several._cache_size() == 1


@pytest.mark.parametrize("change", [{"noise": 0.1}, {"hidden": (2,)}, {"features": ("x1",)}])
def test_other_data_or_another_network_begin_anew(change):
    view = Playground(hidden=(3,))
    view.train(2)
    (name, value), *_ = change.items()
    setattr(view, name, value)
    assert view.epoch == 0


def test_playing_leaves_the_readers_random_numbers_and_names_alone():
    keras.utils.set_random_seed(7)
    expected = tf.random.normal([3]).numpy(), np.random.rand()
    number = int(keras.layers.Dense(1).name.partition("_")[2] or 0)
    keras.utils.set_random_seed(7)
    view = Playground(hidden=(3, 1))
    view.train(2)
    view.seed = 4
    np.testing.assert_array_equal(tf.random.normal([3]).numpy(), expected[0])
    assert np.random.rand() == expected[1]
    assert keras.layers.Dense(1).name == f"dense_{number + 1}"


def test_settings_are_read_compared_and_set_at_once():
    view = Playground(data="xor", hidden=[3])
    assert view.settings == Settings(data="xor", hidden=(3,))
    view.settings = Settings(data="gauss", features=("x2", "x1"), hidden=())
    assert (view.data, view.features, view.hidden) == ("gauss", ("x1", "x2"), ())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"data": "spirale"}, "`data` is one of 'circle', 'xor', .* Received: data='spirale'"),
        ({"noise": 25}, "for 25 % write noise=0.25. Received: noise=25"),
        ({"hidden": 4}, r"one layer of 4 units is \(4,\). Received: hidden=4"),
        ({"hidden": (9,)}, "from 1 to 8"),
        ({"hidden": (1,) * 7}, "at most 6"),
        ({"features": ()}, "`features` is one or more of 'x1'"),
        ({"features": "x1"}, "`features` is a tuple of"),
        ({"batch_size": 2.5}, "`batch_size` is a whole number from 1 to 30"),
        ({"learning_rate": 0}, "`learning_rate` is a number above 0"),
        ({"seed": True}, "`seed` is a whole number"),
    ],
)
def test_a_setting_that_cannot_be_says_what_can(settings, message):
    with pytest.raises(ValueError, match=message):
        Playground(**settings)
    view, (name, value) = Playground(), *settings.items()
    with pytest.raises(ValueError, match=message):
        setattr(view, name, value)
    assert view.settings == Settings()


def test_a_run_that_diverges_is_drawn_all_the_same():
    view = Playground(data="plane", activation="linear", learning_rate=10.0)
    view.train(30)
    assert not np.isfinite(view.test_loss)
    assert len(view._output) == 80 * 80
    assert "nan" in view.caption()
    view.picture()
    view.keep()
    assert view._kept["test_loss"] is None


def test_without_an_event_loop_playing_says_what_to_do_instead():
    view = Playground()
    with pytest.raises(RuntimeError, match=r"train\(100\)"):
        view.playing = True
    assert not view.playing


def test_the_picture_has_points_border_and_both_losses():
    view = Playground(data="gauss", hidden=(), language="ko", show_test=True)
    view.train(5)
    plane, curve = view.picture().axes
    assert sum(len(line.get_xdata()) for line in plane.lines) == 500
    assert [line.get_label() for line in curve.lines] == ["test", "training"]
    assert "에포크 5" in view.caption()
