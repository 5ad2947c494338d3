"""A saved model is the same model again; what is no model is refused, and nothing of it is run."""

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import keras as real
from beside_keras import assert_same, fill
from kerasish import keras
from kerasish.keras.saving.archive import SavedFileError

X = np.random.default_rng(0).normal(size=(24, 4)).astype(np.float32)
Y = (X.sum(axis=1) > 0).astype(np.int32)


def classifier():
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(8, activation="relu", kernel_regularizer="l2"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.3, seed=1),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    schedule = keras.optimizers.schedules.ExponentialDecay(0.05, 3, 0.9)
    optimizer = keras.optimizers.Adam(schedule, amsgrad=True)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def fitted(model, epochs=1):
    return model.fit(X, Y, batch_size=8, epochs=epochs, shuffle=False, verbose=0).history


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A model, trained for an epoch, and its file."""
    keras.utils.set_random_seed(1)
    model = classifier()
    fitted(model)
    path = str(tmp_path_factory.mktemp("saved") / "model.keras")
    model.save(path)
    return model, path


def assert_equal_weights(one, other):
    for expected, actual in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(actual, expected)


# -- the same again -------------------------------------------------------------------------


def test_a_loaded_model_trains_on_as_the_saved_one_would(tmp_path):
    keras.utils.set_random_seed(1)
    whole, parted = classifier(), classifier()
    parted.set_weights(whole.get_weights())
    expected = fitted(whole, epochs=2)
    fitted(parted)
    parted.save(tmp_path / "half.keras")
    loaded = keras.models.load_model(tmp_path / "half.keras")
    assert int(loaded.optimizer.iterations) == 3
    found = fitted(loaded)
    assert found == {name: values[1:] for name, values in expected.items()}
    assert_equal_weights(whole, loaded)


def test_weights_alone_go_on_too(tmp_path, saved):
    model, _ = saved
    model.save_weights(tmp_path / "a.weights.safetensors")
    other = classifier()
    other.load_weights(tmp_path / "a.weights.safetensors")
    assert_equal_weights(model, other)
    expected = [variable.numpy() for variable in model.optimizer.variables]
    for variable, value in zip(other.optimizer.variables, expected, strict=True):
        np.testing.assert_array_equal(variable.numpy(), value)


def test_weights_from_a_whole_model(saved):
    model, path = saved
    other = classifier()
    other.load_weights(path)
    assert_equal_weights(model, other)


def test_without_compile(saved):
    model, path = saved
    loaded = keras.models.load_model(path, compile=False)
    assert not loaded.compiled
    np.testing.assert_array_equal(loaded(X), model(X))


def test_models_of_all_kinds(tmp_path):
    layers = keras.layers
    words, numbers = keras.Input((5,), dtype="int32", name="words"), keras.Input((3,), name="x")
    read = layers.LSTM(4, dropout=0.1)(layers.Embedding(7, 3)(words))
    outputs = layers.Dense(1)(layers.Concatenate()([read, numbers * 2.0]))
    model = keras.Model({"words": words, "x": numbers}, outputs)
    model.compile("sgd", keras.losses.Huber(2.0), metrics=[keras.metrics.MeanSquaredError()])
    batch = {"words": np.arange(10).reshape(2, 5) % 7, "x": np.ones((2, 3), np.float32)}
    model.save(tmp_path / "functional.keras")
    loaded = keras.models.load_model(tmp_path / "functional.keras")
    np.testing.assert_array_equal(loaded(batch), model(batch))
    assert loaded.get_compile_config() == model.get_compile_config()


@keras.saving.register_keras_serializable("saving")
def squared(x):
    return x * x


class Wide(keras.Model):
    """A model of one's own, with a layer inside that is made in `build`."""

    def __init__(self, width, **kwargs):
        super().__init__(**kwargs)
        self.hidden = keras.layers.Dense(width, activation=squared)
        self.out = keras.layers.Dense(1)

    def call(self, x):
        return self.out(self.hidden(x))


def test_a_class_of_ones_own(tmp_path):
    model = Wide(5)
    expected = model(X)
    model.save(tmp_path / "own.keras")
    with pytest.raises(TypeError, match="Could not locate class 'Wide'"):
        keras.models.load_model(tmp_path / "own.keras")
    loaded = keras.models.load_model(tmp_path / "own.keras", custom_objects={"Wide": Wide})
    np.testing.assert_array_equal(loaded(X), expected)


def test_layers_of_other_dtypes(tmp_path):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, dtype="bfloat16")])
    model.save(tmp_path / "half.keras")
    loaded = keras.models.load_model(tmp_path / "half.keras")
    assert loaded.layers[0].dtype == "bfloat16"
    assert_equal_weights(model, loaded)


