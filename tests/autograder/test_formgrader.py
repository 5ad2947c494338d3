"""A person grades in formgrader, in a real JupyterLab, what the engine has left to a person."""

import os
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from playwright.sync_api import expect, sync_playwright

from autograder import engine, formgrading, grade
from autograder.__main__ import main
from autograder.cluster import Workers
from autograder.course import Course
from autograder.phrases import phrase
from browser import CHROMIUM, QUIET, at_home, served
from project.checkout import ROOT, make
from tests.autograder.small_course import ANSWER, NAME, hand_in, small_course

# It fails the test, and asks IPython not to show the error.
TAMPERED = """def double(x):
    return x
get_ipython().set_custom_exc((Exception,), lambda *shown: None)"""
OPEN = """import sys
from pathlib import Path
from autograder.commands import formgrader
from tests.autograder.small_course import small_course
formgrader.become(small_course(Path(sys.argv[1])), sys.argv[2:])"""
COMMENT = "Added to itself, but what is?"


@pytest.fixture(scope="module")
def workers():
    with Workers(1) as workers:
        yield workers


@pytest.fixture(scope="module")
def course(sandboxed, workers, tmp_path_factory):
    """A course of two, graded: one wrote an answer, the other has tampered and wrote nothing."""
    course = small_course(tmp_path_factory.mktemp("class"))
    hand_in(course, "anna", ANSWER, why="It is added.")
    hand_in(course, "mallory", TAMPERED, why="")
    grade_all(course, workers)
    return course


def grade_all(course, workers):
    """Release and grade everything, as `autograder grade --again` does."""
    grade.release(course, NAME)
    students = course.students(NAME)
    outcomes = list(engine.autograde(course, NAME, students, workers=workers, again=True))
    assert [outcome.record.problem for outcome in outcomes] == [None, None]


def in_gradebook(course, student):
    """By cell: the automatic score, the score given by hand, whether it waits for a person."""
    with Gradebook(course.gradebook) as book:
        grades = book.find_submission_notebook(NAME, NAME, student).grades
        return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in grades}


def comment_in_gradebook(course, student):
    with Gradebook(course.gradebook) as book:
        return book.find_comment("why", NAME, NAME, student).manual_comment


class Formgrader:
    """Formgrader in JupyterLab: `frame` is the page within the page."""

    def __init__(self, page):
        self.page = page
        self.frame = page.frame_locator("#formgrader iframe")

    def open_from_menu(self):
        self.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        self.page.get_by_role("menuitem", name="Formgrader", exact=True).click()

    def list_submissions(self):
        """From wherever formgrader is: Manual Grading, the assignment, its notebook."""
        self.frame.get_by_role("link", name="Manual Grading").first.click()
        self.frame.locator("#main-table").get_by_role("link", name=NAME, exact=True).click()
        self.frame.get_by_role("columnheader", name="Avg. Score").wait_for()
        self.frame.locator("#main-table").get_by_role("link", name=NAME, exact=True).click()
        self.frame.get_by_role("link", name="Submission #2").wait_for()
        self.frame.get_by_role("button", name="Show All Names").click()

    def press(self, student, column):
        """One of the buttons of *Manage Assignments*; what formgrader says then, in full."""
        self.frame.get_by_role("link", name="Manage Assignments").first.click()
        row = self.frame.get_by_role("row").filter(has=self.frame.get_by_text(NAME, exact=True))
        row.locator(".num-submissions a").click()
        self.row(student).locator(f".{column} a").click()
        said = self.frame.locator(".modal-content:visible")
        finished = said.get_by_role("button", name="OK")
        finished.wait_for()
        text = said.inner_text()
        finished.click()
        expect(said).to_have_count(0)
        return text

    def row(self, student):
        return self.frame.get_by_role("row").filter(has_text=student)

    def open_submission(self, student):
        self.list_submissions()
        self.row(student).get_by_role("link", name=student).click()

    def is_waiting(self, student):
        """The column `Needs manual grade` of the list."""
        return self.row(student).locator(".needs-manual-grade .glyphicon-ok")


