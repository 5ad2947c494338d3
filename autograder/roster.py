"""The students of a class, from the list that a learning platform exports or from one's own."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.exports import Origin

_NOT_LETTERS = re.compile(r"[\W_]+")
_PARTICIPANT = re.compile(r"\D*(\d+)\D*")
# The columns of a student's own id and of a name, the best first: those of Canvas's gradebook, of
# Moodle's grading sheet, of Google Classroom and of plain lists.
_IDS = (
    *("sis login id", "sis user id", "username", "id number", "student id", "student_id"),
    *("student number", "학번", "아이디", "email address", "email", "이메일", "id"),
)
_NAMES = ("student", "full name", "name", "student name", "이름", "성명")
_PARTS = (("last name", "first name"), ("surname", "first name"), ("성", "이름"))
_PLATFORM = {"sis login id": "id", "sis user id": "id", "identifier": "identifier"}


class RosterError(ValueError):
    """The file is no list of students; the message says what one looks like."""


@dataclass(frozen=True)
class Student:
    """One student of a class.

    Attributes:
        id: The name of the student's folder, and in the gradebook.
        name: The name as people write it.
        platform_id: The id by which the platform knows the student; "" if the list has none.
        columns: The student's line in the list, by the names of the columns in small letters.
    """

    id: str
    name: str
    platform_id: str = ""
    columns: Mapping[str, str] = field(default_factory=dict, compare=False)


class Roster:
    """The students of a class.

    Args:
        students: The students.
    """

    def __init__(self, students: Sequence[Student]) -> None:
        self.students = students
        self._by_platform = {s.platform_id: s for s in students if s.platform_id}
        self._by_id = {_compact(s.id): s for s in students}
        self._by_name: dict[str, list[Student]] = {}
        for student in students:
            for form in set(_forms(student.name)):
                self._by_name.setdefault(form, []).append(student)

    def find(self, origin: Origin) -> Student | None:
        """The one student whose file it is; None if it is nobody's or could be several's."""
        if origin.id in self._by_platform:
            return self._by_platform[origin.id]
        for text in filter(None, (origin.id, origin.name)):
            if student := self._by_id.get(_compact(text)):
                return student
        found = {id(s): s for form in _forms(origin.name) for s in self._by_name.get(form, [])}
        if not found and origin.system == "names":
            found = {id(s): s for s in self.students if self._is_within(s, origin.name)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_within(self, student: Student, text: str) -> bool:
        within = _compact(text)
        wanted = [_compact(student.id), *_forms(student.name)]
        return any(len(form) > 1 and form in within for form in wanted)


def read(path: Path) -> Roster:
    """Read a list of students: a CSV file whose first line names the columns.

    Raises:
        RosterError: It has no column of ids, or one id stands for two students.
    """
    rows = list(csv.DictReader(_lines(path)))
    columns = {(name or "").strip().casefold(): name for name in rows[0]} if rows else {}
    own = next((columns[name] for name in _IDS if name in columns), None)
    if own is None:
        raise RosterError(
            f"{path} has no column with the ids of students. "
            f"It has {', '.join(map(repr, columns)) or 'no rows'}. Expected: a first line that "
            "names the columns, of them `id` and `name`, or the file that Canvas or Moodle exports."
        )
    marked = next((_PLATFORM[name] for name in _PLATFORM if name in columns), "platform_id")
    platform = columns.get(marked)
    students = []
    for row in rows:
        number = (row[platform] or "").strip() if platform else ""
        if marked == "identifier" and (found := _PARTICIPANT.fullmatch(number)):
            number = found[1]
        identity = (row[own] or "").strip() or number
        if identity and (platform is None or marked != "id" or number.isdigit()):
            line = {name: (row[column] or "").strip() for name, column in columns.items()}
            students.append(Student(folder_name(identity), _name(row, columns), number, line))
    _require_distinct(path, students)
    return Roster(students)


def folder_name(text: str) -> str:
    """A text as the name of a folder that nbgrader takes for a student's id."""
    kept = re.sub(r"[^\w@.+-]+", "_", unicodedata.normalize("NFC", text).strip())
    return kept.strip("_.")[:80] or "unnamed"


def _lines(path: Path) -> list[str]:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16", "cp949", "latin-1"):
        try:
            return data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads everything")


def _name(row: dict[str, str], columns: dict[str, str]) -> str:
    for last, first in _PARTS:
        if last in columns and first in columns:
            return f"{row[columns[last]]}, {row[columns[first]]}".strip(", ")
    column = next((columns[name] for name in _NAMES if name in columns), None)
    return (row[column] or "").strip() if column else ""


def _require_distinct(path: Path, students: Sequence[Student]) -> None:
    seen: dict[str, Student] = {}
    for student in students:
        other = seen.setdefault(student.id.casefold(), student)
        if other is not student:
            raise RosterError(
                f"{path} has the id {student.id!r} twice: {other.name!r} and {student.name!r}."
            )


def _compact(text: str) -> str:
    """A text without case, spaces and marks, as Canvas writes names."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _forms(name: str) -> Iterator[str]:
    """The ways to write a name in one word: platforms differ in which part comes first."""
    last, comma, first = name.partition(",")
    words = [last, first] if comma else name.split()
    for start in range(len(words)):
        if form := _compact("".join(words[start:] + words[:start])):
            yield form
