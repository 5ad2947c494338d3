"""The syntax tree of a function, with the line numbers of the file or cell that it is from."""

from __future__ import annotations

import ast
import copy
import linecache
import types
from functools import lru_cache


class NoSource(Exception):
    """The text of a function cannot be had, or does not tell which function it is."""


def syntax_tree(function: types.FunctionType) -> ast.FunctionDef | ast.Lambda:
    """The definition of a function: a tree of its own, which may be changed.

    Raises:
        NoSource: typed at a prompt, made by `exec`, or changed since it was loaded.
    """
    code = function.__code__
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename, function.__globals__)
    if not lines:
        raise NoSource("its source is not to be had: write it in a file or in a notebook cell")
    found = [node for node in _definitions("".join(lines)) if _starts_like(node, code)]
    if len(found) > 1:
        found = sorted((node for node in found if _spans(node, code)), key=_size)
    if not found:
        raise NoSource("the file has changed since it was loaded: start Python anew")
    return copy.deepcopy(found[0])


@lru_cache(maxsize=16)
def _definitions(text: str) -> tuple[ast.FunctionDef | ast.Lambda, ...]:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda))


def _starts_like(node: ast.FunctionDef | ast.Lambda, code: types.CodeType) -> bool:
    """Whether the definition starts on the line of the code and has its name and parameters."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    given = node.args
    count = len(given.posonlyargs) + len(given.args), len(given.kwonlyargs)
    return (
        first == code.co_firstlineno
        and getattr(node, "name", "<lambda>") == code.co_name
        and count == (code.co_argcount, code.co_kwonlyargcount)
    )


def _spans(node: ast.FunctionDef | ast.Lambda, code: types.CodeType) -> bool:
    """Whether all that the code does stands within the definition."""
    start, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
    return all(
        start <= (line, column) and (last, end_column) <= end
        for line, last, column, end_column in code.co_positions()
        if column != end_column
    )


def _size(node: ast.AST) -> tuple[int, int]:
    return node.end_lineno - node.lineno, node.end_col_offset - node.col_offset
