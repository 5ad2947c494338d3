"""What is read of a graded class: the summary, the page, lists of grades, feedback."""

import base64
import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import nbformat
import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from autograder import engine, grade, next_steps, report_page, roster, sheets, standings, summary
from autograder.cluster import Workers
from autograder.course import ROOT
from autograder.phrases import meaning, phrase
from autograder.records import Finding
from autograder.standings import Class, Part, Standing
from browser import CHROMIUM, QUIET
from tests.autograder.small_course import ANSWER, NAME, hand_in, small_course

SAID = "raise AssertionError('Observed: <b>{}</b>. Expected: 6. Read again: section 1.2.')"
HOSTILE = "=cmd"
# What a page is wider than a telephone by, the texts that are cut there, and its language.
TOO_WIDE = """() => ({
    beyond: document.documentElement.scrollWidth - 390,
    cut: [...document.querySelectorAll(".output pre, .panel-heading, td, th")].filter(
        (one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1
    ).map((one) => one.textContent),
    language: document.documentElement.lang,
})"""


class Page(HTMLParser):
    """The tags of a page, its text, and what its pictures are described as."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.alternatives, self.sources, self.text = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "img":
            self.alternatives.append(dict(attrs)["alt"])
            self.sources.append(dict(attrs)["src"])

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def course(tmp_path_factory, sandboxed):
    """A class that was graded once: right, twice wrong, damaged, hostile, and no notebook."""
    course = small_course(tmp_path_factory.mktemp("class"))
    hand_in(course, "anna", ANSWER, why="")
    picture = io.BytesIO()
    Image.new("L", (1200, 40)).save(picture, "PNG")
    wide = f"![wide](data:image/png;base64,{base64.b64encode(picture.getvalue()).decode()})"
    hand_in(course, "ben", f"def double(x):\n    {SAID.format(5)}", why=wide)
    hand_in(course, HOSTILE, f"def double(x):\n    {SAID.format(17)}")
    hand_in(course, "carla", ANSWER)
    path = course.submitted / "carla" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = "pass"
    nbformat.write(notebook, path)
    hand_in(course, "dora", ANSWER)
    (course.submitted / "dora" / NAME / f"{NAME}.ipynb").write_text('{"cells": [')
    with Workers(1) as workers:
        list(engine.autograde(course, NAME, course.students(NAME), workers=workers))
    grade.feedback(course, NAME)
    return course


@pytest.fixture(scope="module")
def results(course):
    return standings.read(course, NAME)


def test_the_standings_are_those_of_the_gradebook(course, results):
    assert results.parts == {"test": 2, "why": 1}
    for one in results.standings:
        if one.graded:
            assert list(one.parts) == grade.scores(course, NAME, one.student)
    assert [one.student for one in results.standings if not one.graded] == ["dora"]
    assert {one.student: one.total for one in results.standings if one.settled} == {"anna": 2}


def test_messages_that_differ_in_numbers_are_one_failed_check(results):
    test, _ = summary.by_part(results)
    assert (test.mean, test.full, test.none) == (1, 2, 2)
    assert [check.students for check in test.failed] == [[HOSTILE, "ben"]]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_text_has_each_part_and_steers_no_terminal(results, language):
    evil = Standing("eve", parts=[Part("test", 0, 2, "\x1b[2J"), Part("why", 0, 1, "")])
    text = summary.text(replace(results, standings=[*results.standings, evil]), language)
    assert "why" in text and "ben" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_is_one_file_and_escapes_what_students_wrote(course, results, language):
    page = Page(report_page.write(replace(course, language=language), results).read_text())
    assert all(source.startswith("data:image/png;base64,") for source in page.sources)
    assert len(page.alternatives) == 2 and all(page.alternatives)
    assert "b" not in page.tags and "script" not in page.tags
    for said in ("<b>", HOSTILE, "dora", "truncated", "carla"):
        assert said in page.text


@pytest.fixture
def phone():
    """A page of a browser in which pages look as on a telephone."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH to open pages in")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        size = {"width": 390, "height": 844}
        yield browser.new_page(viewport=size, is_mobile=True)
        browser.close()


def test_pages_fit_on_a_telephone(course, results, phone):
    pages = [course.feedback / who / NAME / f"{NAME}.html" for who in ("anna", "ben", "dora")]
    for path in [report_page.write(course, results), *pages]:
        phone.goto(path.as_uri())
        assert phone.evaluate(TOO_WIDE) == {"beyond": 0, "cut": [], "language": "en"}, path
    phone.goto(pages[1].as_uri())
    assert phone.get_by_alt_text("wide").bounding_box()["width"] < 390


def test_what_stands_between_backticks_is_code_and_nothing_else():
    said = report_page.coded("`a < b` and <b> and `")
    assert said == "<code>a &lt; b</code> and &lt;b&gt; and `"


