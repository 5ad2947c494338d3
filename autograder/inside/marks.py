"""Marks in the code of a locked cell, which tell the guard how far it has come.

A mark reads an attribute of a function of which Python itself reports every reading. It looks up no
name, so there is nothing that student code could put in its place. Used on both sides: in the
kernel, to mark a cell before it is run, and by the grader, to know what should have been run.
Tracebacks show a cell as it was written, because a mark has the place of a statement.
"""

import ast
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

BEGIN, STEP, END = "begin", "step", "end"

# The kind of output that carries the guard's answer to a mark.
ANSWER = "application/x-autograder-guard"

_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Delete, ast.Assert)
_LOAD = ast.Load()
_ENTERING = (ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith)


def name_of(source: str) -> str:
    """The name that the marks of a cell carry."""
    return blake2b(source.encode(), digest_size=9).hexdigest()


def mark_cells(shell: Any, names: dict[str, bool]) -> None:
    """Have IPython mark cells before it runs them.

    Args:
        shell: IPython's shell.
        names: The names of the cells, each with whether it gets marks between its statements.
    """
    now: list[str] = []

    def begins(info: Any) -> None:
        now[:] = [name_of(info.raw_cell)]

    class Marker:
        @staticmethod
        def visit(tree: ast.Module) -> ast.Module:
            return marked(tree, now[0], names[now[0]]) if now and now[0] in names else tree

    shell.events.register("pre_run_cell", begins)
    shell.ast_transformers.append(Marker)


def marked(tree: ast.Module, name: str, steps: bool) -> ast.Module:
    """A cell's tree with a mark at its begin, at its end and, with `steps`, in between."""
    if not tree.body:
        return tree
    if steps:
        for node in list(ast.walk(tree)):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(node, field, None)
                if isinstance(block, list) and block:
                    setattr(node, field, list(_stepped(node, field, block)))
    first, last = tree.body[0], tree.body[-1]
    ended = _parsed(published(f"{END} {name}"))
    if isinstance(last, ast.Expr):  # IPython shows its value
        last.value = ast.Subscript(ast.Tuple([last.value, ended], _LOAD), ast.Constant(0), _LOAD)
        ast.fix_missing_locations(last)
    else:
        tree.body.append(_at(last, ended))
    tree.body.insert(0, _at(first, _parsed(published(f"{BEGIN} {name}"))))
    return tree


def published(text: str) -> str:
    """An expression that makes the answer to a mark an output of the cell; it is true."""
    return f"get_ipython().display_pub.publish({{{ANSWER!r}: {_mark(text)}['_']}}) is None"


def _stepped(parent: ast.AST, field: str, block: list[ast.stmt]) -> Iterator[ast.stmt]:
    """A block with a mark after each statement that may have run code of others."""
    if isinstance(parent, _ENTERING) and field == "body":
        yield _at(block[0], _STEP)
    for statement in block:
        yield statement
        last_of_cell = isinstance(parent, ast.Module) and statement is block[-1]
        if isinstance(statement, _SIMPLE) and not last_of_cell and _calls(statement):
            yield _at(statement, _STEP)


def _calls(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Call) for node in ast.walk(statement))


def _mark(text: str) -> str:
    return f"(lambda *, _={text!r}: 0).__kwdefaults__"


def _parsed(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def _at(place: ast.stmt, true: ast.expr) -> ast.Assert:
    """A statement that evaluates a true expression, in the place of another statement."""
    return ast.copy_location(ast.Assert(true), place)


_STEP = _parsed(_mark(STEP))
