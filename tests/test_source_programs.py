"""Every program in the source notes, with the import swapped, prints what TensorFlow prints.

The notes lie beside the checkout; a clone without them skips. `oracle.notes` says which lines are
programs, `oracle.notebook` runs them: once with TensorFlow and the Keras inside it, once with
kerasish, each in its own process.
"""

import ast
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from oracle.described import Described, differences
from oracle.notebook import MNIST, CellOutcome
from oracle.notes import EXACT, FOLDER, NOTES, ROUNDED, SHUFFLED, Cell, Note

pytestmark = [
    pytest.mark.skipif(not FOLDER.is_dir(), reason="no source notes beside the checkout"),
    pytest.mark.skipif(not MNIST.is_file(), reason="no mnist.npz beside the checkout"),
    pytest.mark.xdist_group("source_programs"),  # the notes run once, not once a worker
]

TESTS = Path(__file__).parent
CELLS = [
    pytest.param(note, number, id=f"{note.file[:3]}-cell{number:02}")
    for note in NOTES
    for number in range(len(note.cells))
]
# Relative and absolute. The margin of a shuffled training is several times what two runs of
# TensorFlow with different seeds differ by.
LAST_DIGITS = (1e-3, 1e-4)
MARGIN = (0.2, 0.06)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, dict[str, list[CellOutcome]]]:
    """What came of each cell: library, then note, then the cells in order."""
    folder = tmp_path_factory.mktemp("notes")
    jobs = folder / "jobs"
    jobs.write_bytes(pickle.dumps({note.file: note.sources() for note in NOTES}))
    environment = dict(os.environ, KERAS_BACKEND="tensorflow", COLUMNS="80")
    environment["PYTHONPATH"] = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    running = {
        library: subprocess.Popen(
            [sys.executable, "-m", "oracle", library, jobs, folder / library],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for library in ("tensorflow", "kerasish")
    }
    for library, process in running.items():
        output, _ = process.communicate()
        assert process.returncode == 0, f"{library}:\n{output}"
    return {library: pickle.loads((folder / library).read_bytes()) for library in running}


@pytest.fixture
def cell(outcomes, note: Note, number: int) -> tuple[Cell, CellOutcome, CellOutcome]:
    """The cell, what TensorFlow makes of it, what kerasish makes of it."""
    expected, actual = (
        outcomes[library][note.file][number] for library in ("tensorflow", "kerasish")
    )
    return note.cells[number], expected, actual


@pytest.mark.parametrize("note, number", CELLS)
def test_the_same_is_printed(cell):
    """Printed text, displayed text of the last expression, and the class of an error."""
    cell, expected, actual = cell
    assert actual.error[:1] == expected.error[:1] or expected.error[0] in actual.error, (
        f"TensorFlow: {expected.error[:1]} {expected.message}\n"
        f"kerasish: {actual.error[:1]} {actual.message}"
    )
    assert_same_text(expected.printed, actual.printed, cell.numbers)
    assert_same_text(expected.displayed, actual.displayed, cell.numbers)
    assert actual.warned == expected.warned


@pytest.mark.parametrize("note, number", CELLS)
def test_the_same_is_computed(cell):
    """Every name that the cell mentions, and what it draws."""
    cell, expected, actual = cell
    assert actual.names.keys() == expected.names.keys()
    found = []
    for name, value in expected.names.items():
        found += compare(value, actual.names[name], cell.numbers, name)
    assert len(actual.figures) == len(expected.figures)
    for value, other in zip(expected.figures, actual.figures):
        found += compare(value, other, cell.numbers, "figure")
    assert not found, "\n".join(found)


def test_trained_on_digits_as_well_as_keras(outcomes):
    """The last accuracies of both MNIST programs, on digits that they were not trained on."""
    for file, number in (("002_ec1b3e96ae2eb8c4.txt", 9), ("004_236f2d0ee2f2f340.txt", 2)):
        accuracies = {
            library: float(re.findall(r"accuracy: (0\.\d+)", notes[file][number].printed)[-1])
            for library, notes in outcomes.items()
        }
        assert abs(accuracies["tensorflow"] - accuracies["kerasish"]) < 0.02, accuracies


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.file[:3])
def test_no_line_of_code_is_left_out(note):
    """What looks like a statement is in some cell; the rest is prose and pasted output."""
    covered = set(note.covered())
    left_out = [
        line
        for number, line in enumerate(note.lines(), start=1)
        if number not in covered and is_code(line)
    ]
    assert left_out == []