def test_each_kind_of_finding_is_explained_in_both_languages():
    named = re.compile(r'"([a-z]+(?:-[a-z]+)+|replaced|unproven)"')
    finders = [ROOT / "autograder" / name for name in ("integrity.py", "inside/guard.py")]
    kinds = {kind for file in finders for kind in named.findall(file.read_text())}
    assert len(kinds) >= 14
    for kind in kinds:
        assert phrase(f"finding-{kind}", "en").isascii()
        assert re.search("[가-힣]", phrase(f"finding-{kind}", "ko"))
    assert meaning("of a later version", "en") == "A sign of another kind."


def test_a_finding_of_all_tests_is_told_once(course, results):
    twice = [Finding(cell, "replaced", "`f` is another function") for cell in results.parts]
    anna, *others = results.standings
    doubtful = replace(anna, record=replace(anna.record, findings=twice))
    page = Page(
        report_page.write(course, replace(results, standings=[doubtful, *others])).read_text()
    )
    assert page.text.count(phrase("finding-replaced", "en")) == 1
    assert page.text.count("f is another function") == 1
    assert "functiontest, why" in page.text


def test_students_of_whom_the_same_waits_are_named_together(course, results):
    page = Page(report_page.write(course, results).read_text())
    assert f"students: 3{HOSTILE}, ben, carla" in page.text


def _sheet(tmp_path, kind, results, students=None):
    path = tmp_path / "grades.csv"
    remarks = sheets.write(path, kind, results, students, "en")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file)), remarks


def test_canvas_gets_its_columns_back_and_no_total_that_is_not_final(tmp_path, results):
    path = tmp_path / "canvas.csv"
    path.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
        "김하나,11,s1,anna,A\nB,12,s2,ben,A\nC,13,s3,absent,B\n"
    )
    rows, remarks = _sheet(tmp_path, "canvas", results, roster.read(path))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME],
        ["    Points Possible", "", "", "", "", "3"],
        ["김하나", "11", "s1", "anna", "A", "2"],
        ["B", "12", "s2", "ben", "A", ""],
        ["C", "13", "s3", "absent", "B", ""],
    ]
    assert [remark.split(":")[0] for remark in remarks] == ["ben", HOSTILE, "carla", "dora"]


def test_moodle_gets_its_participants_back_and_reads_why_a_grade_is_missing(tmp_path, results):
    path = tmp_path / "moodle.csv"
    path.write_text(
        "Identifier,Full name,ID number,Email address\n"
        "Participant 7,Anna A,anna,a@example.org\nParticipant 8,Dora D,dora,d@example.org\n"
    )
    (head, anna, dora), _ = _sheet(tmp_path, "moodle", results, roster.read(path))
    assert head[:5] == ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade"]
    assert anna == ["Participant 7", "Anna A", "a@example.org", "2", "3", ""]
    assert dora[3] == "" and "could not be graded" in dora[5]


def test_the_plain_list_has_all_parts_and_no_formula(tmp_path, results):
    rows, _ = _sheet(tmp_path, "plain", results)
    assert rows[0] == ["student", "name", "test", "why", "total", "late", "waits"]
    assert ["anna", "", "2", "0", "2", "", ""] in rows
    assert [f"'{HOSTILE}", "", "0", "", "", "", "waits for a person: why"] in rows
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "  =1"])
def test_a_text_is_no_formula(cell):
    assert sheets.safe(cell) == f"'{cell}"
    assert sheets.safe(-1.0) == "-1"


def _feedback(course, student):
    return (course.feedback / student / NAME / f"{NAME}.html").read_text()


def test_feedback_starts_with_what_to_do(course):
    page = _feedback(course, "ben")
    block = page[page.index("What to do next") : page.index("</section>")]
    assert "&lt;b&gt;5&lt;/b&gt;" in block and "<b>" not in block
    assert "Read again: section 1.2" in block
    assert "0 of 3 points so far" in block


def test_feedback_says_what_was_repaired(course):
    assert "What was repaired in your notebook" in _feedback(course, "carla")


def test_who_could_not_be_graded_is_told_why_and_what_to_do(course):
    page = Page(_feedback(course, "dora"))
    assert "breaks off" in page.text
    assert "hand in that file" in page.text


def test_feedback_written_again_has_one_block(course):
    grade.feedback(course, NAME, HOSTILE)
    assert _feedback(course, HOSTILE).count("What to do next") == 1


@pytest.mark.parametrize(
    "message", ["Read again: section 1.2.", "다시 읽기: 1.2절."], ids=["en", "ko"]
)
def test_sections_to_read_again_are_found(message):
    assert next_steps.sections(f"NotYet: 6. {message}") == ["1.2"]


def test_a_class_without_grades_has_a_page(course):
    nobody = Class(NAME, {"test": 2.0}, [Standing("anna")])
    assert "graded: 0" in summary.text(nobody, "en")
    assert "img" not in Page(report_page.write(course, nobody).read_text()).tags
