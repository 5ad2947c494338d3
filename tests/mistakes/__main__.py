"""`python -m mistakes OUTCOMES`: run the programs with TensorFlow, write what each raises.

OUTCOMES is a JSON file, name of the mistake to what TensorFlow raises: the name of a class or
`NOTHING`. This is a process of its own since `tf.keras` needs Keras on TensorFlow,
where the tests of layers have it on JAX.
"""

import contextlib
import io
import json
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorflow import keras

from mistakes import NOTHING, high_level, low_level


def outcome(program: str, folder: str) -> str:
    """What a program raises."""
    # In a file, since AutoGraph reads the source of functions.
    file = Path(folder, "lesson.py")
    file.write_text(program)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            exec(compile(program, str(file), "exec"), {"tf": tf, "keras": keras, "np": np})
        except Exception as error:
            return type(error).__name__
    return NOTHING


def main(outcomes: str) -> None:
    """Run all programs."""
    with tempfile.TemporaryDirectory() as folder:
        mistakes = low_level.MISTAKES + high_level.MISTAKES
        found = {mistake.name: outcome(mistake.program, folder) for mistake in mistakes}
    Path(outcomes).write_text(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
