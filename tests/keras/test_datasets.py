"""Data sets: where they come from, what takes their place offline, what goes wrong."""

import io
import zipfile

import numpy as np
import pooch
import pytest
import requests

from kerasish import keras
from kerasish.keras.datasets import mnist, sources


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("KERASISH_HOME", str(tmp_path))
    monkeypatch.delenv("KERASISH_MNIST", raising=False)
    monkeypatch.setattr(sources, "_failed", {})


@pytest.fixture
def arrays():
    """A file like MNIST's, with six images."""
    generator = np.random.default_rng(0)
    images = generator.integers(0, 256, size=(6, 28, 28)).astype(np.uint8)
    labels = np.arange(6, dtype=np.uint8)
    return {
        "x_train": images[:4],
        "y_train": labels[:4],
        "x_test": images[4:],
        "y_test": labels[4:],
    }


@pytest.fixture
def server(monkeypatch):
    """What the address answers with; counts how often it is asked."""

    class Server:
        content: bytes | Exception = requests.ConnectionError("no network")
        asked = 0

        def __call__(self, url, output_file, _pooch):
            self.asked += 1
            if isinstance(self.content, Exception):
                raise self.content
            with open(output_file, "wb") as file:
                file.write(self.content)

    server = Server()
    monkeypatch.setattr(pooch, "HTTPDownloader", lambda **options: server)
    return server


def test_digits_are_complete():
    (x_train, y_train), (x_test, y_test) = keras.datasets.digits.load_data()
    assert x_train.shape == (1437, 8, 8) and x_test.shape == (360, 8, 8)
    assert x_train.dtype == x_test.dtype == y_train.dtype == y_test.dtype == np.uint8
    assert x_train.max() == 16 and x_train.min() == 0
    for labels in (y_train, y_test):
        assert sorted(np.unique(labels)) == list(range(10))
        assert np.bincount(labels).min() > len(labels) / 14  # all of them, about as often


def test_digits_look_like_themselves():
    """Each test image is nearest to training images of its own class, nearly always."""
    (x_train, y_train), (x_test, y_test) = keras.datasets.digits.load_data()
    train, test = (x.reshape(len(x), -1).astype(int) for x in (x_train, x_test))
    distances = ((test[:, None] - train[None]) ** 2).sum(axis=2)
    assert (y_train[distances.argmin(axis=1)] == y_test).mean() > 0.97


def test_offline_the_digits_take_mnists_place_and_a_line_says_so(server, capsys):
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    assert x_train.shape == (5 * 1437, 28, 28) and x_test.shape == (360, 28, 28)
    assert x_train.dtype == np.uint8 and x_train.max() == 255 and x_train.min() == 0
    assert len(y_train) == len(x_train) and len(y_test) == len(x_test)
    said = capsys.readouterr().out
    assert "cannot be reached" in said and "UCI" in said and "7,185" in said and "360" in said


def test_enlarged_digits_are_centred_as_mnists_are(server):
    (_, _), (x_test, _) = keras.datasets.mnist.load_data()
    ink = x_test / x_test.sum(axis=(1, 2), keepdims=True)
    for axis in (1, 2):
        centres = (ink.sum(axis=axis) * np.arange(28)).sum(axis=1)
        assert np.abs(centres - 13.5).max() < 1


def test_offline_it_is_tried_once_in_a_process(server):
    for _ in range(3):
        keras.datasets.mnist.load_data()
    assert server.asked == 1


def test_a_damaged_download_is_named_and_not_kept(server, capsys, tmp_path):
    server.content = b"half of the file"
    (x_train, _), _ = keras.datasets.mnist.load_data()
    assert len(x_train) == 7185
    assert "damaged" in capsys.readouterr().out
    assert not list(tmp_path.rglob("*.npz"))


def test_a_download_is_kept(server, arrays, monkeypatch):
    content = io.BytesIO()
    np.savez(content, **arrays)
    server.content = content.getvalue()
    import hashlib

    monkeypatch.setattr(mnist, "SHA256", hashlib.sha256(server.content).hexdigest())
    for _ in range(2):
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
        np.testing.assert_array_equal(x_train, arrays["x_train"])
        np.testing.assert_array_equal(y_test, arrays["y_test"])
    assert server.asked == 1


def test_a_damaged_file_in_the_cache_is_downloaded_again(server, tmp_path):
    target = tmp_path / "datasets" / "mnist.npz"
    target.parent.mkdir()
    target.write_bytes(b"cut off")
    keras.datasets.mnist.load_data()
    assert server.asked == 1


def test_a_file_of_ones_own(arrays, tmp_path, monkeypatch, capsys):
    path = tmp_path / "own.npz"
    np.savez(path, **arrays)
    monkeypatch.setenv("KERASISH_MNIST", str(path))
    (x_train, _), (x_test, _) = keras.datasets.mnist.load_data()
    np.testing.assert_array_equal(x_train, arrays["x_train"])
    assert "KERASISH_MNIST" in capsys.readouterr().out


def test_a_file_of_ones_own_that_is_not_there(monkeypatch):
    monkeypatch.setenv("KERASISH_MNIST", "nowhere.npz")
    with pytest.raises(FileNotFoundError, match="KERASISH_MNIST"):
        keras.datasets.mnist.load_data()


@pytest.mark.parametrize("content", ["other arrays", "no archive"])
def test_a_file_of_ones_own_that_holds_something_else(content, tmp_path, monkeypatch):
    path = tmp_path / "own.npz"
    if content == "other arrays":
        np.savez(path, images=np.zeros(3))
    else:
        path.write_text("digits")
    monkeypatch.setenv("KERASISH_MNIST", str(path))
    with pytest.raises(ValueError, match="x_train"):
        keras.datasets.mnist.load_data()


def test_the_file_in_the_package_is_small():
    from importlib.resources import files

    path = files("kerasish.keras.datasets") / "digits.npz"
    assert len(path.read_bytes()) < 100_000
    with path.open("rb") as file:
        assert zipfile.ZipFile(file).testzip() is None
