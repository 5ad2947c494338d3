"""What a student is told of an exercise before handing it in."""

import copy
import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import damages
from autograder.course import Course
from autograder.manifest import WriteManifest
from autograder.manifest import digest as digest_of_the_graders
from damages import at
from kerasish.notebook import words
from kerasish.notebook.findings import findings
from kerasish.notebook.released import digest

ASSIGNMENT = "linear_classifier"
ANSWERS = {"batches", "train_linear", "train_two_layers", "why_linear"}


def with_manifest(notebook):
    WriteManifest().preprocess(notebook, {"nbgrader": {"notebook": ASSIGNMENT}})
    return notebook


RELEASED = with_manifest(damages.released(ASSIGNMENT))


@pytest.fixture
def notebook():
    """A notebook in which every answer is written."""
    notebook = damages.named(ASSIGNMENT, "loop_by_hand")
    notebook.metadata = copy.deepcopy(RELEASED.metadata)
    return notebook


def said(notebook, executed=(), **given):
    """What is found, as (kind, cell), where these cells have run and another one asks."""
    document = json.loads(nbformat.writes(notebook))
    executed = [*executed, "check()"] if executed else []
    return {(one.kind, one.cell) for one in findings(document, executed, **given)}


def runs(notebook):
    """What a kernel has run when all cells were run from top to bottom."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_a_finished_exercise_is_ready(notebook):
    assert said(notebook, executed=runs(notebook), name=f"{ASSIGNMENT}.ipynb", size=1000) == set()
    assert words.told([], "x", "en").splitlines()[-1] == "Ready to hand in."


def test_an_exercise_as_it_was_released_is_empty_and_nothing_else():
    assert said(RELEASED) == {("empty", name) for name in ANSWERS}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_exercise_is_as_it_was_released(language):
    course = Course(language)
    for name in course.assignments():
        path = course.released / name / f"{name}.ipynb"
        document = json.loads(path.read_text())
        assert {one.kind for one in findings(document, name=path.name)} == {"empty"}, name
        assert "check_notebook()" in "".join(document["cells"][-1]["source"])


def test_cells_of_ones_own_are_no_matter(notebook):
    damages.add(notebook.cells, 4, "x = 1")
    damages.add(notebook.cells, 9, "notes", "markdown")
    assert said(notebook, executed=runs(notebook)) == set()


@pytest.mark.parametrize("name", ["batches", "tests", "linear_trained"])
def test_a_missing_cell_is_named(notebook, name):
    damages.delete(notebook.cells, at(notebook.cells, name))
    kind = "missing-answer" if name in ANSWERS else "missing-locked"
    assert said(notebook) == {(kind, name)}


def test_copies_are_counted(notebook):
    damages.duplicate(notebook.cells, at(notebook.cells, "batches"))
    assert said(notebook) == {("duplicated", "batches")}
    (finding,) = findings(json.loads(nbformat.writes(notebook)))
    assert finding.values["count"] == 2
    assert finding.section == "1.1 Batches"


def test_a_changed_locked_cell_is_seen_and_a_space_at_the_end_of_a_line_is_not(notebook):
    place = at(notebook.cells, "clouds")
    notebook.cells[place].source = notebook.cells[place].source.replace("\n", "  \n") + "\n"
    assert said(notebook) == set()
    notebook.cells[place].source = notebook.cells[place].source.replace("seed=0", "seed=7")
    assert said(notebook) == {("changed", "clouds")}


def test_a_cell_of_another_type_is_seen(notebook):
    damages.turn_into(notebook.cells, at(notebook.cells, "batches"), "markdown")
    assert ("type", "batches") in said(notebook)


def test_a_cell_that_has_lost_its_mark_is_known_by_its_id(notebook):
    damages.strip_metadata(notebook.cells, at(notebook.cells, "batches"))
    assert said(notebook) == {("unmarked", "batches")}


def test_colab_keeps_ids_in_the_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata["id"] = cell.pop("id")
        cell.metadata.pop("nbgrader", None)
    notebook.nbformat_minor = 0
    assert {kind for kind, _ in said(notebook)} == {"unmarked"}


def test_a_moved_cell_is_seen(notebook):
    damages.move(notebook.cells, at(notebook.cells, "train_linear"), len(notebook.cells) - 1)
    kinds = said(notebook)
    assert kinds and {kind for kind, _ in kinds} == {"moved"}


@pytest.mark.parametrize("text", ["", "  \n", "def batches():\n    # YOUR CODE HERE"])
def test_an_answer_with_nothing_in_it_is_empty(notebook, text):
    notebook.cells[at(notebook.cells, "batches")].source = text
    assert said(notebook) == {("empty", "batches")}


def test_an_answer_that_is_no_python_is_named_with_its_line(notebook):
    notebook.cells[at(notebook.cells, "batches")].source = "%time\ndef batches(:\n    pass"
    (finding,) = findings(json.loads(nbformat.writes(notebook)))
    assert (finding.kind, finding.cell, finding.values["line"]) == ("syntax", "batches", 2)


def test_magics_are_python_enough(notebook):
    notebook.cells[at(notebook.cells, "batches")].source += "\n%timeit -n1 1\n!ls\nbatches?"
    assert said(notebook) == set()


def test_what_was_run_and_is_not_in_the_file_was_not_saved(notebook):
    executed = runs(notebook)
    newer = notebook.cells[at(notebook.cells, "batches")].source + "\n    # better"
    assert said(notebook, executed=[*executed, newer]) == {("unsaved", "batches")}
    assert said(notebook, executed=[*executed, newer], live=True) == set()


def test_a_cell_that_ran_before_the_one_above_it_is_out_of_order(notebook):
    executed = runs(notebook)
    assert said(notebook, executed=[*executed[1:], executed[0]]) == {("order", "")}
    assert said(notebook, executed=executed[:-3]) == {("order", "")}
    assert said(notebook, executed=[executed[4], *executed, executed[4]]) == set()


def test_cells_below_the_one_that_asks_need_not_have_run(notebook):
    damages.add(notebook.cells, 5, "check()")
    above = [cell.source for cell in notebook.cells[:5] if cell.cell_type == "code"]
    assert said(notebook, executed=above) == set()
    assert said(notebook, executed=above[:-1]) == {("order", "")}


def test_the_name_and_the_size_are_looked_at(notebook):
    assert said(notebook, name="x (1).ipynb", size=10**8) == {("renamed", ""), ("large", "")}


def test_a_notebook_that_says_nothing_of_a_release_is_told_so(notebook):
    notebook.metadata.pop("kerasish")
    assert said(notebook) == {("no-release", "")}


@pytest.mark.parametrize("value", [None, [], "x", {"cells": 3}, {"cells": ["a b"]}, {"cells": [1]}])
def test_a_broken_manifest_is_none(notebook, value):
    notebook.metadata["kerasish"] = value
    assert said(notebook) == {("no-release", "")}


def test_every_finding_has_words_in_both_languages(notebook):
    assert words.WORDS["en"].keys() == words.WORDS["ko"].keys()
    for place in (at(notebook.cells, "batches"), at(notebook.cells, "setup")):
        damages.duplicate(notebook.cells, place)
    damages.move(notebook.cells, at(notebook.cells, "try_linear"), 0)
    damages.delete(notebook.cells, at(notebook.cells, "tests"))
    document = json.loads(nbformat.writes(notebook))
    found = findings(document, executed=["x"], name="y.ipynb", size=10**8)
    for language, last in (("en", "Not ready to hand in."), ("ko", "아직 제출하지 마세요.")):
        told = words.told(found, "y.ipynb", language).splitlines()
        assert told[-1].startswith(last)
        assert len(told) == len(found) + 4
        assert not any("{" in line for line in told)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_words_are_in_the_language_of_the_notebook(language):
    folder = Course(language).released
    notebook = nbformat.read(folder / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    assert words.language_of(notebook.cells) == language


@given(st.text())
def test_graders_and_library_digest_texts_alike(text):
    assert digest(text) == digest_of_the_graders(text)


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
keys = st.sampled_from(["cell_type", "source", "metadata", "id", "outputs"])


@given(cells=st.lists(st.dictionaries(keys, values), max_size=4), executed=st.lists(st.text()))
@settings(deadline=None)
def test_no_notebook_stops_the_check(cells, executed):
    document = json.loads(nbformat.writes(RELEASED))
    document["cells"] = cells + document["cells"][::2]
    said = findings(document, executed=executed)
    assert words.told(said, "x", words.language_of(document["cells"]))
