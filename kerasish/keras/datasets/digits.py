"""The digits that come with kerasish: 1,797 images of 8 × 8, for when there is no network.

E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
Repository, 1998, doi 10.24432/C50P49, licence CC BY 4.0; the images of its test part, as
scikit-learn has them (scripts/make-digits.py wrote the file).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

Split = tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]

TESTED = 360  # images in the test part


def load_data() -> Split:
    """The digits, in an order drawn once, the last 360 for testing.

    Returns:
        (x_train, y_train), (x_test, y_test): images of shape (n, 8, 8) with whole numbers from
        0 (paper) to 16 (ink), labels of shape (n,) from 0 to 9; all uint8.
    """
    with np.load(Path(__file__).with_name("digits.npz")) as file:
        images, labels = file["images"], file["labels"]
    # by turns of writers in the file: a cut without mixing would test on other hands
    order = np.random.default_rng(0).permutation(len(images))
    images, labels = images[order], labels[order]
    return (images[:-TESTED], labels[:-TESTED]), (images[-TESTED:], labels[-TESTED:])
