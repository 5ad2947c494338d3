"""A notebook from the bytes of a file that anybody may have written, with anything."""

import itertools
import json
import re
from typing import Any

import nbformat
from nbformat import NotebookNode, from_dict

from autograder.celltext import parsed
from autograder.slots import CELL_ID
from autograder.wording import Damages

MEBIBYTE = 1 << 20
# Outputs make a file large; they are dropped, so what is left has a limit of its own.
FILE_LIMIT, SOURCE_LIMIT, CELL_LIMIT = 32 * MEBIBYTE, 8 * MEBIBYTE, 2000
# An empty list takes three bytes in a file, and thirty times as many in memory.
NODE_LIMIT = 1_000_000
CELL_TYPES = ("code", "markdown", "raw")

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LEGACY = {"en": ("cp1252", "latin-1"), "ko": ("cp949", "latin-1")}
_MAGIC = (
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"%PDF", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"{\\rtf", "document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_OFFICE = (b"word/", b"xl/", b"ppt/", b"Contents/", b"content.xml")
_PAGE = re.compile(r"\s*(<!--.*?-->\s*)?<(!doctype html|html)", re.I | re.S)
_CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.M)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Unreadable(ValueError):
    """The bytes are no notebook that can be graded.

    Attributes:
        name: The name of the problem.
        values: What its message tells.
    """

    def __init__(self, name: str, **values: Any) -> None:
        super().__init__(name)
        self.name, self.values = name, values


def read(data: bytes, damages: Damages, language: str) -> NotebookNode:
    """The notebook of nbformat 4 in a file, without its outputs.

    Args:
        data: The bytes of the file.
        damages: Told of what had to be mended.
        language: The language of the course, which says how old editors write letters.

    Raises:
        Unreadable: The file is no notebook.
    """
    text, encoding = _decoded(data, language)
    if encoding != "utf-8":
        damages.note("encoding", "", doubtful=encoding in _LEGACY[language], encoding=encoding)
    try:
        document = _document(text)
        notebook = _notebook(_upgraded(document, damages), damages)
        json.dumps(notebook)
    except RecursionError:
        raise Unreadable("broken-json", line=1, reason="nested too deeply") from None
    return notebook


def kind_of(data: bytes) -> str:
    """What a file is that is no notebook: the name of the problem."""
    for mark, name in _MAGIC:
        if data.startswith(mark):
            is_document = name == "archive" and any(part in data for part in _OFFICE)
            return "document" if is_document else name
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "binary-file"
    if not text.strip():
        return "empty-file"
    if "\0" in text:
        return "binary-file"
    if _PAGE.match(text):
        return "web-page"
    return "text-file" if parsed(text) is None else "python-file"


def _decoded(data: bytes, language: str) -> tuple[str, str]:
    if not data.strip():
        raise Unreadable("empty-file")
    if any(data.startswith(mark) for mark, _ in _MAGIC):
        raise Unreadable(kind_of(data))
    marked = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    # Without a mark, the brace that opens a notebook shows how wide its letters are.
    wide = {b"{\0": "utf-16-le", b"\0{": "utf-16-be"}.get(data[:2])
    candidates = [*marked[:1], *([wide] if wide else []), "utf-8"]
    if data.lstrip()[:1] == b"{" and b"\0" not in data:
        candidates += _LEGACY[language]
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("binary-file")


def _document(text: str) -> dict[str, Any]:
    if text.count("[") + text.count("{") > NODE_LIMIT:
        raise Unreadable("broken-json", line=1, reason=f"more than {NODE_LIMIT} lists and objects")
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise _explained(text, error) from None
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("broken-json", line=1, reason=str(error)) from None
    if not isinstance(document, dict) or not {"cells", "worksheets"} & document.keys():
        raise Unreadable("not-a-notebook")
    return _whole_letters(document) if _SURROGATE.search(text) else document


def _explained(text: str, error: json.JSONDecodeError) -> Unreadable:
    if _CONFLICT.search(text):
        before = text[: _CONFLICT.search(text).start()]
        return Unreadable("merge-conflict", line=before.count("\n") + 1)
    if not text.lstrip().startswith("{"):
        return Unreadable(kind_of(text.encode()))
    unfinished = error.msg.startswith("Unterminated") or not text[error.pos :].strip()
    if unfinished:
        return Unreadable("truncated", line=text.count("\n") + 1)
    return Unreadable("broken-json", line=error.lineno, reason=error.msg)


