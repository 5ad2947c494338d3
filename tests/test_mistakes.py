"""The mistakes that learners make, each with its message: `mistakes/` has the table.

A message names what came, what was expected and what to try; the error is of the class that
TensorFlow raises; and the traceback ends at the learner's own line.
"""

import json
import os
import re
import subprocess
import sys
import traceback
import warnings
from collections import Counter
from pathlib import Path

import jax
import numpy as np
import pytest

import kerasish
from mistakes import WARNING, Mistake, high_level, low_level

TESTS = Path(__file__).parent
MISTAKES = low_level.MISTAKES + high_level.MISTAKES
each_mistake = pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)


@pytest.fixture(scope="module")
def tensorflow_raises(tmp_path_factory):
    """What TensorFlow raises for each mistake, asked in a process of its own."""
    outcomes = tmp_path_factory.mktemp("mistakes") / "outcomes.json"
    environment = {"PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"}
    subprocess.run(
        [sys.executable, "-m", "mistakes", str(outcomes)],
        env=os.environ | environment,
        check=True,
        timeout=600,
    )
    return json.loads(outcomes.read_text())


def make(mistake: Mistake, folder: Path) -> Exception | warnings.WarningMessage:
    """Run the program with kerasish; the error or the warning that it ends in."""
    lesson = folder / "lesson.py"
    lesson.write_text(mistake.program)
    names = {"tf": kerasish, "keras": kerasish.keras, "np": np}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(compile(mistake.program, str(lesson), "exec"), names)
        except Exception as error:
            return error
    return caught[-1] if caught else pytest.fail("no error and no warning")


def message_of(outcome: Exception | warnings.WarningMessage) -> str:
    return str(outcome.message if isinstance(outcome, warnings.WarningMessage) else outcome)


def test_enough_mistakes_and_no_name_twice():
    assert len(high_level.MISTAKES) >= 60
    assert not [name for name, n in Counter(m.name for m in MISTAKES).items() if n > 1]


@each_mistake
def test_message_names_what_came_what_was_expected_and_what_to_try(mistake, tmp_path):
    message = message_of(make(mistake, tmp_path))
    assert re.search(mistake.came, message, re.DOTALL)
    assert re.search(mistake.expected, message, re.DOTALL)
    assert re.search(mistake.advice, message, re.DOTALL)
    for foreign in ("jax", "Tracer", "dot_general", "lax", "jnp"):
        assert not re.search(rf"\b{foreign}", message), f"a learner does not know {foreign!r}"


@each_mistake
def test_class_is_tensorflows(mistake, tensorflow_raises, tmp_path):
    theirs, _ = tensorflow_raises[mistake.name]
    assert theirs == (mistake.tensorflow or mistake.error)
    outcome = make(mistake, tmp_path)
    if mistake.error == WARNING:
        assert isinstance(outcome, warnings.WarningMessage)
    else:
        assert mistake.error in [kind.__name__ for kind in type(outcome).__mro__]


@each_mistake
def test_traceback_ends_at_the_learners_line(mistake, tmp_path):
    outcome = make(mistake, tmp_path)
    lesson = str(tmp_path / "lesson.py")
    if mistake.error == WARNING:
        assert (outcome.filename, outcome.lineno) == (lesson, mistake.line)
        return
    shown = "".join(traceback.format_exception(outcome))
    frames = re.findall(r'File "(.*?)", line (\d+)', shown)
    own = [file for file, _ in frames if file not in (lesson, __file__)]
    assert [int(line) for file, line in frames if file == lesson][-1] == mistake.line
    library = str(Path(kerasish.__file__).parent)
    assert not [file for file in own if not file.startswith(library)], shown
    assert len(own) <= 1, shown


def test_a_mistake_leaves_no_trace():
    """A learner goes on in the same notebook: what worked before the mistake works after it."""
    tf = kerasish
    with pytest.raises(ValueError, match="None"):
        tf.subtract(tf.constant(3.0), None)
    assert tf.subtract(tf.constant(3.0), tf.constant(1.0)).numpy() == 2.0


def test_whole_story_for_those_who_ask():
    """Nothing is lost: JAX's error and the library's frames are there when filtering is off."""
    tf = kerasish
    tf.debugging.disable_traceback_filtering()
    try:
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            tf.ones([2, 3]) + tf.ones([2])
    finally:
        tf.debugging.enable_traceback_filtering()
    shown = "".join(traceback.format_exception(caught.value))
    assert f"{Path(jax.__file__).parent}" in shown
    assert "in run" in shown
