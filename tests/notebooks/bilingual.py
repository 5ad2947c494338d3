"""What an English notebook and its Korean version have in common, and where they differ.

A pair is the English notebook and the Korean one, read with `read`.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

Pair = tuple[NotebookNode, NotebookNode]

FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)|<code>(.*?)</code>")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
WORDS = re.compile(r"\\text\{[^}]*\}")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+(?= )", re.MULTILINE)
HANGUL = re.compile("[가-힣]")
FOLDS = ("<details>", "<summary>", "</summary>", "</details>")


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def cells(pair: Pair, kind: str) -> Iterator[tuple[str, str, str]]:
    """Each cell of a kind: its id, its source in English and in Korean."""
    for one, other in zip(*(notebook.cells for notebook in pair), strict=True):
        if one.cell_type == kind:
            yield one.id, one.source, other.source


def frame(notebook: NotebookNode) -> list[Any]:
    """What a notebook is but for the sources of its cells."""
    return [notebook.metadata, *[(c.id, c.cell_type, c.metadata) for c in notebook.cells]]


def differing(pair: Pair, what: Callable[[str], Any]) -> dict[str, tuple[Any, Any]]:
    """The markdown cells for which `what` gives different answers in the two languages."""
    answers = ((name, what(one), what(other)) for name, one, other in cells(pair, "markdown"))
    return {name: (one, other) for name, one, other in answers if one != other}


def pictures(source: str) -> list[str]:
    return [address for _, address in PICTURE.findall(source)]


def headings(source: str) -> list[str]:
    return HEADING.findall(FENCED.sub("", source))


def folds(source: str) -> list[int]:
    """How often each tag of a hidden answer stands there."""
    return [source.count(tag) for tag in FOLDS]


def formulas(source: str) -> list[str]:
    return sorted(WORDS.sub("", found) for found in FORMULA.findall(_without_code(source)))


def names(source: str) -> set[str]:
    """What stands in code style; a sentence may name a thing twice or in another order."""
    return {one or other for one, other in CODE.findall(FENCED.sub("", source))}


def not_korean(pair: Pair) -> list[str]:
    """The markdown cells, and those with the alternative of a picture, without Korean words."""
    found = []
    for name, _, korean in cells(pair, "markdown"):
        words = FORMULA.sub("", PICTURE.sub("", _without_code(korean)))
        texts = [words, *[alternative for alternative, _ in PICTURE.findall(korean)]]
        found += [name for text in texts if text.strip() and not HANGUL.search(text)]
    return found


def links_elsewhere(pair: Pair, seen_from_korean: Callable[[str], str]) -> dict[str, set[str]]:
    """The markdown cells whose links do not lead where the English ones lead."""
    found = {}
    for name, english, korean in cells(pair, "markdown"):
        expected = sorted(seen_from_korean(address) for address in LINK.findall(english))
        if sorted(LINK.findall(korean)) != expected:
            found[name] = set(LINK.findall(korean)) ^ set(expected)
    return found


def marks_left(pair: Pair) -> dict[str, list[str]]:
    """Where the Korean page shows `*` or `~`, or crosses something out.

    Markdown leaves `**말(word)**은` as it stands: a closing mark between `)` and a letter.
    """
    found = {}
    for name, _, korean in cells(pair, "markdown"):
        page = markdown2html(FORMULA.sub("", PICTURE.sub("", korean)))
        left = re.findall(r".{0,20}[*~].{0,20}", "".join(_Text(page).seen))
        if left:
            found[name] = left
    return found


def _without_code(source: str) -> str:
    return CODE.sub("", FENCED.sub("", source))


class _Text(HTMLParser):
    """What a reader sees of a page, but for code."""

    def __init__(self, page: str):
        super().__init__()
        self.depth, self.seen = 0, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.depth += tag in ("code", "pre")
        if tag in ("s", "del"):
            self.seen.append("~")

    def handle_endtag(self, tag):
        self.depth -= tag in ("code", "pre")

    def handle_data(self, data):
        if not self.depth:
            self.seen.append(data)
