"""What a learner sees in a notebook when something goes wrong."""

import subprocess
import sys

import pytest

SCRIPT = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_line_magic("colors", "nocolor")
shell.run_cell("import kerasish as tf")
result = shell.run_cell({cell!r})
error = result.error_in_exec
print("RAISED", type(error).__name__, type(error.__context__).__name__)
"""


def shown(cell: str) -> str:
    """What IPython prints for a cell."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(cell=cell)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_an_error_of_the_library_ends_at_the_learners_line():
    text = shown("x = tf.ones((2, 2))\ntf.einsum('ij,jk->ik', x, tf.ones((3, 3)))")
    assert "----> 2 tf.einsum(" in text
    assert "ShapeMismatchError" in text and "(3, 3)" in text
    assert "tracebacks.py" not in text and "op.py" not in text and "jax" not in text
    assert "RAISED ShapeMismatchError ValueError" in text  # JAX's error is kept for those who ask


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        (
            "try:\n    1 / 0\nexcept Exception as e:\n    raise KeyError('mine') from e",
            "direct cause",
        ),
    ],
)
def test_errors_of_the_learner_are_shown_whole(cell, expected):
    assert expected in shown(cell)


def test_the_whole_traceback_is_there_on_request():
    text = shown(
        "tf.debugging.disable_traceback_filtering()\ntf.matmul(tf.ones((2, 2)), tf.ones(3))"
    )
    assert "op.py" in text
