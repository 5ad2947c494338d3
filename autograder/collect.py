"""Finds in what a learning platform exports whose each file is, and has the last attempts laid."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from autograder.archives import FILE_LIMIT, Budget, Refused, entries
from autograder.course import Course
from autograder.exports import Origin, origins
from autograder.laying import TIME_FORMAT, TIMESTAMP, Entry, File, Layer, put
from autograder.roster import Roster, folder_name

_COLAB_USER = re.compile(rb'"displayName":\s*("(?:[^"\\]|\\.)+")')


@dataclass(frozen=True)
class Collected:
    """What was taken of one student.

    Attributes:
        student: The name of the student's folder.
        name: The student's name, as the roster or the platform writes it.
        platform: The platform that exported it.
        platform_id: The id by which the platform knows the student.
        late: Whether the platform says that it came late.
        time: When it came, in UTC; "" where nothing says so.
        order: Higher for an attempt that came later.
        attempts: How many attempts there were, of which the last was taken.
        files: The names of the files.
        state: "new", "replaced", "unchanged", or "older" where what lies there came later.
    """

    student: str
    name: str
    platform: str
    platform_id: str
    late: bool
    time: str
    order: int
    attempts: int
    files: list[str] = field(default_factory=list)
    state: str = "new"


@dataclass(frozen=True)
class NotTaken:
    """A file that was not taken.

    Attributes:
        source: The export in which it is.
        path: Its name there.
        name: A short name of the reason.
        message: The reason.
    """

    source: str
    path: str
    name: str
    message: str


@dataclass
class Collection:
    """What came of collecting: one entry for each student, and what could not be placed."""

    collected: list[Collected] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)


@dataclass(frozen=True)
class FolderEntry:
    """A file of an export that was unpacked before."""

    path: PurePosixPath
    time: datetime | None
    _file: Path

    def unpack(self, target: Path, budget: Budget) -> None:
        """Copy the file."""
        size = self._file.stat().st_size
        if size > FILE_LIMIT:
            raise Refused("too-large", str(self.path), "larger than 64 MiB")
        budget.spend(str(self.path), size)
        shutil.copyfile(self._file, target)


def collect(
    course: Course,
    assignment: str,
    sources: Sequence[Path],
    roster: Roster | None = None,
    take_late: bool = True,
) -> Collection:
    """Lay the submissions in exports into the course's folder of submissions.

    Args:
        course: The course.
        assignment: The name of the assignment.
        sources: Zip files as they were downloaded, folders into which they were unpacked, or
            notebooks.
        roster: The students of the class; without it, folders are named as the platform names
            students.
        take_late: Whether an attempt that came late is taken; if not, the last one in time is.
    """
    collector = _Collector(course, assignment, roster)
    with ExitStack() as opened:
        files = [file for source in sources for file in collector.files(source, opened)]
        for student, given in collector.by_student(files).items():
            attempts = _attempts(given)
            in_time = [attempt for attempt in attempts if take_late or not attempt[0].origin.late]
            if in_time:
                collector.lay(student, in_time[-1], len(attempts))
            else:
                collector.refuse(given[0], "late", "it came late")
    collector.remember()
    return collector.found


class _Collector:
    def __init__(self, course: Course, assignment: str, roster: Roster | None) -> None:
        self.course, self.assignment, self.roster = course, assignment, roster
        self.found = Collection()
        self.korean = course.language == "ko"
        self.layer = Layer(assignment, self.korean, self._not_taken)
        self.record = course.work / "collected" / f"{assignment}.json"
        self.before = self._remembered()

    def files(self, source: Path, opened: ExitStack) -> Iterator[File]:
        """The files of an export with their origins."""
        found = {entry.path: entry for entry in self._entries(source, opened)}
        for path, origin in origins(list(found), self.assignment).items():
            entry = found[path]
            origin = origin or _colab_origin(entry) or Origin("names", "", "", path.name)
            if origin.system == "Moodle" and entry.time:
                origin = replace(origin, time=entry.time)
            yield File(source, entry, origin)

    def _entries(self, source: Path, opened: ExitStack) -> Iterator[Entry]:
        if source.is_dir():
            yield from _folder_entries(source)
        elif source.suffix.lower() == ".ipynb":
            yield FolderEntry(PurePosixPath(source.name), None, source)
        else:
            file = opened.enter_context(source.open("rb"))
            try:
                for entry in entries(file, source.name, korean=self.korean):
                    if isinstance(entry, Refused):
                        self._not_taken(source, entry)
                    else:
                        yield entry
            except Refused as refused:
                self._not_taken(source, refused)

    def by_student(self, files: Sequence[File]) -> dict[tuple[str, str], list[File]]:
        """The files by the student's folder and name."""
        students: dict[tuple[str, str], list[File]] = {}
        folders: dict[str, tuple[str, str]] = {}
        for file in files:
            student = self._student(file)
            if student is None:
                continue
            known = folders.setdefault(student[0].casefold(), student)
            if known[0] != student[0]:
                said = f"its student's folder would differ from {known[0]!r} in case alone"
                self.refuse(file, "name-collision", said)
                continue
            students.setdefault(known, []).append(file)
        return students

    def _student(self, file: File) -> tuple[str, str] | None:
        origin = file.origin
        if self.roster is not None:
            student = self.roster.find(origin)
            if student is None and (colab := _colab_origin(file.entry)):
                student = self.roster.find(colab)
            if student is None:
                self.refuse(file, "not-in-roster", "it fits nobody in the roster, or several")
            return (student.id, student.name) if student else None
        parts = [part for part in (origin.name, origin.id) if part]
        if not parts:
            self.refuse(file, "whose", "nothing in its name says whose it is; try --roster")
            return None
        return folder_name("_".join(parts)), origin.name

    def lay(self, student: tuple[str, str], files: Sequence[File], attempts: int) -> None:
        """Lay one attempt of a student, unless what lies there came later."""
        folder, name = student
        origin = files[0].origin
        time, order = _when(files)
        stamp = f"{time.astimezone(UTC):{TIME_FORMAT}}" if time > datetime.min else ""
        collected = Collected(
            folder, name, origin.system, origin.id, origin.late, stamp, order, attempts
        )
        target = self.course.submitted / folder / self.assignment
        before = self.before.get(folder)
        if before and target.exists() and (before["time"], before["order"]) > (stamp, order):
            self.found.collected.append(replace(collected, state="older", files=before["files"]))
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{self.assignment}-", dir=target.parent) as temporary:
            made = Path(temporary) / "new"
            made.mkdir()
            names, noted = self.layer.unpack(files, made)
            stamp = stamp or noted
            if stamp:
                (made / TIMESTAMP).write_text(f"{stamp} UTC\n")
            state = put(made, target) if names else ""
        if names:
            collected = replace(collected, files=names, time=stamp, state=state)
            self.found.collected.append(collected)
        elif not any(target.parent.iterdir()):
            target.parent.rmdir()

    def refuse(self, file: File, name: str, message: str) -> None:
        """Tell why a file was not taken."""
        self._not_taken(file.source, Refused(name, str(file.entry.path), message))

    def _not_taken(self, source: Path, refused: Refused) -> None:
        told = NotTaken(source.name, refused.path, refused.name, str(refused))
        self.found.not_taken.append(told)

    def remember(self) -> None:
        """Keep what was collected for the next time, and for lists of grades."""
        now = {one.student: asdict(one) for one in self.found.collected if one.state != "older"}
        self.record.parent.mkdir(parents=True, exist_ok=True)
        written = self.record.with_suffix(".new")
        text = json.dumps(self.before | now, ensure_ascii=False, indent=1, sort_keys=True)
        written.write_text(text + "\n", encoding="utf-8")
        os.replace(written, self.record)

    def _remembered(self) -> dict[str, dict]:
        try:
            return json.loads(self.record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}


