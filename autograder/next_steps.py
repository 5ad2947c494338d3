"""What a student should do next, at the top of the feedback page that nbgrader writes."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from autograder import standings
from autograder.course import Course
from autograder.phrases import phrase
from autograder.report_page import environment
from autograder.standings import Class, Part, Standing
from autograder.summary import plain

# nbgrader's page begins its body with this.
_TOP = '<a name="top"></a>'
# The end of what a test says: `expect` of the assignments, in English and in Korean.
_SECTION = re.compile(r"(?:Read again: section|다시 읽기:) ([\w.]*\w)")
_KOREAN_END = "절"
# Problems that are the grader's and not the student's.
_OURS = ("worker-died", "not-run", "not-saved", "not-sanitized")


def add(course: Course, assignment: str, student: str = "*") -> list[Path]:
    """Put the block into the feedback pages, and write pages for what could not be graded.

    Args:
        course: The course, whose feedback pages nbgrader has just written.
        assignment: The name of the assignment.
        student: One student; all when "*".

    Returns:
        The pages.
    """
    results = standings.read(course, assignment)
    pages = []
    for one in results.standings:
        if student in ("*", one.student):
            pages += _pages(course, results, one)
    return pages


def sections(message: str) -> list[str]:
    """The sections that a failed test tells to read again."""
    found = (name.removesuffix(_KOREAN_END) for name in _SECTION.findall(message))
    return list(dict.fromkeys(found))


def _pages(course: Course, results: Class, one: Standing) -> list[Path]:
    folder = course.feedback / one.student / results.assignment
    if one.record and one.record.problem:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{results.assignment}.html"
        path.write_text(_rendered("not_graded.html", course, results, one), encoding="utf-8")
        return [path]
    pages = sorted(folder.glob("*.html")) if one.graded else []
    block = _rendered("next_steps.html", course, results, one)
    head = environment().get_template("feedback_head.html").render()
    for path in pages:
        before, top, after = path.read_text(encoding="utf-8").partition(_TOP)
        before = before.replace("<html>", f'<html lang="{course.language}">', 1)
        before = before.replace("</head>", f"{head}\n</head>", 1)
        path.write_text(f"{before}{top}\n{block}\n{after}", encoding="utf-8")
    return pages


def _rendered(template: str, course: Course, results: Class, one: Standing) -> str:
    failed = [part for part in one.parts if part.message and not part.score]
    waiting = [part for part in one.parts if part.score is None]
    return (
        environment()
        .get_template(template)
        .render(
            say=partial(phrase, language=course.language),
            language=course.language,
            results=results,
            one=one,
            first=failed[0] if failed else None,
            message=plain(failed[0].message) if failed else "",
            sections=_all_sections(failed),
            others=[part.name for part in failed[1:]],
            waiting=waiting,
            waiting_points=sum(part.max_score for part in waiting),
            repairs=one.record.repairs if one.record else [],
            ours=bool(one.record and one.record.problem and one.record.problem.name in _OURS),
        )
    )


def _all_sections(failed: Sequence[Part]) -> list[str]:
    return list(dict.fromkeys(name for part in failed for name in sections(part.message)))
