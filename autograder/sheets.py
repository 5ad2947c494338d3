"""Grades as CSV, in the forms that Canvas and Moodle import, and plain."""

import csv
from collections.abc import Sequence
from pathlib import Path

from autograder.phrases import phrase
from autograder.roster import Roster, Student
from autograder.standings import Class, Standing

KINDS = ("canvas", "moodle", "plain")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_Row = list[str | float]


def write(path: Path, kind: str, results: Class, roster: Roster | None, language: str) -> list[str]:
    """Write the grades of a class.

    A total that is not final is left empty, which neither platform takes for 0; Moodle's comments
    and the plain list say why.

    Args:
        path: The file.
        kind: One of `KINDS`.
        results: The class.
        roster: The students; those alone who have handed in, when absent.
        language: The language of remarks.

    Returns:
        What is not final, and who is not in the roster: a sentence each.
    """
    rows, strangers = _rows(results, roster)
    form = {"canvas": _canvas, "moodle": _moodle, "plain": _plain}[kind]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [safe(cell) for cell in row] for row in form(results, rows, language)
        )
    remarks = [
        f"{student.id}: {remark}"
        for student, one in rows
        if (remark := _remark(one, language)) and one is not None
    ]
    return remarks + [f"{student}: is not in the roster; left out" for student in strangers]


def safe(cell: str | float) -> str:
    """A cell that no spreadsheet takes for a formula: names come from students."""
    text = f"{cell:.10g}" if isinstance(cell, float) else cell
    is_formula = isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA)
    return f"'{text}" if is_formula else text


def _rows(
    results: Class, roster: Roster | None
) -> tuple[list[tuple[Student, Standing | None]], list[str]]:
    """Each student with the standing, None if nothing was handed in; and who is left out."""
    by_id = {one.student: one for one in results.standings}
    if roster is None:
        return [
            (Student(one.student, one.name, one.platform_id), one) for one in results.standings
        ], []
    known = {student.id for student in roster.students}
    return [(student, by_id.get(student.id)) for student in roster.students], sorted(
        set(by_id) - known
    )


def _canvas(
    results: Class, rows: Sequence[tuple[Student, Standing | None]], language: str
) -> list[_Row]:
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", results.assignment]
    table: list[_Row] = [head, ["    Points Possible", "", "", "", "", results.max_score]]
    for student, one in rows:
        columns = student.columns
        table.append(
            [
                columns.get("student") or student.name or student.id,
                columns.get("id") or student.platform_id,
                columns.get("sis user id", ""),
                columns.get("sis login id") or student.id,
                columns.get("section", ""),
                _total(one),
            ]
        )
    return table


def _moodle(
    results: Class, rows: Sequence[tuple[Student, Standing | None]], language: str
) -> list[_Row]:
    head = ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade"]
    table: list[_Row] = [[*head, "Feedback comments"]]
    for student, one in rows:
        number = student.platform_id
        table.append(
            [
                student.columns.get("identifier") or (f"Participant {number}" if number else ""),
                student.name or student.id,
                student.columns.get("email address", ""),
                _total(one),
                results.max_score,
                _remark(one, language),
            ]
        )
    return table


def _plain(
    results: Class, rows: Sequence[tuple[Student, Standing | None]], language: str
) -> list[_Row]:
    table: list[_Row] = [["student", "name", *results.parts, "total", "late", "waits"]]
    for student, one in rows:
        scores = {part.name: part.score for part in one.parts} if one else {}
        points = [_number(scores.get(name)) for name in results.parts]
        late = "yes" if one and one.late else ""
        table.append([student.id, student.name, *points, _total(one), late, _remark(one, language)])
    return table


def _number(score: float | None) -> str | float:
    return "" if score is None else float(score)


def _total(one: Standing | None) -> str | float:
    return float(one.total) if one and one.settled else ""


def _remark(one: Standing | None, language: str) -> str:
    """Why there is no final total; "" if there is one."""
    if one is None:
        return phrase("sheet-missing", language)
    if one.record and one.record.problem:
        return phrase("sheet-problem", language, message=one.record.problem.message)
    if not one.graded:
        return phrase("sheet-not-run", language)
    if one.waiting:
        return phrase("sheet-waits", language, names=", ".join(one.waiting))
    return ""