def _attempts(files: Sequence[File]) -> list[list[File]]:
    """The files of one student by attempt, the last attempt at the end."""
    attempts: dict[tuple[Path, datetime | None], list[File]] = {}
    for file in files:
        moment = file.origin.time if file.origin.system == "Blackboard" else None
        attempts.setdefault((file.source, moment), []).append(file)
    for attempt in attempts.values():
        attempt.sort(key=lambda file: -file.origin.order)  # of one name twice, the last keeps it
    return sorted(attempts.values(), key=_when)


def _when(attempt: Sequence[File]) -> tuple[datetime, int]:
    times = [file.origin.time for file in attempt if file.origin.time]
    return max(times, default=datetime.min), max(file.origin.order for file in attempt)


def _colab_origin(entry: Entry) -> Origin | None:
    """Whose a notebook is that was run in Colab, which notes who ran each cell."""
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        try:
            entry.unpack(content, Budget())
        except Refused:
            return None
        names = set(_COLAB_USER.findall(content.read_bytes()))
    try:
        (name,) = map(json.loads, names)
    except ValueError:
        return None
    return Origin("Google Classroom", name, "", entry.path.name)


def _folder_entries(folder: Path) -> Iterator[Entry]:
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        for name in names:
            path = Path(where, name)
            if path.is_file() and not path.is_symlink() and not name.startswith("."):
                time = datetime.fromtimestamp(path.stat().st_mtime)
                yield FolderEntry(PurePosixPath(path.relative_to(folder)), time, path)