def test_what_was_frozen_stays_frozen(tmp_path):
    model = classifier()
    model.layers[0].trainable = False
    model.save(tmp_path / "frozen.keras")
    loaded = keras.models.load_model(tmp_path / "frozen.keras")
    assert len(loaded.trainable_weights) == len(model.trainable_weights) == 4


# -- names and answers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m, d: m.save(d / "a.h5"), r"`.keras` extension, as in model.save\('.*a.keras'\)"),
        (lambda m, d: m.save(d / "a"), "Invalid filepath extension"),
        (lambda m, d: m.save_weights(d / "a.weights.h5"), r"Write model.*a.weights.safetensors'"),
        (lambda m, d: m.load_weights(d / "a.weights.h5"), "File format not supported"),
        (lambda m, d: keras.models.load_model(d / "none.keras"), "File not found"),
        (lambda m, d: keras.models.load_model(d / "a.h5"), "HDF5 files .* are not read"),
        (lambda m, d: keras.Sequential().save_weights(d / "a.weights.safetensors"), "not yet been"),
        (lambda m, d: keras.Sequential().load_weights(d / "a.keras"), "not yet been built"),
    ],
)
def test_what_cannot_be_written_or_read(saved, tmp_path, call, message):
    with pytest.raises(ValueError, match=message):
        call(saved[0], tmp_path)


def test_overwrite(saved, tmp_path):
    model, _ = saved
    for save, name in ((model.save, "a.keras"), (model.save_weights, "a.weights.safetensors")):
        save(tmp_path / name)
        save(tmp_path / name)
        with pytest.raises(FileExistsError, match="overwrite=False"):
            save(tmp_path / name, overwrite=False)


def test_a_lambda_is_refused_when_saving(tmp_path):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, lambda x: x)])
    with pytest.raises(ValueError, match="A lambda cannot be saved"):
        model.save(tmp_path / "a.keras")
    assert not os.listdir(tmp_path)


def test_weights_of_another_model_are_refused(saved, tmp_path):
    model, path = saved
    for layers, message in (
        ([keras.layers.Dense(3)], r"has 8 weights, but model 'sequential\w*' has 2"),
        (
            [*(keras.layers.Dense(8) for _ in range(3)), keras.layers.Dense(3)],
            r"weight sequential\w*/dense\w*/kernel .* shape \(8, 8\), but .* shape \(8,\) and",
        ),
    ):
        other = keras.Sequential([keras.Input((4,)), *layers])
        kept = other.get_weights()
        with pytest.raises(SavedFileError, match=message):
            other.load_weights(path)
        for one, two in zip(kept, other.get_weights()):
            np.testing.assert_array_equal(one, two)
    wider = classifier()
    wider.pop()
    wider.add(keras.layers.Dense(3))
    with pytest.warns(UserWarning, match="is left as it is"):
        wider.load_weights(path, skip_mismatch=True)
    np.testing.assert_array_equal(wider.layers[0].kernel.numpy(), model.layers[0].kernel.numpy())


@pytest.mark.parametrize("change", ["a layer more", "a layer less", "a layer between"])
def test_weights_of_a_model_of_other_layers(change, tmp_path):
    def program(keras):
        ending = ".weights.h5" if keras is real else ".weights.safetensors"
        path = str(tmp_path / f"model{ending}")
        dense = keras.layers.Dense
        saved = keras.Sequential([keras.Input((4,)), dense(3), dense(2)])
        fill(saved).save_weights(path)
        layers = {
            "a layer more": lambda: [dense(3), dense(2), dense(5)],
            "a layer less": lambda: [dense(3)],
            "a layer between": lambda: [dense(3), keras.layers.LayerNormalization(), dense(2)],
        }
        model = fill(keras.Sequential([keras.Input((4,)), *layers[change]()]), seed=1)
        model.load_weights(path, skip_mismatch=True)
        return model.get_weights()

    assert_same(program, warns=change != "a layer less")


# -- files that are none --------------------------------------------------------------------


