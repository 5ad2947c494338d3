"""Data sets: where they come from, what takes their place offline, what goes wrong."""

import gzip
import hashlib
import io
import zipfile

import numpy as np
import pooch
import pytest
import requests

from kerasish import keras
from kerasish.keras.datasets import fashion_mnist, mnist, playground, sources


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


# -- Fashion-MNIST --------------------------------------------------------------------------


def idx(array):
    """An array in the format of the four files."""
    head = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">i4").tobytes()
    return gzip.compress(head + array.tobytes())


def put_clothes(folder, arrays, monkeypatch):
    """Files like Fashion-MNIST's in the cache, and their checksums."""
    folder.mkdir(parents=True)
    for part, array in zip(fashion_mnist.SHA256, arrays.values()):
        content = idx(array)
        (folder / f"{part}-ubyte.gz").write_bytes(content)
        monkeypatch.setitem(fashion_mnist.SHA256, part, hashlib.sha256(content).hexdigest())


def test_clothes_are_read_from_the_cache(server, arrays, tmp_path, monkeypatch, capsys):
    put_clothes(tmp_path / "datasets" / "fashion-mnist", arrays, monkeypatch)
    (x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
    for found, name in zip((x_train, y_train, x_test, y_test), arrays):
        assert found.dtype == np.uint8
        np.testing.assert_array_equal(found, arrays[name])
    assert server.asked == 0 and capsys.readouterr().out == ""


def test_clothes_come_from_keras_address_and_are_kept(server, arrays, tmp_path, monkeypatch):
    put_clothes(tmp_path / "elsewhere", arrays, monkeypatch)
    contents = {path.name: path.read_bytes() for path in (tmp_path / "elsewhere").iterdir()}

    def send(url, output_file, _pooch):
        origin, name = url.rsplit("/", 1)
        assert origin == "https://storage.googleapis.com/tensorflow/tf-keras-datasets"
        with open(output_file, "wb") as file:
            file.write(contents[name])

    monkeypatch.setattr(pooch, "HTTPDownloader", lambda **options: send)
    (x_train, _), (_, y_test) = keras.datasets.fashion_mnist.load_data()
    np.testing.assert_array_equal(x_train, arrays["x_train"])
    np.testing.assert_array_equal(y_test, arrays["y_test"])
    assert len(list((tmp_path / "datasets" / "fashion-mnist").iterdir())) == 4


def test_offline_digits_take_the_clothes_place_and_a_line_says_what_to_do(server, capsys, tmp_path):
    (x_train, _), (x_test, _) = keras.datasets.fashion_mnist.load_data()
    assert x_train.shape == (5 * 1437, 28, 28) and x_test.shape == (360, 28, 28)
    said = capsys.readouterr().out
    assert "cannot be reached" in said and "digits, not clothes" in said
    assert "train-images-idx3-ubyte.gz" in said and str(tmp_path) in said


# -- playground -----------------------------------------------------------------------------

CLASSES, NUMBERS = ("circle", "xor", "gauss", "spiral"), ("plane", "multi-gauss")


@pytest.mark.parametrize("name", CLASSES + NUMBERS)
def test_points_of_the_plane(name):
    (x_train, y_train), (x_test, y_test) = playground.load_data(
        name, samples=301, noise=0.1, train_ratio=0.7, seed=3
    )
    assert x_train.shape == (211, 2) and x_test.shape == (90, 2)
    assert y_train.shape == (211,) and y_test.shape == (90,)
    assert x_train.dtype == np.float32 and np.abs(x_train).max() < 9
    for labels in (y_train, y_test):
        if name in CLASSES:
            assert labels.dtype == np.int32 and set(labels) == {0, 1}
            assert 0.3 < labels.mean() < 0.7
        else:
            assert labels.dtype == np.float32 and -1.4 < labels.min() < 0 < labels.max() < 1.4


@pytest.mark.parametrize("name", CLASSES + NUMBERS)
def test_a_seed_gives_the_same_points(name):
    def points(seed):
        return playground.load_data(name, noise=0.2, seed=seed)[0]

    np.testing.assert_array_equal(points(1)[0], points(1)[0])
    np.testing.assert_array_equal(points(1)[1], points(1)[1])
    assert not np.array_equal(points(1)[0], points(2)[0])
    assert not np.array_equal(points(None)[0], points(None)[0])


def strangers(name, noise):
    """The part of the points whose nearest neighbour is of the other class."""
    (x, y), _ = playground.load_data(name, samples=1000, noise=noise, train_ratio=0.9, seed=0)
    distances = ((x[:, None] - x[None]) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    return (y[distances.argmin(axis=1)] != y).mean()


@pytest.mark.parametrize("name", CLASSES)
def test_noise_lets_classes_overlap(name):
    without, some, most = (strangers(name, noise) for noise in (0.0, 0.25, 0.5))
    assert without < 0.03 and without <= some < most and most > 0.03


def test_classes_without_noise_are_where_the_formulas_say():
    def points(name):
        return playground.load_data(name, seed=0)[0]

    x, y = points("circle")
    np.testing.assert_array_equal(y == 1, np.hypot(*x.T) < 2.5)
    x, y = points("xor")
    np.testing.assert_array_equal(y == 1, x.prod(axis=1) > 0)
    assert np.abs(x).min() >= 0.3
    x, y = points("gauss")
    np.testing.assert_allclose(x[y == 1].mean(axis=0), 2, atol=0.3)
    np.testing.assert_allclose(x[y == 0].var(axis=0), 0.5, atol=0.2)
    x, y = points("plane")
    np.testing.assert_allclose(y, x.sum(axis=1) / 10, rtol=1e-5, atol=1e-6)
    x, y = points("multi-gauss")
    assert y[np.linalg.norm(x - [-4, 2.5], axis=1) < 1].min() >= 0.5
    assert y[np.linalg.norm(x - [0, 2.5], axis=1) < 1].max() <= -0.5


@pytest.mark.parametrize(
    "arguments, says",
    [
        ({"name": "spirals"}, "'spiral'"),
        ({"name": "xor", "noise": 25}, "noise=0.25"),
        ({"name": "xor", "samples": 1}, "samples=1"),
        ({"name": "xor", "train_ratio": 50}, "write 0.5"),
    ],
)
def test_points_that_there_are_not(arguments, says):
    with pytest.raises(ValueError, match=says):
        playground.load_data(**arguments)


def test_the_file_in_the_package_is_small():
    from importlib.resources import files

    path = files("kerasish.keras.datasets") / "digits.npz"
    assert len(path.read_bytes()) < 100_000
    with path.open("rb") as file:
        assert zipfile.ZipFile(file).testzip() is None
