"""`keras.datasets`: data to learn from, one file a set."""

from kerasish._missing import missing as _missing
from kerasish.keras.datasets import digits, mnist

__all__ = ["digits", "mnist"]

_ADVICE = dict.fromkeys(
    (
        "boston_housing",
        "california_housing",
        "cifar10",
        "cifar100",
        "fashion_mnist",
        "imdb",
        "reuters",
    ),
    "Take keras.datasets.mnist or keras.datasets.digits, or load a file with np.load.",
)
__getattr__ = _missing(__name__, _ADVICE)


def __dir__() -> list[str]:
    return __all__
