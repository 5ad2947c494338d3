"""Whatever a student hands in is admitted or refused with a name; nothing else happens."""

import json
import os
import socket
import unicodedata
import zipfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import damages
from autograder.course import Course
from autograder.intake import admit

ASSIGNMENT = "linear_classifier"
NAME = f"{ASSIGNMENT}.ipynb"
RELEASED = Course().released / ASSIGNMENT
KOREAN = Course("ko").released / ASSIGNMENT


@pytest.fixture(scope="module")
def whole():
    """A right notebook as JupyterLab saves it."""
    return nbformat.writes(damages.named(ASSIGNMENT, "loop_by_hand")) + "\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "anna" / ASSIGNMENT
    folder.mkdir(parents=True)
    return folder


def refused(folder, released=RELEASED):
    """The name of the problem; its message says what was expected."""
    before = _state(folder)
    admission = admit(folder, released)
    assert _state(folder) == before
    assert admission.problem is not None, admission.repairs
    assert admission.notebooks == {}
    assert len(admission.problem.message) > 20
    assert "{" not in admission.problem.message
    return admission.problem.name


def admitted(folder, released=RELEASED):
    """The text of the admitted notebook, and its repairs as (kind, doubtful)."""
    before = _state(folder)
    admission = admit(folder, released)
    assert _state(folder) == before
    assert admission.problem is None, admission.problem
    (name,) = admission.notebooks
    assert name == ASSIGNMENT
    text = nbformat.writes(admission.notebooks[name]) + "\n"
    return text, {(repair.kind, repair.doubtful) for repair in admission.repairs}


def _state(folder):
    return {
        str(path): path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in folder.rglob("*")
    }


def test_an_undamaged_notebook_is_admitted_byte_for_byte(folder, whole):
    (folder / NAME).write_text(whole)
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
    assert admitted(folder) == (whole, set())


def test_outputs_of_any_size_are_dropped(folder, whole):
    notebook = nbformat.reads(whole, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="x" * 200_000)]
            cell.execution_count = 3
    notebook.metadata["widgets"] = {"state": "x" * 200_000}
    nbformat.write(notebook, folder / NAME)
    assert admitted(folder) == (whole, set())


def test_malformed_outputs_are_no_matter(folder, whole):
    document = json.loads(whole)
    for cell, outputs in zip(document["cells"], [None, 3, "x", {"a": 1}, [None]] * 9):
        cell["outputs"] = outputs
    (folder / NAME).write_text(json.dumps(document))
    assert admitted(folder) == (whole, set())


