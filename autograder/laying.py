"""Lays one student's attempt into the folder from which it is graded."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Protocol

from nbgrader.utils import parse_utc

from autograder.archives import NESTED_DEPTH, NESTED_ENTRIES, Budget, Refused, entries, is_zip
from autograder.exports import Origin, plain_name

TIMESTAMP = "timestamp.txt"
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"


class Entry(Protocol):
    """A file of an export."""

    path: PurePosixPath
    time: datetime | None

    def unpack(self, target: Path, budget: Budget) -> None:
        """Write the content into a new file; raises Refused."""


@dataclass(frozen=True)
class File:
    """A file of an export, and whose it is."""

    source: Path
    entry: Entry
    origin: Origin


@dataclass
class Layer:
    """Lays files into folders of an assignment.

    Attributes:
        assignment: The name of the assignment.
        korean: Whether names that are not in Unicode are taken for Korean ones.
        refuse: Called with an export and a file in it that is not taken.
    """

    assignment: str
    korean: bool
    refuse: Callable[[Path, Refused], None]
    _budget: Budget = field(default_factory=Budget, repr=False)

    def unpack(self, files: Sequence[File], folder: Path) -> tuple[list[str], str]:
        """Unpack files, and the files in archives among them.

        Args:
            files: The files of one attempt; of two with one name the first keeps it.
            folder: An empty folder.

        Returns:
            The names of the files, and the time that nbgrader has noted for them, "" if none.
        """
        self._budget = Budget()
        names: set[str] = set()
        stamp = ""
        for file in files:
            with TemporaryDirectory(prefix="spool-", dir=folder.parent) as spool:
                try:
                    for path, content in self._contents(file, Path(spool)):
                        if path.name.casefold() == TIMESTAMP:
                            # A student's own file of this name says nothing of when it came.
                            stamp = stamp or self._noted(file, content)
                            continue
                        name = _free_name(self._name(file, path), names)
                        content.rename(folder / name)
                        names.add(name)
                except Refused as refused:
                    self.refuse(file.source, refused)
        return sorted(names), stamp

    def _name(self, file: File, path: PurePosixPath) -> str:
        if file.origin.system == "names" and path.suffix.lower() == ".ipynb":
            return f"{self.assignment}.ipynb"  # it was named after its student
        return plain_name(path.name, self.assignment)

    def _contents(self, file: File, spool: Path) -> Iterator[tuple[PurePosixPath, Path]]:
        content = spool / "0"
        file.entry.unpack(content, self._budget)
        yield from self._opened(file, PurePosixPath(file.origin.file), content, 0)

    def _opened(
        self, file: File, path: PurePosixPath, content: Path, depth: int
    ) -> Iterator[tuple[PurePosixPath, Path]]:
        """A file, or the files in it if it is an archive."""
        self._budget.count(str(path))
        if not is_zip(content):
            yield path, content
            return
        if depth == NESTED_DEPTH:
            raise Refused("too-deep", str(path), "an archive in an archive, again and again")
        with content.open("rb") as opened:
            inside = entries(opened, str(path), NESTED_ENTRIES, self.korean)
            for number, entry in enumerate(self._taken(inside, file.source)):
                inner = content.with_name(f"{content.name}-{number}")
                try:
                    entry.unpack(inner, self._budget)
                    yield from self._opened(file, entry.path, inner, depth + 1)
                except Refused as refused:
                    self.refuse(file.source, refused)
                    if self._budget.spent:
                        return

    def _taken(self, given: Iterable[Entry | Refused], source: Path) -> Iterator[Entry]:
        for entry in given:
            if isinstance(entry, Refused):
                self.refuse(source, entry)
            else:
                yield entry

    def _noted(self, file: File, content: Path) -> str:
        """The time in nbgrader's own file, from a folder that nbgrader laid out."""
        inner = file.entry.path.parts[-2:]
        if file.origin.system != "folders" or inner != (self.assignment, TIMESTAMP):
            return ""
        try:
            return f"{parse_utc(content.read_text().strip()):{TIME_FORMAT}}"
        except (ValueError, OverflowError):
            return ""


def put(made: Path, target: Path) -> str:
    """Move a folder to its place; return "new", "replaced" or "unchanged"."""
    if not target.exists():
        os.rename(made, target)
        return "new"
    if _contents(made) == _contents(target):
        return "unchanged"
    os.rename(target, made.with_name("old"))
    os.rename(made, target)
    return "replaced"


def _free_name(name: str, taken: set[str]) -> str:
    """The name, with a number where another file has it; case does not tell names apart."""
    folded = {other.casefold() for other in taken}
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    number = 1
    while name.casefold() in folded:
        number += 1
        name = f"{stem} ({number}){suffix}"
    return name


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
