"""What a student has handed in, made ready for grading: files are found, read and mended."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder import wording
from autograder.reading import FILE_LIMIT, MEBIBYTE, Unreadable, kind_of, read
from autograder.records import Problem, Repair
from autograder.repair import Repaired, repair

NOTEBOOK = ".ipynb"
# Names under which a notebook comes when a system did not know the ending.
DISGUISES = (NOTEBOOK, ".json", ".txt", "")
DEPTH, FILES = 4, 200
IGNORED = ("timestamp.txt", "desktop.ini", "thumbs.db")
FOREIGN_KERNELS = ("ir", "julia", "bash", "octave", "xcpp", "javascript", "deno", "sos")
# With fewer of its cells than this, a notebook is not taken for the assignment.
RECOGNISED = 0.3


@dataclass(frozen=True)
class Admission:
    """What can be graded of a submission.

    Attributes:
        notebooks: The notebooks by name, the released file's without its ending. They have no
            outputs, and every cell that nbgrader has to find in them.
        repairs: What was mended.
        problem: Why nothing can be graded; None if something can.
    """

    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    problem: Problem | None = None


@dataclass(frozen=True)
class _Candidate:
    path: Path
    repaired: Repaired
    damages: wording.Damages

    @property
    def share(self) -> float:
        """How much of the release is in it, from 0 to 1."""
        return max(self.repaired.recognised)


def admit(folder: Path, released: Path) -> Admission:
    """Read a submission and mend it. Nothing is written, and no link is followed out of it.

    Args:
        folder: The folder with the files that one student has handed in.
        released: The folder of the assignment as students got it.

    Raises:
        ValueError: `released` holds no notebook.
    """
    admitted, repairs, problems = {}, [], []
    wanted = sorted(released.glob(f"*{NOTEBOOK}"))
    if not wanted:
        raise ValueError(f"There is no released notebook in {released}. Release it first.")
    files = list(_files(folder))
    for path in wanted:
        original = nbformat.read(path, as_version=4)
        language = wording.language_of(original)
        try:
            chosen = _chosen(path.name, files, folder, original, language)
        except Unreadable as error:
            message = wording.say(error.name, language, file=path.name, **error.values)
            problems.append(Problem(error.name, message))
            continue
        files.remove(chosen.path)
        if not _same_name(chosen.path.name, path.name) or chosen.path.parent != folder:
            chosen.damages.note("renamed", "", found=chosen.path.name, wanted=path.name)
        admitted[path.stem] = chosen.repaired.notebook
        repairs += [*chosen.damages.repairs(), *chosen.repaired.repairs]
    if not admitted:
        return Admission(problem=problems[0])
    repairs += [Repair("", problem.name, problem.message, doubtful=True) for problem in problems]
    left = [file for file in files if not (released / file.name).exists()]
    if left:
        damages = wording.Damages(language)
        names = ", ".join(f"`{file.name}`" for file in left[:10])
        damages.note("files-left-out", "", names=names)
        repairs += damages.repairs()
    return Admission(admitted, repairs)


def _chosen(
    name: str, files: list[Path], folder: Path, original: NotebookNode, language: str
) -> _Candidate:
    """The file that is a released notebook."""
    named = [path for path in files if path.parent == folder and _same_name(path.name, name)]
    if named:
        return _read(named[0], original, language)
    others = [path for path in files if path.suffix.lower() in DISGUISES]
    others.sort(key=lambda path: path.suffix.lower() != NOTEBOOK)
    candidates, errors = [], []
    for path in others:
        try:
            candidates.append(_read(path, original, language))
        except Unreadable as error:
            errors.append(error)
    if candidates:
        best = max(candidates, key=lambda candidate: candidate.share)
        alike = [c for c in candidates if c is not best and c.share >= best.share / 2]
        if alike:
            names = ", ".join(f"`{candidate.path.name}`" for candidate in alike)
            best.damages.note("several-notebooks", "", True, taken=best.path.name, others=names)
        return best
    raise errors[0] if errors else _nothing(name, folder, files)


def _read(path: Path, original: NotebookNode, language: str) -> _Candidate:
    damages = wording.Damages(language)
    try:
        repaired = repair(read(_bytes(path), damages, language), original)
        candidate = _Candidate(path, repaired, damages)
        if candidate.share < RECOGNISED:
            raise Unreadable("other-assignment", share=candidate.share)
        _mend_kernel(repaired, original, damages)
    except Unreadable as error:
        error.values["came"] = path.name
        raise
    return candidate


def _mend_kernel(repaired: Repaired, original: NotebookNode, damages: wording.Damages) -> None:
    """Have a notebook run by Python, unless its answers are in another language.

    Raises:
        Unreadable: The answers are in another language.
    """
    notebook = repaired.notebook
    found = _kernel_language(notebook)
    if found in ("", "python"):
        return
    if repaired.foreign:
        raise Unreadable("wrong-kernel", found=found)
    for name in ("kernelspec", "language_info"):
        if name in original.metadata:
            notebook.metadata[name] = original.metadata[name]
    damages.note("kernel", "", found=found)


def _kernel_language(notebook: NotebookNode) -> str:
    """The programming language that a notebook says it is in; "" if it says nothing."""
    given = [notebook.metadata.get(name) for name in ("kernelspec", "language_info")]
    kernel, language = (value if isinstance(value, dict) else {} for value in given)
    said = kernel.get("language") or language.get("name") or ""
    if not said and str(kernel.get("name", "")).lower().startswith(FOREIGN_KERNELS):
        said = kernel["name"]
    return str(said).lower().removeprefix("i")  # language_info says "ipython" in old notebooks


def _bytes(path: Path) -> bytes:
    """The bytes of a regular file; neither a link nor a pipe is opened."""
    if path.is_symlink():
        raise Unreadable("symbolic-link")
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Unreadable("unreadable-file", reason=error.strerror) from None
    with open(opened, "rb") as file:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not-a-file")
        if status.st_size > FILE_LIMIT:
            found, limit = status.st_size / MEBIBYTE, FILE_LIMIT / MEBIBYTE
            raise Unreadable("too-large", found=found, limit=limit)
        return file.read(FILE_LIMIT + 1)


def _files(folder: Path, depth: int = DEPTH) -> Iterator[Path]:
    """What a student has handed in, without what systems add; folders are looked into."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)[:FILES]
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "__MACOSX")) or entry.name.lower() in IGNORED:
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)
        elif depth:
            yield from _files(Path(entry.path), depth - 1)


def _nothing(name: str, folder: Path, files: list[Path]) -> Unreadable:
    """Why there is no notebook: what was handed in in its place."""
    if (folder / name).is_dir():
        return Unreadable("not-a-file", came=name)
    for path in files:
        try:
            return Unreadable(kind_of(_bytes(path)), came=path.name)
        except Unreadable as error:
            return Unreadable(error.name, **error.values, came=path.name)
    return Unreadable("nothing-handed-in")


def _same_name(first: str, second: str) -> bool:
    plain = (unicodedata.normalize("NFC", name).casefold() for name in (first, second))
    return next(plain) == next(plain)
