"""`tf.data`: data element by element, or batch by batch, where it does not come as arrays."""

from kerasish._missing import missing as _missing
from kerasish.data.base import AUTOTUNE, INFINITE_CARDINALITY, UNKNOWN_CARDINALITY
from kerasish.data.dataset import Dataset

__getattr__ = _missing(
    __name__,
    {
        "TFRecordDataset": "Read files with Python, and hand them on with Dataset.from_generator.",
        "TextLineDataset": "Read lines with Python, and hand them on with Dataset.from_generator.",
        "experimental": "What was experimental there is in tf.data.Dataset itself.",
    },
)
__all__ = ["AUTOTUNE", "INFINITE_CARDINALITY", "UNKNOWN_CARDINALITY", "Dataset"]
