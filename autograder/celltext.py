"""The text of cells: what it defines, what it shares with another text, how it is cut."""

import ast
import re
import unicodedata
import warnings
from difflib import SequenceMatcher
from functools import lru_cache

# Comparing letter by letter takes time that grows with the square of the length.
LETTERS = 300
# The syntax tree of a text takes some hundred times its space.
PARSED = 200_000
_DEFINITION = re.compile(r"^(?:async +)?(?:def|class) +(\w+)|^(\w+) *(?::[^=\n]+)?=(?!=)", re.M)
_MAGIC = re.compile(r"^([ \t]*)(?:[%!].*|[\w.]+\?{1,2}[ \t]*)$", re.M)
_HEADING = re.compile(r"^#{1,6} ")


def normalised(text: str) -> str:
    """The text without what editors change unasked: ends of lines, forms of letters."""
    lines = unicodedata.normalize("NFC", text).strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def parsed(text: str) -> ast.Module | None:
    """The code of a cell, with IPython's own commands left out; None if it is no Python."""
    if len(text) > PARSED:
        return None
    for candidate in (text, _MAGIC.sub(r"\1pass", text)):
        try:
            with warnings.catch_warnings(action="ignore"):
                return ast.parse(candidate)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def names(text: str) -> frozenset[str]:
    """The names that a cell's code gives to functions, classes and values outside of any."""
    tree = parsed(text)
    if tree is None:
        return frozenset(name for pair in _DEFINITION.findall(text) for name in pair if name)
    found: set[str] = set()
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                found.add(name)
            case ast.Assign(targets) | ast.AnnAssign(target=targets, value=ast.expr()):
                for target in targets if isinstance(targets, list) else [targets]:
                    found |= set(map(_stored, ast.walk(target)))
    return frozenset(found - {""})


def _stored(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else ""


def without_heading(text: str) -> str:
    """The text without the mark that turning a cell into a heading puts in front of it."""
    return _HEADING.sub("", text, count=1)


def similarity(first: str, second: str) -> float:
    """How much two texts share, from 0 to 1."""
    if first == second:
        return 1.0
    long = max(len(first), len(second)) > LETTERS
    matcher = SequenceMatcher(
        None, *(text.split("\n") if long else text for text in (first, second)), autojunk=False
    )
    return matcher.ratio()


def contains(whole: str, part: str) -> bool:
    """Whether the lines of `part` follow each other in `whole`, blank lines aside."""
    lines = [line.strip() for line in normalised(whole).split("\n") if line.strip()]
    wanted = [line.strip() for line in normalised(part).split("\n") if line.strip()]
    return any(
        lines[start : start + len(wanted)] == wanted
        for start in range(len(lines) - len(wanted) + 1)
    )


def cut(text: str, inner: str) -> tuple[str, str] | None:
    """What stands before and after the lines of a normalised text; None if they are not there."""
    lines, plain, wanted = text.split("\n"), _plain_lines(text), inner.split("\n")
    # The first line may have lost its indentation when cells were merged, the others not.
    first = wanted[0].lstrip()
    for start in range(len(lines) - len(wanted) + 1):
        end = start + len(wanted)
        if plain[start].lstrip() == first and plain[start + 1 : end] == wanted[1:]:
            return "\n".join(lines[:start]).strip("\n"), "\n".join(lines[end:]).strip("\n")
    return None


@lru_cache(maxsize=8)
def _plain_lines(text: str) -> list[str]:
    return [line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n")]