BROKEN = {
    "empty-file": lambda text: "",
    "truncated": lambda text: text[: len(text) // 2],
    "broken-json": lambda text: text.replace('"cells"', '"cells', 1),
    "merge-conflict": lambda text: text.replace(
        '   "cell_type"', '<<<<<<< HEAD\n   "cell_type"\n=======\n>>>>>>> main\n', 3
    ),
    "not-a-notebook": lambda text: '{"name": "x", "version": 1}',
    "no-cells": lambda text: '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "python-file": lambda text: "import math\n\nprint(math.pi)\n",
    "web-page": lambda text: f"<!DOCTYPE html>\n<html><body>{text}</body></html>",
    "text-file": lambda text: "Here is my homework!",
    "old-format": lambda text: '{"worksheets": 7, "nbformat": 3}',
    "too-many-cells": lambda text: json.dumps({"cells": [{}] * 3000, "nbformat": 4}),
    "too-large": lambda text: text.replace("def batches", f"# {'x' * 9_000_000}\\ndef batches", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_by_name(folder, whole, name):
    (folder / NAME).write_text(BROKEN[name](whole))
    assert refused(folder) == name


BINARY = {
    "binary-file": bytes(range(256)) * 4,
    "archive": b"PK\x03\x04" + bytes(100),
    "document": b"%PDF-1.7 " + bytes(100),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
}


@pytest.mark.parametrize("name", BINARY)
def test_a_binary_file_is_refused_by_name(folder, name):
    (folder / NAME).write_bytes(BINARY[name])
    assert refused(folder) == name


@pytest.mark.parametrize(
    "text",
    [
        '{"cells": ' + "[" * 100_000,
        '{"cells": [{"source": "x", "metadata": ' + '{"a":' * 990 + "1" + "}" * 990 + "}]}",
        '{"cells": [{"source": ' + "9" * 10_000 + "}]}",
        '{"cells": [' + "[]," * 2_000_000 + "0]}",
    ],
)
def test_json_that_means_harm_is_refused(folder, text):
    (folder / NAME).write_text(text)
    assert refused(folder) in ("broken-json", "truncated", "other-assignment")


def many_cells(notebook):
    """Two thousand cells that all resemble a locked cell, in place of the locked ones."""
    locked = notebook.cells[damages.at(notebook.cells, "try_two_layers")].source.split("\n")
    notebook.cells = [c for c in notebook.cells if not damages.grade_id(c).startswith("try")]
    for number in range(1900):
        damages.add(notebook.cells, 3, "\n".join([*locked[number % 9 :], *locked[: number % 9]]))


def long_cell(notebook):
    """A cell of a million short lines."""
    damages.delete(notebook.cells, damages.at(notebook.cells, "tests"))
    damages.add(notebook.cells, 3, "\n" * 500_000 + "# Nothing to write here.\n" * 50_000)


def deep_code(notebook):
    """Answers that are hard to parse."""
    for name, text in (("batches", "(" * 90_000), ("train_linear", "x = " + "-" * 150_000 + "1")):
        notebook.cells[damages.at(notebook.cells, name)].source = text


@pytest.mark.parametrize("change", [many_cells, long_cell, deep_code])
def test_a_notebook_that_is_hard_to_match_is_admitted_or_refused(folder, change):
    notebook = damages.named(ASSIGNMENT, "loop_by_hand")
    change(notebook)
    nbformat.write(notebook, folder / NAME)
    assert ASSIGNMENT in admit(folder, RELEASED).notebooks


def test_a_word_document_is_not_called_an_archive(folder):
    with zipfile.ZipFile(folder / "homework.docx", "w") as document:
        document.writestr("word/document.xml", "<w:document/>")
    assert refused(folder) == "document"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_form_of_unicode_is_read(folder, whole, encoding):
    text = whole.replace("size=32):", "size=32):  # Δ 한글", 1)
    (folder / NAME).write_bytes(text.encode(encoding))
    read, repairs = admitted(folder)
    assert read == text
    assert {kind for kind, _ in repairs} == {"encoding"}


@pytest.mark.parametrize(
    "released, encoding, word", [(RELEASED, "cp1252", "é"), (KOREAN, "cp949", "한")]
)
def test_letters_of_old_editors_are_read_and_a_person_is_asked(folder, released, encoding, word):
    text = (released / NAME).read_text().replace("size=32):", f"size=32):  # {word}", 1)
    (folder / NAME).write_bytes(text.encode(encoding, "replace"))
    read, repairs = admitted(folder, released)
    assert f"size=32):  # {word}" in read
    assert ("encoding", True) in repairs


def test_half_a_letter_does_not_stop_what_writes_files(folder, whole):
    (folder / NAME).write_text(whole.replace("size=32):", "size=32):  # \\ud83d", 1))
    read, _ = admitted(folder)
    assert read.encode()


def test_line_ends_of_windows_are_no_change_of_locked_cells(folder, whole):
    (folder / NAME).write_text(whole.replace("\\n", "\\r\\n"))
    assert admitted(folder) == (whole, {("line-endings", False)})


@pytest.mark.parametrize("minor", [0, 2, 4])
def test_older_notebooks_of_format_4_are_admitted(folder, whole, minor):
    document = json.loads(whole)
    for cell in document["cells"]:
        del cell["id"]
    (folder / NAME).write_text(json.dumps(document | {"nbformat_minor": minor}))
    _, repairs = admitted(folder)
    assert repairs == set()


def test_a_notebook_of_format_3_is_brought_up_to_date(folder, whole):
    old = nbformat.convert(nbformat.reads(whole, as_version=4), 3)
    (folder / NAME).write_text(json.dumps(old))
    first, repairs = admitted(folder)
    assert {kind for kind, _ in repairs} <= {"notebook-format"}
    assert admitted(folder)[0] == first


def test_a_format_that_there_is_not_is_read_as_far_as_it_goes(folder, whole):
    document = json.loads(whole) | {"nbformat": 5, "nbformat_minor": 0}
    (folder / NAME).write_text(json.dumps(document))
    assert admitted(folder) == (whole, {("notebook-format", True)})


def test_malformed_cells_keep_their_text(folder, whole):
    document = json.loads(whole)
    document["cells"] += [7, "text", {"cell_type": "heading", "source": ["a", "b"]}, {}]
    (folder / NAME).write_text(json.dumps(document))
    read, repairs = admitted(folder)
    assert repairs == {("cell-malformed", False)}
    assert [cell.source for cell in nbformat.reads(read, as_version=4).cells[-4:]] == [
        *("7", "text", "ab", "")
    ]


@pytest.mark.parametrize("language", ["R", "julia"])
def test_python_under_the_name_of_another_language_is_run_by_python(folder, whole, language):
    document = json.loads(whole)
    document["metadata"]["kernelspec"] = {"name": "x", "display_name": "x", "language": language}
    (folder / NAME).write_text(json.dumps(document))
    assert admitted(folder) == (whole, {("kernel", False)})


def test_answers_in_another_language_are_refused(folder, whole):
    document = json.loads(whole)
    document["metadata"] = {"kernelspec": {"name": "ir", "display_name": "R"}}
    for cell in document["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = ["batches <- function(x) {\n", "  x\n", "}"]
    (folder / NAME).write_text(json.dumps(document))
    assert refused(folder) == "wrong-kernel"


@pytest.mark.parametrize("kernel", ["python3", "conda-env-dl-py", "xpython", "pyodide"])
def test_any_kernel_of_python_is_right(folder, whole, kernel):
    document = json.loads(whole)
    document["metadata"]["kernelspec"] |= {"name": kernel, "display_name": kernel}
    (folder / NAME).write_text(json.dumps(document))
    assert admitted(folder)[1] == set()


RENAMED = [
    "linear_classifier (1).ipynb",
    "linear_classifier-Copy1.ipynb",
    "과제3_홍길동.ipynb",
    "linear_classifier.ipynb.txt",
    "linear_classifier.json",
]


@pytest.mark.parametrize("name", [*RENAMED, "Linear_Classifier.ipynb"])
def test_a_renamed_notebook_is_found(folder, whole, name):
    (folder / name).write_text(whole)
    read, repairs = admitted(folder)
    assert read == whole
    assert repairs == ({("renamed", False)} if name in RENAMED else set())


def test_a_name_is_the_same_in_either_form_of_unicode(tmp_path, folder, whole):
    released = tmp_path / "released"
    released.mkdir()
    composed, apart = (unicodedata.normalize(form, "과제.ipynb") for form in ("NFC", "NFD"))
    (released / composed).write_bytes((RELEASED / NAME).read_bytes())
    (folder / apart).write_text(whole)
    admission = admit(folder, released)
    assert list(admission.notebooks) == [composed.removesuffix(".ipynb")]
    assert admission.repairs == []


def test_of_several_notebooks_the_fitting_one_is_graded(folder, whole):
    (folder / "a.ipynb").write_bytes((RELEASED.parent / "tensors" / "tensors.ipynb").read_bytes())
    (folder / "b.ipynb").write_text(whole)
    read, repairs = admitted(folder)
    assert read == whole
    assert repairs == {("renamed", False), ("files-left-out", False)}


def test_of_two_fitting_notebooks_a_person_chooses(folder, whole):
    (folder / "a.ipynb").write_text(whole)
    (folder / "b.ipynb").write_text(whole)
    assert ("several-notebooks", True) in admitted(folder)[1]


def test_of_two_notebooks_of_an_assignment_each_is_admitted_by_itself(tmp_path, folder, whole):
    released = tmp_path / "released"
    released.mkdir()
    for name in (ASSIGNMENT, "tensors"):
        source = RELEASED.parent / name / f"{name}.ipynb"
        (released / source.name).write_bytes(source.read_bytes())
    (folder / NAME).write_text(whole)
    (folder / "mine.ipynb").write_bytes((released / "tensors.ipynb").read_bytes())
    admission = admit(folder, released)
    assert list(admission.notebooks) == [ASSIGNMENT, "tensors"]
    assert [repair.kind for repair in admission.repairs] == ["renamed"]
    (folder / "mine.ipynb").write_text(whole[:1000])
    admission = admit(folder, released)
    assert list(admission.notebooks) == [ASSIGNMENT]
    assert [(repair.kind, repair.doubtful) for repair in admission.repairs] == [
        ("truncated", True),
        ("files-left-out", False),
    ]


def test_another_assignment_is_refused(folder):
    (folder / NAME).write_bytes((RELEASED.parent / "tensors" / "tensors.ipynb").read_bytes())
    assert refused(folder) == "other-assignment"


def test_nothing_is_refused_as_nothing(folder):
    assert refused(folder) == "nothing-handed-in"
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / NAME).write_text("{}")
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
    assert refused(folder) == "nothing-handed-in"


def test_a_missing_folder_is_refused_as_nothing(tmp_path):
    assert admit(tmp_path / "nobody", RELEASED).problem.name == "nothing-handed-in"


def test_other_files_are_named_and_left(folder, whole):
    (folder / NAME).write_text(whole)
    (folder / "helpers.py").write_text("x = 1")
    assert admitted(folder) == (whole, {("files-left-out", False)})


def test_no_link_is_followed(folder, whole, tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text(whole)
    (folder / NAME).symlink_to(secret)
    assert refused(folder) == "symbolic-link"
    (folder / NAME).unlink()
    (folder / "below").symlink_to(tmp_path, target_is_directory=True)
    assert refused(folder) == "symbolic-link"


@pytest.mark.parametrize("special", ["pipe", "socket", "folder"])
def test_what_is_no_file_is_refused_without_waiting(folder, special):
    path = folder / NAME
    if special == "pipe":
        os.mkfifo(path)
    elif special == "folder":
        path.mkdir()
    else:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may not be long
        socket.socket(socket.AF_UNIX).bind(NAME)
        os.chdir(here)
    assert refused(folder) in ("not-a-file", "unreadable-file")


def test_a_notebook_within_a_folder_of_its_name_is_found(folder, whole):
    (folder / NAME).mkdir()
    (folder / NAME / NAME).write_text(whole)
    assert admitted(folder) == (whole, {("renamed", False)})


@given(data=st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_stop_admission(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    (folder / NAME).write_bytes(data)
    assert admit(folder, RELEASED).problem is not None


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
keys = ["cell_type", "source", "metadata", "id", "outputs", "attachments", "input"]
cells = st.dictionaries(st.sampled_from(keys), values) | values


@given(
    document=st.fixed_dictionaries(
        {"cells": st.lists(cells, max_size=5) | values},
        optional={
            "nbformat": values,
            "nbformat_minor": values,
            "metadata": values,
            "worksheets": values,
        },
    ),
    whole=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_no_document_stops_admission(tmp_path_factory, document, whole):
    if whole and isinstance(document["cells"], list):
        document["cells"] += json.loads((RELEASED / NAME).read_text())["cells"]
    folder = tmp_path_factory.mktemp("any")
    (folder / NAME).write_text(json.dumps(document), encoding="utf-8")
    admission = admit(folder, RELEASED)
    assert (admission.problem is None) == bool(admission.notebooks)
    for notebook in admission.notebooks.values():
        nbformat.validate(notebook)
        assert nbformat.writes(notebook).encode()
