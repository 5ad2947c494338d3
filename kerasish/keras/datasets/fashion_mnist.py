"""Fashion-MNIST: 70,000 photographs of clothes of 28 × 28, in ten classes.

H. Xiao, K. Rasul and R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
Learning Algorithms, 2017, arXiv 1708.07747; copyright Zalando SE, licence MIT. The four files that
Keras downloads, which are those of github.com/zalandoresearch/fashion-mnist. They are kept in
datasets/fashion-mnist of the folder that KERASISH_HOME names, or of the user's cache, and checked
by the SHA-256 below each time that they are read.
"""

from __future__ import annotations

import gzip

import numpy as np

from kerasish.keras.datasets import mnist
from kerasish.keras.datasets.digits import Split
from kerasish.keras.datasets.sources import Unavailable, folder, get_file

ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
SHA256 = {
    "train-images-idx3": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    "train-labels-idx1": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    "t10k-images-idx3": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    "t10k-labels-idx1": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
}
PLACE = "fashion-mnist"


def load_data() -> Split:
    """The clothes, 60,000 to train with and 10,000 to test with.

    The classes, from 0: T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag,
    Ankle boot. The files are downloaded once and kept. Without a network the digits that come
    with kerasish take their place, enlarged, so that the same program runs; a line says so, and
    where to put the files.

    Returns:
        (x_train, y_train), (x_test, y_test): images of shape (n, 28, 28) from 0 to 255, labels of
        shape (n,) from 0 to 9; all uint8.
    """
    try:
        x_train, y_train, x_test, y_test = map(_read, SHA256)
    except Unavailable as reason:
        data = mnist.enlarged_digits()
        print(
            f"Fashion-MNIST is not available: {reason}. The UCI digits that come with kerasish, "
            f"enlarged from 8 × 8, take its place: {mnist.sizes(data)}. Their labels are digits, "
            "not clothes. For the clothes run this again with a network, or put the four files "
            f"({', '.join(map(_file, SHA256))}) of github.com/zalandoresearch/fashion-mnist into "
            f"{folder() / 'datasets' / PLACE}."
        )
        return data
    return (x_train, y_train), (x_test, y_test)


def _file(part: str) -> str:
    return f"{part}-ubyte.gz"


def _read(part: str) -> np.ndarray:
    """The numbers of an IDX file: after four bytes as many lengths as the last of them says."""
    path = get_file(f"{PLACE}/{_file(part)}", ORIGIN + _file(part), SHA256[part])
    with gzip.open(path) as file:
        content = file.read()
    axes = content[3]
    lengths = np.frombuffer(content, ">i4", axes, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(lengths)
