"""A class of hostile students is graded once. None gets points, and none harms the others."""

import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import engine, grade
from autograder.course import ROOT
from autograder.execute import NOT_RUN, NOT_STOPPED
from autograder.ledger import Ledger
from autograder.sandbox import Limits
from tests.autograder.hostile_class import (
    HONEST,
    NAME,
    attempts,
    hand_in,
    hand_in_honestly,
    hostile_course,
)

ATTEMPTS = {attempt.name: attempt for attempt in attempts()}
LIMITS = Limits(cell_seconds=1, seconds=4, scratch=64 * 2**20, resident=2**30)
WHERE_A_STUDENT_WROTE = [Path("/"), Path("/etc"), Path("/opt"), ROOT / "kerasish", Path(sys.prefix)]

pytestmark = pytest.mark.usefixtures("sandboxed")


@pytest.fixture(scope="module")
def course(sandboxed, tmp_path_factory):
    """The class, graded."""
    course = hostile_course(tmp_path_factory.mktemp("hostile"))
    for attempt in ATTEMPTS.values():
        hand_in(course, attempt)
    hand_in_honestly(course)
    for _ in engine.autograde(course, NAME, [*ATTEMPTS, HONEST], limits=LIMITS):
        pass
    return course


@pytest.fixture(scope="module")
def record_of(course):
    """The record of a student."""
    return Ledger(course, NAME).read


def test_there_are_more_than_fifty_attempts():
    assert len(ATTEMPTS) > 50


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nobody_earns_points_by_force(course, record_of, name):
    record = record_of(name)
    assert record.problem is None
    parts = grade.scores(course, NAME, name)
    assert [part.name for part in parts] == ["ramp_made", "describe_shape", "describe_contents"]
    assert [part for part in parts if part.score] == []
    assert set(ATTEMPTS[name].caught) <= {finding.kind for finding in record.findings}
    assert all(finding.evidence for finding in record.findings)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nobody_reaches_what_is_not_theirs(record_of, name):
    texts = [
        output.get("text", "")
        for cells in record_of(name).outputs.values()
        for outputs in cells
        for output in outputs
    ]
    assert [line for text in texts for line in text.splitlines() if "REACHED" in line] == []


def test_who_sits_beside_them_gets_every_point(course, record_of):
    parts = grade.scores(course, NAME, HONEST)
    assert [part.score for part in parts] == [part.max_score for part in parts]
    assert record_of(HONEST).findings == []


def test_what_is_tampered_with_is_neither_passed_nor_failed(course):
    with Gradebook(course.gradebook) as gradebook:
        grades = gradebook.find_submission(NAME, "expect_replaced").notebooks[0].grades
        tests = [grade for grade in grades if grade.max_score > 0]
        assert [grade.needs_manual_grade for grade in tests] == [True] * 3
        assert [grade.auto_score for grade in tests] == [None] * 3


def test_what_a_person_has_given_stays_when_it_is_graded_again(course):
    name = "expect_with_other_code"
    with Gradebook(course.gradebook) as gradebook:
        gradebook.find_grade("ramp_made", NAME, NAME, name).manual_score = 0.5
        gradebook.db.commit()
    list(engine.autograde(course, NAME, [name], limits=LIMITS, again=True))
    with Gradebook(course.gradebook) as gradebook:
        grade_ = gradebook.find_grade("ramp_made", NAME, NAME, name)
        assert (grade_.score, grade_.needs_manual_grade) == (0.5, True)


@pytest.mark.parametrize("name", ["stopped_itself", "signals_ignored"])
def test_what_cannot_be_interrupted_is_ended_and_says_so(record_of, name):
    outputs = [output for cell in record_of(name).outputs[NAME] for output in cell]
    errors = [output["evalue"] for output in outputs if output["output_type"] == "error"]
    assert errors[0] == NOT_STOPPED
    assert set(errors[1:]) == {NOT_RUN}


def test_no_process_is_left_behind(course):
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert "sleep 98765.25" not in running.stdout


def test_no_file_is_left_behind(course):
    found = [place for place in WHERE_A_STUDENT_WROTE if (place / "left-by-a-student").exists()]
    assert found == []
    notebooks = {path for path in course.autograded.rglob("*") if path.is_file()}
    assert {path.name for path in notebooks} == {f"{NAME}.ipynb"}
