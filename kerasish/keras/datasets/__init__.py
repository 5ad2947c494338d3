"""`keras.datasets`: data to learn from, one file a set."""

from kerasish._missing import missing as _missing
from kerasish.keras.datasets import digits, fashion_mnist, mnist, playground

__all__ = ["digits", "fashion_mnist", "mnist", "playground"]

_ADVICE = dict.fromkeys(
    (
        "boston_housing",
        "california_housing",
        "cifar10",
        "cifar100",
        "imdb",
        "reuters",
    ),
    "Take keras.datasets.mnist, fashion_mnist, digits or playground, or load a file with np.load.",
)
__getattr__ = _missing(__name__, _ADVICE)


def __dir__() -> list[str]:
    return __all__