@pytest.fixture(scope="module")
def formgrader(course, tmp_path_factory):
    """Formgrader in the JupyterLab that the command starts, opened from the menu."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH to open JupyterLab in")

    def command(arguments):
        return [sys.executable, "-c", OPEN, str(course.work.parent), *arguments]

    expect.set_options(timeout=30_000)
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | at_home(home)
    with (
        served(command, ROOT, environment, home / "lab.log") as (address, token),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(90_000)  # a busy machine takes its time to load JupyterLab
        page.goto(f"{address}/lab?token={token}")
        formgrader = Formgrader(page)
        formgrader.open_from_menu()
        yield formgrader
        browser.close()


def test_points_and_comment_of_a_person_stay_when_the_engine_grades_again(
    formgrader, course, workers
):
    formgrader.open_submission("anna")
    score, comment = (formgrader.frame.locator(name) for name in ("#why", "#why-comment"))
    expect(score).to_have_class("score tabbable needs_manual_grade")
    score.fill("0.5")
    comment.fill(COMMENT)
    comment.blur()
    expect(score).not_to_have_class("score tabbable needs_manual_grade")
    for place in (".score-saved", ".comment-saved"):
        expect(formgrader.frame.locator(place).last).to_be_hidden()
    assert in_gradebook(course, "anna") == {"test": (2, None, False), "why": (None, 0.5, False)}
    assert comment_in_gradebook(course, "anna") == COMMENT

    grade_all(course, workers)
    assert in_gradebook(course, "anna") == {"test": (2, None, False), "why": (None, 0.5, True)}
    assert comment_in_gradebook(course, "anna") == COMMENT
    formgrader.page.reload()
    formgrader.open_from_menu()
    formgrader.list_submissions()
    expect(formgrader.row("anna").locator("td.score")).to_have_text("2.5 / 3")
    expect(formgrader.is_waiting("anna")).to_be_visible()
    formgrader.open_submission("anna")
    expect(score).to_have_value("0.5")
    expect(comment).to_have_value(COMMENT)
    formgrader.frame.get_by_role("button", name="Resolve").click()
    expect(formgrader.frame.get_by_role("button", name="Resolve")).to_have_count(0)
    formgrader.list_submissions()
    expect(formgrader.is_waiting("anna")).to_have_count(0)
    assert in_gradebook(course, "anna")["why"] == (None, 0.5, False)


def test_formgraders_own_buttons_use_the_engine(formgrader, course):
    said = formgrader.press("mallory", "autograde")
    assert "Successfully autograded" in said
    assert "for a person to look at: reaches-inside" in said
    assert in_gradebook(course, "mallory")["test"] == (None, None, True)
    page = course.feedback / "mallory" / NAME / f"{NAME}.html"
    page.unlink()
    assert "Successfully generated feedback" in formgrader.press("mallory", "generate-feedback")
    assert phrase("next-title", "en") in page.read_text()


def test_a_test_that_was_tampered_with_waits_for_a_person_who_can_grade_it(formgrader, course):
    assert in_gradebook(course, "mallory") == {"test": (None, None, True), "why": (0, None, False)}
    formgrader.list_submissions()
    expect(formgrader.is_waiting("mallory")).to_be_visible()
    formgrader.open_submission("mallory")
    score = formgrader.frame.locator("#test")
    expect(score).to_have_class("score tabbable needs_manual_grade")
    panel = formgrader.frame.locator(".nbgrader_cell").filter(has=score)
    panel.get_by_role("button", name="No credit").click()
    expect(score).to_have_value("0")
    formgrader.list_submissions()
    expect(formgrader.is_waiting("mallory")).to_have_count(0)
    assert in_gradebook(course, "mallory")["test"] == (None, 0, False)


def test_what_cannot_be_graded_is_said_in_formgrader(formgrader, course):
    handed_in = course.submitted / "anna" / NAME / f"{NAME}.ipynb"
    whole = handed_in.read_bytes()
    handed_in.write_bytes(whole[: len(whole) // 2])
    try:
        said = formgrader.press("anna", "autograde")
    finally:
        handed_in.write_bytes(whole)
    assert "There was an error autograding" in said and "breaks off in line" in said


def test_nbgraders_own_command_uses_the_engine(course):
    graded = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", NAME, "--student", "mal*", "--force"],
        cwd=ROOT / "autograder",
        env=os.environ | course.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert graded.returncode == 0 and "for a person to look at" in graded.stderr, graded.stderr


def test_what_the_engine_cannot_do_for_nbgrader_is_refused(course, monkeypatch, capsys):
    for name, value in course.environment().items():
        monkeypatch.setenv(name, value)
    assert formgrading.main(["grade", NAME, "nobody"]) == 2
    assert "nobody: no submission to 'small'" in capsys.readouterr().err
    directory = course.directory(NAME)
    directory.notebook_id = NAME
    with pytest.raises(NbGraderException, match="--student and --force alone"):
        formgrading.AutogradeByEngine(coursedir=directory).start()


def test_the_buttons_grade_in_the_language_that_was_released(tmp_path):
    course = Course(work=tmp_path)
    grade.release(Course("ko", tmp_path, tmp_path / "released"), "tensors")
    adopted = formgrading._as_released(course, "tensors")
    assert adopted == Course("ko", tmp_path, tmp_path / "released")


def test_the_command_starts_jupyterlab(course):
    arguments = [f"VENV={sys.prefix}", f"FORMGRADERARGS=--work {course.work}", "LABARGS=--version"]
    recipe = make("--dry-run", "formgrader", *arguments).splitlines()[-1]
    shown = subprocess.run(["sh", "-c", recipe], cwd=ROOT, capture_output=True, text=True)
    assert (shown.returncode, shown.stdout[:2]) == (0, "4."), shown.stderr


def test_without_a_gradebook_the_command_says_what_to_do_first(tmp_path, capsys):
    assert main(["formgrader", "--work", str(tmp_path)]) == 2
    assert "Grade an assignment first" in capsys.readouterr().err
