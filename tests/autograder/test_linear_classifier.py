"""The graders of `linear_classifier`: right programs of any form pass, each mistake is named."""

import nbformat
import pytest
from nbgrader.utils import is_solution

from autograder import bank, grade
from autograder.bank import Sample
from autograder.course import ROOT, Course
from autograder.report import table

ASSIGNMENT = "linear_classifier"
SAMPLES = bank.samples(ASSIGNMENT)
RIGHT = [sample for sample in SAMPLES if not sample.lost]
WRONG = [sample for sample in SAMPLES if sample.lost]


def instructor():
    """The answers of solutions/ themselves, as a submission."""
    path = ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = filter(is_solution, nbformat.read(path, as_version=4).cells)
    answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in cells}
    return Sample("instructor", "Right: the solution.", answers, lost={})


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    return Course(work=folder / "grading", exercises=folder / "exercises")


@pytest.fixture(scope="module")
def results(course, sandboxed):
    """All samples, graded once as `make grade` does, with two at a time."""
    grade.release(course, ASSIGNMENT)
    graded = bank.grade_samples(course, ASSIGNMENT, [instructor(), *SAMPLES], report=print)
    return {sample.name: (sample, parts) for sample, parts in graded}


def test_the_bank_is_as_large_as_it_has_to_be():
    assert len(RIGHT) >= 6
    assert len(WRONG) >= 10
    assert all(sample.summary.startswith("Right:") for sample in RIGHT)
    assert all(sample.summary.startswith("Wrong:") for sample in WRONG)


@pytest.mark.parametrize("sample", [instructor(), *RIGHT], ids=lambda sample: sample.name)
def test_a_right_program_gets_every_point(results, sample):
    _, parts = results[sample.name]
    missed = {part.name: part.message for part in parts if not sample.deserves(part)}
    assert missed == {}
    assert sum(part.max_score for part in parts) == 20


@pytest.mark.parametrize("sample", WRONG, ids=lambda sample: sample.name)
def test_a_mistake_costs_its_part_alone_and_is_named(results, sample):
    _, parts = results[sample.name]
    lost = {part.name: part.message for part in parts if part.score == 0}
    assert lost.keys() == sample.lost.keys()
    for name, message in lost.items():
        assert sample.lost[name] in message


def test_every_message_says_what_was_seen_and_expected_and_where_to_read(results):
    for sample, parts in results.values():
        for part in parts:
            if part.message and "CellTimeoutError" not in part.message:
                told = part.message.split("NotYet: ")[1]
                assert told.startswith("Observed: "), sample.name
                assert ". Expected: " in told, sample.name
                assert ". Read again: section " in told, sample.name


def test_a_written_answer_waits_for_a_person_and_an_empty_one_does_not(results):
    scores = {name: parts[-1].score for name, (_, parts) in results.items()}
    assert scores["loop_by_hand"] is None
    assert scores["nothing_written"] == 0


def test_the_feedback_page_shows_the_message_and_no_traceback(results, course):
    pages = grade.feedback(course, ASSIGNMENT, "last_batch_dropped")
    text = (pages / "last_batch_dropped" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text()
    assert "Not yet: Observed: 1980 points in batches of 32 came as 61 batches" in text
    assert "Traceback (most recent call last)" not in text


def test_the_table_has_a_row_for_each_sample_and_says_where_scores_differ(results):
    drawn = table(list(results.values()))
    assert [line.split()[0] for line in drawn.splitlines()[1 : 1 + len(results)]] == list(results)
    sample, parts = results["no_bias"]
    unforeseen = Sample("no_bias", sample.summary, sample.cells, lost={})
    row, difference = table([(unforeseen, parts)]).splitlines()[1:3]
    assert row.split()[-3:] == ["15", "18", "no"]
    assert difference.startswith("no_bias, linear_trained: 0 points in place of 3; the test said")
