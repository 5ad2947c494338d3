"""Whose file it is, read from the names that learning platforms give to what they export.

The forms are those that Canvas writes (lib/content_zipper.rb) and Moodle
(mod/assign/classes/downloader.php), those of Google Classroom and Blackboard as teachers meet
them, and folders of students.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

# lastfirst_LATE_123_456_homework-1.ipynb; with anonymous grading anon_x1y2z_456_homework.ipynb
_CANVAS = re.compile(
    r"(?:(?P<name>.+?)_)?(?P<late>LATE_)?(?P<id>\d+|anon_\w+?)_(?P<order>\d+)_(?P<file>.+)"
)
# First Last_123_assignsubmission_file_/homework.ipynb, or all in one name with a `_` in between
_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?/?(?P<file>.*)", re.S
)
# homework_abc123_attempt_2026-01-30-20-30-10_homework.ipynb
_BLACKBOARD = re.compile(
    r"(?P<work>.+)_(?P<id>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})_(?P<file>.+)"
)
# First Last - homework.ipynb
_CLASSROOM = re.compile(r"(?P<name>[^/]+?) - (?P<file>.+)")
_COPY_NUMBER = re.compile(r"(?:-\d+|-Copy\d+| ?\(\d+\))$")
_COPY_OF = re.compile(r"^(?:Copy of |사본 - |(?=.*의 사본$))")


@dataclass(frozen=True)
class Origin:
    """Where a file comes from.

    Attributes:
        system: The platform that named it.
        name: The student's name as the platform writes it, "" if it does not.
        id: The id by which the platform knows the student, "" if it gives none.
        file: The path that the student gave the file.
        late: Whether the platform says that it came late.
        order: Numbers that are higher for what came later.
        time: When it came, where the name says so.
    """

    system: str
    name: str
    id: str
    file: str
    late: bool = False
    order: int = 0
    time: datetime | None = None


def origins(paths: Sequence[PurePosixPath], assignment: str) -> dict[PurePosixPath, Origin | None]:
    """The origin of each file of one export; None where nothing says whose a file is.

    Args:
        paths: The paths in the export.
        assignment: The name of the assignment, which may be a folder or a part of a name.
    """
    inner = _without_common_folders(paths, assignment)
    found = {path: _from_platform(rest) for path, rest in inner.items()}
    # A folder a student, or a file a student, is how everything else is laid out.
    return {path: origin or _from_place(inner[path], assignment) for path, origin in found.items()}


def plain_name(file: str, assignment: str) -> str:
    """The name of a file without what browsers and platforms add to that of the assignment."""
    path = PurePosixPath(file)
    stem = _COPY_NUMBER.sub("", path.stem)
    return str(path.with_stem(stem)) if stem.casefold() == assignment.casefold() else file


def _without_common_folders(
    paths: Sequence[PurePosixPath], assignment: str
) -> dict[PurePosixPath, PurePosixPath]:
    """Each path without the folders that hold the whole export."""
    rest = {path: path for path in paths}
    while len({inner.parts[0] for inner in rest.values()}) == 1:
        inners = list(rest.values())
        below = {inner.parts[1].casefold() for inner in inners if len(inner.parts) > 2}
        files = [inner for inner in inners if len(inner.parts) == 2]
        several = sum(inner.suffix.lower() in (".ipynb", ".zip") for inner in files) > 1
        holds_students = several or below and not files
        if below == {assignment.casefold()} or not holds_students or _is_moodle(inners[0]):
            break
        rest = {path: PurePosixPath(*inner.parts[1:]) for path, inner in rest.items()}
    return rest


def _is_moodle(path: PurePosixPath) -> bool:
    return _MOODLE.fullmatch(str(path)) is not None


def _from_platform(path: PurePosixPath) -> Origin | None:
    """The origin of a file whose name is in the form of a platform."""
    if found := _MOODLE.fullmatch(str(path)):
        return Origin("Moodle", found["name"], found["id"], found["file"] or path.name)
    if len(path.parts) > 1:
        return None
    if found := _BLACKBOARD.fullmatch(path.name):
        time = datetime.strptime(found["time"], "%Y-%m-%d-%H-%M-%S")
        order = int(found["time"].replace("-", ""))
        return Origin("Blackboard", "", found["id"], found["file"], order=order, time=time)
    if (found := _CANVAS.fullmatch(path.name)) and (found["name"] or found["id"][:4] == "anon"):
        name, order, late = found["name"] or "", int(found["order"]), bool(found["late"])
        return Origin("Canvas", name, found["id"], found["file"], late, order)
    if found := _CLASSROOM.fullmatch(path.name):
        return Origin("Google Classroom", found["name"], "", found["file"])
    return None


def _from_place(path: PurePosixPath, assignment: str) -> Origin | None:
    first, *rest = path.parts
    if rest:
        if len(rest) > 1 and rest[0].casefold() == assignment.casefold():
            rest = rest[1:]
        return Origin("folders", first, "", "/".join(rest))
    stem = _COPY_OF.sub("", _COPY_NUMBER.sub("", path.stem)).removesuffix("의 사본")
    student = re.sub(re.escape(assignment), "", stem, flags=re.I).strip(" _-.()")
    return Origin("names", student, "", path.name) if student else None
