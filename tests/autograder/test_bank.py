"""The graders: right programs of any form pass, each mistake costs its part and is named."""

import os
import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution

from autograder import bank, grade
from autograder.bank import Sample
from autograder.cluster import Workers
from autograder.course import LANGUAGES, Course
from autograder.report import falls, table

ASSIGNMENTS = Course().assignments()
IN_EACH_LANGUAGE = [
    (language, name) for language in LANGUAGES for name in Course(language).assignments()
]
POINTS = 20
# All samples take longer than a test run should: `make bank` grades them, the tests some of them.
EVERY = 1 if os.environ.get("KERASISH_BANK") == "all" else 20
TRACEBACK = "Traceback (most recent call last)"
NOT_YET = {"en": "Not yet: ", "ko": "아직입니다: "}
SAID = {
    "en": ("Observed: ", ". Expected: ", ". Read again: section "),
    "ko": ("관찰: ", ". 기대: ", ". 다시 읽기: "),
}


def instructor(course, assignment):
    """The answers of solutions/ themselves, as a submission."""
    path = course.solutions / assignment / f"{assignment}.ipynb"
    cells = filter(is_solution, nbformat.read(path, as_version=4).cells)
    answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in cells}
    return Sample("instructor", "Right: the solution.", answers, lost={})


def was_stopped(part):
    return "CellTimeoutError" in part.message


def right_and_wrong(assignment):
    samples = bank.samples(assignment)
    return [s for s in samples if not s.lost], [s for s in samples if s.lost]


@pytest.fixture(scope="module", params=IN_EACH_LANGUAGE, ids="-".join)
def language_and_assignment(request):
    return request.param


@pytest.fixture(scope="module")
def assignment(language_and_assignment):
    return language_and_assignment[1]


@pytest.fixture(scope="module")
def empty_gradebook(tmp_path_factory):
    """nbgrader takes seconds to make one."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with grade.programs_beside_python():
        Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="module")
def course(language_and_assignment, empty_gradebook, tmp_path_factory):
    folder = tmp_path_factory.mktemp("-".join(language_and_assignment))
    course = Course(language_and_assignment[0], folder / "grading", folder / "exercises")
    course.work.mkdir()
    shutil.copy(empty_gradebook, course.gradebook_file)
    return course


@pytest.fixture(scope="module")
def workers(sandboxed):
    """What runs the samples of all assignments. Its threads end before other tests begin."""
    with Workers() as workers:
        yield workers


@pytest.fixture(scope="module")
def results(assignment, course, workers):
    """Samples, graded as `make bank` does, with two at a time.

    The tests of a translation are those of the English notebook, so two samples will do there.
    """
    grade.release(course, assignment)
    every = bank.samples(assignment)
    if EVERY > 1:  # a sample that is stopped takes twenty seconds for each cell
        every = [sample for sample in every if sample.name != "endless_loop"]
    samples = [sample for sample in every if sample.name == "nothing_written"]
    if course.language == LANGUAGES[0]:
        samples += [sample for sample in every[::EVERY] if sample not in samples]
    given = [instructor(course, assignment), *samples]
    graded = bank.grade_samples(course, assignment, given, workers)
    return {sample.name: (sample, parts) for sample, parts in graded}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_bank_is_as_large_as_it_has_to_be(name):
    right, wrong = right_and_wrong(name)
    assert len(right) >= 12
    assert len(wrong) >= 25
    assert all(sample.summary.startswith("Right:") for sample in right)
    assert all(sample.summary.startswith("Wrong:") for sample in wrong)


def test_right_programs_get_every_point_and_mistakes_cost_their_parts(results):
    graded = list(results.values())
    assert falls(graded) == (0, 0), table(graded)


def test_the_parts_make_twenty_points(results):
    _, parts = results["instructor"]
    assert sum(part.max_score for part in parts) == POINTS


def test_every_message_says_what_was_seen_and_expected_and_where_to_read(results, course):
    seen, expected, where = SAID[course.language]
    for sample, parts in results.values():
        for part in parts:
            if part.message and not was_stopped(part):
                told = part.message.split("NotYet: ")[1]
                assert told.startswith(seen), sample.name
                assert expected in told, sample.name
                assert where in told, sample.name


def test_a_written_answer_waits_for_a_person_and_an_empty_one_does_not(results):
    _, parts = results["instructor"]
    by_hand = {part.name for part in parts if part.score is None}
    assert by_hand
    _, parts = results["nothing_written"]
    assert {part.name for part in parts if part.name in by_hand and part.score == 0} == by_hand


def tracebacks(course, assignment, sample):
    """How many tracebacks stand in an autograded notebook: below graded cells, and elsewhere."""
    path = course.autograded / sample.name / assignment / f"{assignment}.ipynb"
    counts = {True: 0, False: 0}
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            counts[is_grade(cell)] += "\n".join(output.get("traceback", [])).count(TRACEBACK)
    return counts[True], counts[False]


def test_the_feedback_page_shows_the_message_and_no_traceback_of_a_test(
    assignment, results, course
):
    graded = [(s, parts) for s, parts in results.values() if not any(map(was_stopped, parts))]
    for sample, _ in graded:
        assert tracebacks(course, assignment, sample)[0] == 0, sample.name
    sample = next(sample for sample, _ in graded if sample.lost)
    page = grade.feedback(course, assignment, sample.name) / sample.name / assignment
    text = (page / f"{assignment}.html").read_text()
    assert NOT_YET[course.language] + SAID[course.language][0] in text
    # Cells of the student's may end with a traceback, and so may those that try them.
    assert text.count(TRACEBACK) == tracebacks(course, assignment, sample)[1]


def test_the_table_has_a_row_for_each_sample_and_says_where_scores_differ(results):
    drawn = table(list(results.values()))
    assert [line.split()[0] for line in drawn.splitlines()[1 : 1 + len(results)]] == list(results)
    sample, parts = next((s, p) for s, p in results.values() if s.lost)
    surprise, *foreseen = sample.lost
    lost = {name: sample.lost[name] for name in foreseen}
    unforeseen = Sample(sample.name, sample.summary, sample.cells, lost)
    row, difference = table([(unforeseen, parts)]).splitlines()[1:3]
    assert row.split()[-1] == "no"
    assert difference.startswith(f"{sample.name}, {surprise}: 0 points in place of ")
    assert falls([(unforeseen, parts)]) == (0, 1)
