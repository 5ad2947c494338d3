"""Write kerasish/keras/datasets/digits.npz from scikit-learn's copy of the UCI digits.

    pip install scikit-learn
    python scripts/make-digits.py

The set: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
Repository, 1998, doi 10.24432/C50P49, licence CC BY 4.0. scikit-learn has its 1,797 test images.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TARGET = Path(__file__).parents[1] / "kerasish" / "keras" / "datasets" / "digits.npz"

if __name__ == "__main__":
    digits = load_digits()
    images = digits.images.astype(np.uint8)
    labels = digits.target.astype(np.uint8)
    np.savez_compressed(TARGET, images=images, labels=labels)
    print(f"{TARGET.name}: {len(images)} images, {TARGET.stat().st_size} bytes")