def _whole_letters(value: Any) -> Any:
    """The value, with a question mark for each half of a letter, which no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole_letters(item) for item in value]
    if isinstance(value, dict):
        return {_whole_letters(name): _whole_letters(item) for name, item in value.items()}
    return value


def _upgraded(document: dict[str, Any], damages: Damages) -> dict[str, Any]:
    """The document in the form of nbformat 4."""
    major = document.get("nbformat")
    if isinstance(document.get("cells"), list):
        if major != 4:
            newer = isinstance(major, int) and major > 4
            damages.note("notebook-format", "", doubtful=newer, found=major)
        return document
    try:
        upgraded = nbformat.convert(from_dict(document), 4)
    except Exception as error:  # whatever nbformat stumbles over in a document of any form
        raise Unreadable("old-format", found=major) from error
    damages.note("notebook-format", "", found=major)
    for cell in upgraded["cells"]:
        cell.pop("id", None)  # nbformat makes up new ones each time
    return upgraded | {"nbformat_minor": 4}


def _notebook(document: dict[str, Any], damages: Damages) -> NotebookNode:
    cells = document["cells"]
    if not cells:
        raise Unreadable("no-cells")
    if len(cells) > CELL_LIMIT:
        raise Unreadable("too-many-cells", found=len(cells), limit=CELL_LIMIT)
    metadata = document.get("metadata")
    metadata = dict(metadata) if isinstance(metadata, dict) else {}
    metadata.pop("widgets", None)  # what widgets showed is an output too
    minor = document.get("nbformat_minor")
    known = document.get("nbformat") == 4 and isinstance(minor, int) and 0 <= minor <= 5
    minor = minor if known else 5
    read = [_cell(cell, damages) for cell in cells]
    notebook = from_dict(
        {
            "cells": _with_ids(read) if minor == 5 else read,
            "metadata": metadata,
            "nbformat": 4,
            "nbformat_minor": minor,
        }
    )
    size = sum(len(json.dumps(cell)) for cell in notebook.cells)
    if size > SOURCE_LIMIT:
        raise Unreadable("too-large", found=size / MEBIBYTE, limit=SOURCE_LIMIT / MEBIBYTE)
    return notebook


def _cell(given: Any, damages: Damages) -> dict[str, Any]:
    """A cell with what a cell has, and no output."""
    if not isinstance(given, dict):
        damages.note("cell-malformed", "")
        given = {"cell_type": "raw", "source": given}
    source = given.get("source", given.get("input")) or ""
    if isinstance(source, list):
        source = "".join(map(str, source))
    cell = {
        "cell_type": given.get("cell_type"),
        "metadata": given["metadata"] if isinstance(given.get("metadata"), dict) else {},
        "source": source if isinstance(source, str) else json.dumps(source),
    }
    if "\r" in cell["source"]:
        damages.note("line-endings", "")
        cell["source"] = cell["source"].replace("\r\n", "\n").replace("\r", "\n")
    if cell["cell_type"] not in CELL_TYPES:
        damages.note("cell-malformed", "")
        cell["cell_type"] = "raw"
    if isinstance(given.get("id"), str):
        cell["id"] = given["id"]
    if cell["cell_type"] == "code":
        cell |= {"execution_count": None, "outputs": []}
    elif _are_attachments(given.get("attachments")):
        cell["attachments"] = given["attachments"]
    return cell


def _are_attachments(given: Any) -> bool:
    bundles = given.values() if isinstance(given, dict) else [None]
    return all(
        isinstance(bundle, dict) and all(isinstance(data, str | list) for data in bundle.values())
        for bundle in bundles
    )


def _with_ids(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells, each with an id that no other has: format 4.5 asks for them."""
    taken: set[str] = set()
    for number, cell in enumerate(cells):
        if not CELL_ID.fullmatch(cell.get("id", "")) or cell["id"] in taken:
            numbers = itertools.count(number)
            cell["id"] = next(name for n in numbers if (name := f"cell-{n}") not in taken)
        taken.add(cell["id"])
    return cells
