"""Files out of zip archives that anybody may have made, with anything in them.

Nothing is written under a name from an archive: contents go into numbered files of a folder, and
the names come back beside them, as relative paths without a way out.
"""

import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

MEBIBYTE = 1 << 20
CHUNK = 1 << 16
# Text is compressed to a twentieth, seldom to a hundredth; a bomb to a thousandth.
RATIO, RATIO_FROM = 300, 4 * MEBIBYTE
FILE_LIMIT = 64 * MEBIBYTE
ENTRIES, NESTED_ENTRIES, NESTED_DEPTH = 50_000, 1_000, 3
NAME_LIMIT, DEPTH_LIMIT = 200, 20

_ENTRY, _END = 46, 22  # the least sizes of an entry and of the end of an archive's directory
_ENCRYPTED, _UTF8 = 0x1, 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_JUNK = re.compile(r"(__MACOSX|\.DS_Store|\._.*|desktop\.ini|Thumbs\.db|\.ipynb_checkpoints)", re.I)


class Refused(ValueError):
    """A file that is not taken.

    Attributes:
        name: A short name of the reason.
        path: The name that the archive gives the file.
    """

    def __init__(self, name: str, path: str, message: str) -> None:
        super().__init__(message)
        self.name, self.path = name, path


@dataclass
class Budget:
    """How much more may be unpacked; shared by all that one student has handed in.

    Attributes:
        files: How many files.
        bytes: How many bytes.
    """

    files: int = 500
    bytes: int = 256 * MEBIBYTE

    @property
    def spent(self) -> bool:
        return self.files < 0 or self.bytes < 0

    def count(self, path: str) -> None:
        """Take off one file.

        Raises:
            Refused: It is more than there may be.
        """
        self.files -= 1
        if self.files < 0:
            raise Refused("too-many-files", path, "more than 500 files of one student")

    def spend(self, path: str, count: int) -> None:
        """Take off bytes.

        Raises:
            Refused: It is more than there may be.
        """
        self.bytes -= count
        if self.bytes < 0:
            raise Refused("too-large", path, "all files of one student are larger than 256 MiB")


@dataclass(frozen=True)
class Entry:
    """A file in an archive.

    Attributes:
        path: Where it lies in there: a relative path that leads nowhere else.
        time: The time that the archive gives it, without a time zone.
    """

    path: PurePosixPath
    time: datetime | None
    _archive: zipfile.ZipFile = field(repr=False)
    _info: zipfile.ZipInfo = field(repr=False)

    def unpack(self, target: Path, budget: Budget) -> None:
        """Write the content into a file.

        Raises:
            Refused: It is too large, broken, encrypted, or compressed in a way nobody knows.
        """
        name = str(self.path)
        if self._info.file_size > FILE_LIMIT:
            raise Refused("too-large", name, f"larger than {FILE_LIMIT // MEBIBYTE} MiB")
        try:
            with self._archive.open(self._info) as source, target.open("xb") as file:
                self._copy(source, file, budget)
        except Refused:
            target.unlink(missing_ok=True)
            raise
        except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
            target.unlink(missing_ok=True)
            raise Refused("broken-archive", name, f"cannot be unpacked: {error}") from None
        except (NotImplementedError, RuntimeError) as error:
            target.unlink(missing_ok=True)
            raise Refused("unknown-compression", name, f"cannot be unpacked: {error}") from None
        except Exception as error:  # zlib and lzma have errors of their own
            target.unlink(missing_ok=True)
            raise Refused("broken-archive", name, f"cannot be unpacked: {error}") from None

    def _copy(self, source: IO[bytes], file: BinaryIO, budget: Budget) -> None:
        # What the archive says of sizes may be a lie, so what comes out is counted.
        name, written = str(self.path), 0
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > FILE_LIMIT:
                raise Refused("too-large", name, f"larger than {FILE_LIMIT // MEBIBYTE} MiB")
            if written > RATIO_FROM and written > RATIO * max(1, self._info.compress_size):
                raise Refused("zip-bomb", name, f"more than {RATIO} times as large when unpacked")
            budget.spend(name, len(chunk))
            file.write(chunk)