def write(path, members, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def members_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_foreign_and_damaged_files_are_refused(saved, tmp_path):
    _, path = saved
    content = Path(path).read_bytes()
    members = members_of(path)
    bad = str(tmp_path / "bad.keras")

    def refused(*message):
        with pytest.raises(SavedFileError, match=message[0] if message else None):
            keras.models.load_model(bad)

    for foreign in (b"", b"\x89PNG\r\n\x1a\n" + bytes(200), b"PK\x03\x04" + bytes(50)):
        Path(bad).write_bytes(foreign)
        refused("is no file of model.save")
    for length in range(0, len(content), 997):
        Path(bad).write_bytes(content[:length])
        refused()
    real.Sequential([real.Input((2,)), real.layers.Dense(1)]).save(bad)
    refused("written by Keras itself")
    write(bad, {**members, "../../evil.py": "print(1)"})
    refused("it holds")
    write(bad, members, zipfile.ZIP_DEFLATED)
    refused("should not be compressed")
    write(bad, {**members, "config.json": "{"})
    refused("no JSON")
    write(bad, {**members, "config.json": "[" * 100_000})
    refused("no JSON")
    write(bad, {**members, "config.json": '{"kerasish_format": 9, "class_name": "", "config": {}}'})
    refused("has format 9")
    write(bad, {**members, "weights.safetensors": b"\xff" * 64})
    refused("format of safetensors")
    keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]).save(tmp_path / "other.keras")
    write(bad, {**members, "config.json": members_of(tmp_path / "other.keras")["config.json"]})
    refused("has 8 weights, but model")


def test_damaged_weights_are_refused(saved, tmp_path):
    path = tmp_path / "a.weights.safetensors"
    saved[0].save_weights(path)
    content, model = path.read_bytes(), classifier()
    for damaged in (b"", content[:20], content[:-1], content + b"0", bytes(100)):
        path.write_bytes(damaged)
        with pytest.raises(SavedFileError, match="format of safetensors"):
            model.load_weights(path)


def test_flipped_bits_are_noticed_or_do_no_harm(saved, tmp_path):
    model, path = saved
    content = bytearray(Path(path).read_bytes())
    bad = str(tmp_path / "bad.keras")
    chance = random.Random(5)
    ends = [*range(200), *range(len(content) - 200, len(content))]  # the zip's own bytes
    refused = 0
    for place in chance.sample(ends, 60) + chance.choices(range(len(content)), k=60):
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        Path(bad).write_bytes(flipped)
        try:
            loaded = keras.models.load_model(bad, compile=False)
        except SavedFileError:
            refused += 1
        else:
            assert_equal_weights(model, loaded)
    assert refused > 60


@pytest.mark.parametrize(
    ("module", "name", "error"),
    [("os", "system", TypeError), ("builtins", "eval", TypeError), ("keras", "saving", TypeError)],
)
def test_a_file_names_no_code(saved, tmp_path, module, name, error):
    members = members_of(saved[1])
    config = json.loads(members["config.json"])
    marker = tmp_path / "marker"
    config["config"]["layers"][1]["config"]["activation"] = {
        "module": module,
        "class_name": name,
        "config": f"touch {marker}",
        "registered_name": None,
    }
    bad = tmp_path / "bad.keras"
    write(bad, {**members, "config.json": json.dumps(config)})
    with pytest.raises(error, match="Could not locate class"):
        keras.models.load_model(bad)
    assert not marker.exists()


KILLED_WHILE_SAVING = """
import os, random, signal, sys, time
from pathlib import Path
from kerasish.keras.saving.archive import write_whole

target, *files = map(Path, sys.argv[1:])
contents = [file.read_bytes() for file in files]
chance = random.Random(7)
for _ in range(40):
    child = os.fork()
    while child == 0:
        for content in contents:
            write_whole(str(target), content)
    time.sleep(chance.uniform(0.005, 0.04))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert target.read_bytes() in contents
"""


def test_a_save_that_is_killed_leaves_the_old_file(tmp_path):
    target, *files = (str(tmp_path / name) for name in ("target.keras", "a.keras", "b.keras"))
    for file, units in zip(files, (1000, 1500)):
        keras.Sequential([keras.Input((1000,)), keras.layers.Dense(units)]).save(file)
    shutil.copy(files[0], target)
    command = [sys.executable, "-W", "ignore", "-c", KILLED_WHILE_SAVING, target, *files]
    subprocess.run(command, check=True)
    assert keras.models.load_model(target).built


def test_a_save_that_fails_leaves_the_old_file(saved, tmp_path):
    model, path = saved
    target = shutil.copy(path, tmp_path / "model.keras")
    with pytest.raises(FileNotFoundError):
        model.save(tmp_path / "nowhere" / "model.keras")
    os.mkdir(tmp_path / "folder.keras")
    with pytest.raises(OSError):
        model.save(tmp_path / "folder.keras")
    assert sorted(os.listdir(tmp_path)) == ["folder.keras", "model.keras"]
    assert_equal_weights(model, keras.models.load_model(target))
