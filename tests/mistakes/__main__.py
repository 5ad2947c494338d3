"""`python -m mistakes OUTCOMES` and `python -m mistakes --table`: TensorFlow on the same mistakes.

OUTCOMES is a JSON file, name of the mistake to what TensorFlow raises: the name of a class,
`WARNING` or `NOTHING`, and the message. `--table` prints both messages of every mistake as
Markdown instead.

`tf.keras` is Keras 3, the same package beside which the layers are tested. This is a process of
its own since here Keras runs on TensorFlow, and there on JAX.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"

import numpy as np
import tensorflow

import kerasish
from mistakes import NOTHING, high_level, low_level
from mistakes.asking import outcome

MISTAKES = low_level.MISTAKES + high_level.MISTAKES


def outcomes(tf) -> dict[str, tuple[str, str]]:
    """What each program raises with a library, by the name of the mistake."""
    names = {"tf": tf, "keras": tf.keras, "np": np}
    with tempfile.TemporaryDirectory() as folder:
        return {each.name: outcome(each.program, names, folder) for each in MISTAKES}


def table() -> Iterator[str]:
    """The lines of a Markdown page: each program, and what both say of it."""
    own, theirs = outcomes(kerasish), outcomes(tensorflow)
    versions = f"TensorFlow {tensorflow.__version__} with Keras {tensorflow.keras.__version__}"
    yield f"# What kerasish and {versions} say to the same mistakes\n"
    for mistake in MISTAKES:
        yield f"## {mistake.name}\n\n```python\n{mistake.program.strip()}\n```\n"
        for library, found in (("kerasish", own), ("TensorFlow", theirs)):
            yield f"**{library}:** {_shown(*found[mistake.name])}\n"


def _shown(kind: str, message: str) -> str:
    if kind == NOTHING:
        return NOTHING
    quoted = "\n".join(f"> {line}" for line in message.strip().splitlines())
    return f"{kind}\n\n{quoted}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--table"]:
        print("\n".join(table()))
    else:
        Path(sys.argv[1]).write_text(json.dumps(outcomes(tensorflow)))