def is_code(line: str) -> bool:
    """A line that starts a block, or a statement that imports, assigns or calls something."""
    if line.startswith("tf.Tensor("):  # what a program prints
        return False
    if re.match(r"\s*(@[\w.]+\s*$|(with|def|class|for) .*:\s*(#.*)?$)", line):
        return True
    try:
        body = ast.parse(line.strip()).body
    except SyntaxError:
        return False
    statements = ast.Import, ast.ImportFrom, ast.Assign, ast.AugAssign
    return any(
        isinstance(each, statements) or isinstance(getattr(each, "value", None), ast.Call)
        for each in body
    )


# --- How texts and values are compared ---------------------------------------------------------

NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]?\d+)?|-?\d+(?:e[+-]?\d+)?")


def assert_same_text(expected: str, actual: str, numbers: str) -> None:
    """The text is the same; the numbers in it as `numbers` says."""
    expected, actual = as_seen(expected), as_seen(actual)
    if numbers == EXACT:
        assert actual == expected
        return
    # A digit more or less moves the columns of a printed array.
    around = [re.sub(r"\s*#\s*", "#", NUMBER.sub("#", text)) for text in (expected, actual)]
    assert around[1] == around[0], f"{actual}\n\nwhere TensorFlow prints\n\n{expected}"
    relative, absolute = {ROUNDED: LAST_DIGITS, SHUFFLED: MARGIN}[numbers]
    for one, other in zip(NUMBER.findall(expected), NUMBER.findall(actual)):
        close = pytest.approx(float(one), rel=relative, abs=absolute) if "." in one else float(one)
        assert float(other) == close, (
            f"{other} in\n{actual}\n\nwhere TensorFlow prints {one} in\n\n{expected}"
        )


def as_seen(text: str) -> str:
    """What is on the screen at the end, without times, addresses and version numbers."""
    lines = []
    for line in text.split("\n"):
        redrawn = re.split(r"[\r\x08]+", line)
        lines.append(([each for each in redrawn if each.strip()] or [""])[-1].rstrip())
    text = "\n".join(lines)
    text = re.sub(r"(?<=\x1b\[1m)(\d+s|[\d:]+)(?=\x1b\[0m)|(?<= - )\d+s(?= )", "TIME", text)
    text = re.sub(r"\d+(s|ms|us)/(step|epoch)", "TIME/step", text)
    text = re.sub(r"<(?:\w+\.)*(\w+) (?:object )?at 0x[0-9a-f]+>", r"<\1>", text)
    return re.sub(r"'\d+\.\d+\.\d+\w*'", "'VERSION'", text)


def compare(expected: Described, actual: Described, numbers: str, where: str) -> list[str]:
    """`differences`, as far as training allows."""
    tolerance = {EXACT: None, ROUNDED: LAST_DIGITS, SHUFFLED: MARGIN}[numbers]
    if numbers == SHUFFLED:
        expected, actual = without_trained_arrays(expected), without_trained_arrays(actual)
    return differences(expected, actual, tolerance, where)


def without_trained_arrays(value: Described) -> Described:
    """Losses and metrics are compared; weights and predictions by shape alone."""
    keep = value.kind == "float"
    return Described(
        value.kind,
        {name: fact for name, fact in value.facts.items() if name != "sha256"},
        value.numbers if keep else None,
        [without_trained_arrays(part) for part in value.parts],
    )