def entries(
    file: BinaryIO, name: str, limit: int = ENTRIES, korean: bool = False
) -> Iterator[Entry | Refused]:
    """The files in an archive, and those that are not taken; without what systems add.

    Args:
        file: The archive, opened.
        name: Its name, for messages.
        limit: How many entries it may have.
        korean: Whether names that are not in Unicode are taken for Korean ones.

    Raises:
        Refused: It is no zip archive, or has too many entries.
    """
    try:
        if _directory_size(file) > limit * (_ENTRY + NAME_LIMIT):
            raise Refused("too-many-files", name, f"more than {limit} files in it")
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, struct.error, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("broken-archive", name, f"no zip archive: {error}") from None
    if len(archive.infolist()) > limit:
        raise Refused("too-many-files", name, f"more than {limit} files in it")
    for info in archive.infolist():
        shown = _shown(info, korean)
        try:
            path = safe_path(shown)
        except Refused as refused:
            yield refused
            continue
        if info.is_dir() or shown.endswith("\\") or any(map(_JUNK.fullmatch, path.parts)):
            continue
        yield _problem(info, shown) or Entry(path, _time(info), archive, info)


def safe_path(name: str) -> PurePosixPath:
    """A name from an archive as a relative path.

    Raises:
        Refused: The name leads out of the archive or holds what no name should.
    """
    path = unicodedata.normalize("NFC", name).replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or _DRIVE.match(path) or ".." in parts or not parts:
        raise Refused("unsafe-path", name, "its path leads out of the archive")
    if len(parts) > DEPTH_LIMIT:
        raise Refused("unsafe-path", name, f"more than {DEPTH_LIMIT} folders in each other")
    if _CONTROL.search(path) or any(0xD800 <= ord(letter) < 0xE000 for letter in path):
        raise Refused("unsafe-path", name, "its path holds characters that no name has")
    return PurePosixPath(*map(_short, parts))


def is_zip(path: Path) -> bool:
    """Whether a file is a zip archive, and no document that is one inside."""
    with path.open("rb") as file:
        start = file.read(4)
        if start not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
        file.seek(0)
        begun = file.read(CHUNK)
    return not any(mark in begun for mark in (b"[Content_Types].xml", b"mimetypeapplication/"))


def _short(part: str) -> str:
    """The name of a file or folder, not longer than file systems bear."""
    if len(part.encode()) <= NAME_LIMIT:
        return part
    stem, suffix = PurePosixPath(part).stem, PurePosixPath(part).suffix[:20]
    return stem.encode()[: NAME_LIMIT - len(suffix.encode())].decode(errors="ignore") + suffix


def _problem(info: zipfile.ZipInfo, shown: str) -> Refused | None:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return Refused("symbolic-link", shown, "a link to another file")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Refused("not-a-file", shown, "a device or the like, and no file")
    if info.flag_bits & _ENCRYPTED:
        return Refused("encrypted", shown, "it needs a password")
    return None


def _shown(info: zipfile.ZipInfo, korean: bool) -> str:
    """The name of an entry. Where it is not said to be Unicode, programs wrote what they had."""
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    written = name.encode("cp437", "replace")
    for encoding in ("utf-8", *(["cp949"] if korean else [])):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None


def _directory_size(file: BinaryIO) -> int:
    """How large the directory of an archive is, which zipfile reads as a whole."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END - 0xFFFF))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise zipfile.BadZipFile("its end is missing")
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    if at >= 20 and tail.startswith(b"PK\x06\x07", at - 20):
        (place,) = struct.unpack_from("<Q", tail, at - 12)
        file.seek(place)
        (directory,) = struct.unpack_from("<Q", file.read(56), 40)
    return directory
