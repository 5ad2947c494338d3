"""`python -m autograder grade` grades what a class has handed in."""

from dataclasses import replace

import pytest

from autograder import bank
from autograder.__main__ import main
from autograder.cluster import Workers
from autograder.course import Course

ASSIGNMENT = "linear_classifier"


@pytest.fixture
def work(tmp_path):
    """A class of two: one handed in the released notebook as it was, one a right solution."""
    course = Course(work=tmp_path)
    right = bank.chosen(ASSIGNMENT, ["loop_by_hand"])[0]
    bank.hand_in(course, ASSIGNMENT, replace(right, name="anna", cells={}))
    bank.hand_in(course, ASSIGNMENT, replace(right, name="ben"))
    return tmp_path


def test_a_class_is_graded(work, capsys, sandboxed, monkeypatch):
    assert main(["grade", ASSIGNMENT, "--work", str(work)]) == 0
    lines = capsys.readouterr().out.splitlines()
    totals = {line.split()[0]: line.split()[-1] for line in lines if line[:3] in ("ann", "ben")}
    assert totals == {"anna": "0", "ben": "18"}  # 2 of 20 points wait for a person
    assert (work / "feedback" / "anna" / ASSIGNMENT / f"{ASSIGNMENT}.html").exists()
    monkeypatch.setattr(Workers, "start", lambda workers, sandboxed: pytest.fail("nobody is new"))
    assert main(["grade", ASSIGNMENT, "--work", str(work)]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_an_assignment_that_nobody_handed_in_says_where_submissions_lie(
    tmp_path, capsys, sandboxed
):
    assert main(["grade", ASSIGNMENT, "--work", str(tmp_path)]) == 2
    assert f"STUDENT/{ASSIGNMENT}/{ASSIGNMENT}.ipynb" in capsys.readouterr().err


def test_an_unknown_assignment_is_told_which_there_are(tmp_path, capsys, sandboxed):
    assert main(["grade", "classifiers", "--work", str(tmp_path)]) == 2
    assert ASSIGNMENT in capsys.readouterr().err
