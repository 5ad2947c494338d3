"""Whether a submission's test results can be trusted: probes that go into its notebook.

Student code and tests share a process, so a test that passes proves nothing by itself. `prepare`
puts probes into the notebook before it is run: the guard (`autograder.inside.guard`), cells that
have to fail with a secret, and a last cell that asks the guard once more. `judge` takes them out
again and says what the guard saw, which tests are not shown to have run to their end, and which
cells did not fail.
"""

import ast
import copy
import hmac
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.utils import is_grade, is_locked, is_solution

from autograder import reach, reliance
from autograder.inside import codes, marks
from autograder.records import Finding
from autograder.reliance import LockedCell

_INSIDE = Path(__file__).with_name("inside")
_MODULES = ("codes", "marks", "tables", "guard")
_INSTALL = """
import builtins, sys, types
def module(name):
    made = types.ModuleType(name)
    made.__dict__["__builtins__"] = dict(vars(builtins))
    exec(compile(texts[name], "<" + name + ">", "exec"), made.__dict__)
    return made
names = ("codes", "marks", "tables")
for name in names:
    sys.modules[name] = module(name)
guard = module("guard")
for name in names:
    del sys.modules[name]
answer = guard.install(plan, shell)
module("marks").mark_cells(shell, {name: cell["graded"] for name, cell in plan["cells"].items()})
shell.display_pub.publish({kind: answer})
"""
# Students count their own cells alone.
_UNCOUNTED = """\
try:
    get_ipython().execution_count -= 1
    get_ipython().history_manager.input_hist_parsed.pop()
    get_ipython().history_manager.input_hist_raw.pop()
    get_ipython().history_manager.db_input_cache.pop()
except Exception:
    pass
"""
# IPython needs half a second for its first traceback, so these errors bring their own.
_FAILING = {
    "raise": "raise type('MustFail', (Exception,), {{'_render_traceback_': lambda e: []}})({0!r})",
    "expect": "expect(False, {0!r}, 'an error', '0')",
}
SKIP = NotebookClient.skip_cells_with_tag.default_value
_NOT_FINISHED = ("KernelDied", "CellTimeoutError")


@dataclass(frozen=True)
class _Answer:
    """What the guard said in answer to one mark."""

    kind: str
    count: int
    ran: str
    notes: tuple[tuple[str, str, str], ...]


def prepare(notebook: NotebookNode, secret: bytes) -> NotebookNode:
    """The notebook with probes, and without outputs.

    Args:
        notebook: A submission in which nbgrader has restored the locked cells.
        secret: Random bytes that are used once.
    """
    prepared = copy.deepcopy(notebook)
    not_run = skipped(notebook)
    for place, cell in enumerate(prepared.cells):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata["tags"] = [SKIP] if place in not_run else []
    failing = _failing_cells(notebook, secret)
    cells = [_probe("guard", _guard(_plan(notebook)), secret)]
    for place, cell in enumerate(prepared.cells):
        cells += [_probe(name, source, secret) for name, source in failing.get(place, ())]
        cells.append(cell)
    cells.append(_probe("last", _UNCOUNTED + marks.published(f"{marks.END} last") + ";", secret))
    prepared.cells = cells
    return prepared


def skipped(notebook: NotebookNode) -> set[int]:
    """The places of the cells whose tag says that they are not run, where that may be said.

    Cells that only show something have the tag, as nbclient knows it. An answer, a test and what
    tests rely on are run whatever their tags say.
    """
    needed = _plan(notebook).cells
    return {
        place
        for place, cell in enumerate(notebook.cells)
        if SKIP in cell.metadata.get("tags", ())
        and not is_solution(cell)
        and not (_trusted(cell) and marks.name_of(cell.source) in needed)
    }


def judge(notebook: NotebookNode, secret: bytes) -> tuple[list[list[NotebookNode]], list[Finding]]:
    """Take the probes out of a prepared notebook that was run.

    Args:
        notebook: What `prepare` returned, with the outputs of the run.
        secret: The secret that it was prepared with.

    Returns:
        The outputs of each cell of the original notebook, and what is wrong with its tests.
    """
    names = {_id(name, secret): name for name in ("guard", *_FAILING, "last")}
    probes = {names[cell.id]: cell for cell in notebook.cells if cell.get("id") in names}
    own = [cell for cell in notebook.cells if cell.get("id") not in names]
    original = NotebookNode(notebook, cells=own)
    reading = _Reading(_key(probes["guard"]))
    answers = [reading.of(cell) for cell in own]
    last = reading.of(probes["last"])
    outputs = [[o for o in cell.get("outputs", []) if not _is_answer(o)] for cell in own]
    forged = [_take_forged_values(cell, shown) for cell, shown in zip(own, outputs, strict=True)]
    findings = [
        *filter(None, forged),
        *_findings_in_sources(own),
        *_noted(own, reading.notes),
        *_failed_to_fail(notebook, probes, secret),
    ]
    if not reading.sealed:
        if not last and not _not_finished(probes["last"]):
            findings.append(Finding("", "guard-silent", "The guard gave no answer at the end."))
        findings += _unproven(original, answers, outputs)
    return outputs, list(dict.fromkeys(findings))


# -- probes ----------------------------------------------------------------------------------------


def _guard(plan: reliance.Plan) -> str:
    given = {"texts": _texts(), "plan": plan.plain(), "kind": marks.ANSWER}
    return f"exec({_INSTALL!r}, {given!r} | {{'shell': get_ipython()}})\n{_UNCOUNTED}"


@cache
def _texts() -> dict[str, str]:
    return {name: (_INSIDE / f"{name}.py").read_text() for name in _MODULES}


def _probe(name: str, source: str, secret: bytes) -> NotebookNode:
    return new_code_cell(source, id=_id(name, secret))


def _id(name: str, secret: bytes) -> str:
    return f"probe-{_token(name, secret)}"


def _token(name: str, secret: bytes) -> str:
    return blake2b(name.encode(), key=secret, digest_size=12).hexdigest()


def _failing_cells(notebook: NotebookNode, secret: bytes) -> dict[int, list[tuple[str, str]]]:
    """Cells that have to fail, by the place of the graded cell that they come before."""
    tests = {place: cell for place, cell in enumerate(notebook.cells) if _is_test(cell)}
    places = [place for place, cell in tests.items() if _points(cell)]
    defined = any("def expect(" in cell.source for cell in tests.values())
    chance = random.Random(secret)
    failing: dict[int, list[tuple[str, str]]] = {}
    for name, source in _FAILING.items() if places else ():
        if name != "expect" or defined:
            text = _UNCOUNTED + source.format(_token(f"{name} says", secret))
            failing.setdefault(chance.choice(places), []).append((name, text))
    return failing


def _is_test(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and _trusted(cell) and is_grade(cell)


def _trusted(cell: NotebookNode) -> bool:
    """Whether nbgrader has restored the source of a cell."""
    return is_locked(cell) and "grade_id" in cell.metadata.nbgrader


def _points(cell: NotebookNode) -> float:
    return cell.metadata.nbgrader.points if is_grade(cell) else 0.0


def _plan(notebook: NotebookNode) -> reliance.Plan:
    return reliance.plan(
        tuple(
            LockedCell(cell.source, is_grade(cell))
            for cell in notebook.cells
            if cell.cell_type == "code" and _trusted(cell)
        )
    )


# -- what came back --------------------------------------------------------------------------------


def _is_answer(output: NotebookNode) -> bool:
    return marks.ANSWER in output.get("data", {})


def _key(guard: NotebookNode) -> bytes:
    for output in filter(_is_answer, guard.get("outputs", [])):
        return bytes.fromhex(output.data[marks.ANSWER])
    return b""


class _Reading:
    """The guard's answers, read in the order of the cells.

    Args:
        key: The key of their signatures.

    Attributes:
        notes: What the guard saw: the name of the locked cell in which it saw it, the kind, and
            the evidence.
        sealed: Whether the guard has stopped answering.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._count = 0
        self.notes: list[tuple[str, str, str]] = []
        self.sealed = False

    def of(self, cell: NotebookNode) -> list[_Answer]:
        """The genuine answers among the outputs of a cell."""
        genuine = []
        for output in filter(_is_answer, cell.get("outputs", [])):
            answer = self._verified(output.data[marks.ANSWER])
            if answer is not None:
                self._count = answer.count
                self.sealed = self.sealed or answer.kind == "sealed"
                self.notes += answer.notes
                genuine.append(answer)
        return genuine

    def _verified(self, text: Any) -> _Answer | None:
        message, _, signature = str(text).rpartition("\x1e")
        expected = blake2b(message.encode(), key=self._key, digest_size=16).hexdigest()
        if not self._key or not hmac.compare_digest(signature.encode(), expected.encode()):
            return None
        kind, count, ran, *notes = message.split("\x1e")
        if int(count) <= self._count:
            return None  # an answer that was given before
        read = tuple(tuple(note.split("\x1d", 2)) for note in notes if note.count("\x1d") >= 2)
        return _Answer(kind, int(count), ran, read)


def _noted(cells: Sequence[NotebookNode], notes: Sequence[tuple[str, str, str]]) -> list[Finding]:
    parts: dict[str, list[str]] = {}
    for cell in cells:
        if _is_test(cell) and _points(cell):
            name = marks.name_of(cell.source)
            parts.setdefault(name, []).append(cell.metadata.nbgrader.grade_id)
    return [
        Finding(part, kind, evidence)
        for name, kind, evidence in notes
        for part in parts.get(name, [""])
    ]


def _unproven(
    notebook: NotebookNode, answers: list[list[_Answer]], outputs: list[list[NotebookNode]]
) -> Iterator[Finding]:
    """Tests that showed no error, and of which the guard did not say that they ran to their end."""
    plan = _plan(notebook)
    annotations = any("__future__" in cell.source for cell in notebook.cells)
    for cell, given, shown in zip(notebook.cells, answers, outputs, strict=True):
        name = marks.name_of(cell.source)
        if cell.cell_type != "code" or not _trusted(cell) or name not in plan.cells:
            continue
        if any(output.output_type == "error" for output in shown):
            continue
        wanted = {expected(cell.source, plan.cells[name]["graded"], False)}
        if annotations:
            wanted.add(expected(cell.source, plan.cells[name]["graded"], True))
        ended = [answer for answer in given if answer.kind == f"{marks.END} {name}"]
        part = cell.metadata.nbgrader.grade_id if _points(cell) else ""
        which = f"The cell `{cell.metadata.nbgrader.grade_id}`"
        # The end's answer covers the begin, whose own may be gone: code can clear the output.
        if len(ended) != 1:
            yield Finding(
                part, "unproven", f"{which} shows no error, and is not shown to have ended."
            )
        elif ended[0].ran not in wanted:
            yield Finding(part, "other-code", f"{which} ran other code than was sent.")


@lru_cache(maxsize=512)
def expected(source: str, steps: bool, annotations: bool) -> str:
    """The digest of the code that a marked cell runs.

    Args:
        source: The source of the cell.
        steps: Whether it has marks between its statements.
        annotations: Whether `from __future__ import annotations` is in force.
    """
    flags = 0x1000000 if annotations else 0
    tree = compile(reliance.transformed(source), "<cell>", "exec", ast.PyCF_ONLY_AST | flags, True)
    nodes = marks.marked(tree, marks.name_of(source), steps).body
    flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    digests = []
    for node in nodes:
        shown = node is nodes[-1] and isinstance(node, ast.Expr)
        module = ast.Interactive([node]) if shown else ast.Module([node], [])
        code = compile(module, "<cell>", "single" if shown else "exec", flags, True)
        digests.append(codes.digest(code))
    return codes.digest_all(digests)


def _take_forged_values(cell: NotebookNode, shown: list[NotebookNode]) -> Finding | None:
    """Take out the values that a test's own code did not give: nbgrader takes one as points."""
    if not _is_test(cell) or not _points(cell):
        return None
    last = ast.parse(reliance.transformed(cell.source)).body[-1:]
    ended = all(output.output_type != "error" for output in shown)
    gives = ended and bool(last) and isinstance(last[0], ast.Expr)
    values = [output for output in shown if output.output_type == "execute_result"]
    points = [_number(value) for value in values]
    if len(values) <= gives and all(0 <= number <= _points(cell) for number in points):
        return None
    shown[:] = [output for output in shown if output.output_type != "execute_result"]
    given = ", ".join(str(value.data.get("text/plain"))[:50] for value in values)
    code = f"one, of at most {_points(cell):g} points" if gives else "none"
    name = cell.metadata.nbgrader.grade_id
    evidence = f"The cell `{name}` gave as its value {given}. Expected of its code: {code}."
    return Finding(name, "value-forged", evidence)


def _number(value: NotebookNode) -> float:
    """What nbgrader reads as points; 0 where it reads none."""
    try:
        return float(value.data["text/plain"])
    except (KeyError, TypeError, ValueError):
        return 0.0


def _failed_to_fail(
    notebook: NotebookNode, probes: dict[str, NotebookNode], secret: bytes
) -> Iterator[Finding]:
    for name in _FAILING:
        cell = probes.get(name)
        if cell is None:
            continue
        said = [o for o in cell.outputs if o.output_type == "error"]
        if any(_token(f"{name} says", secret) in output.evalue for output in said):
            continue
        after = notebook.cells[notebook.cells.index(cell) :]
        if all(map(_not_finished, after)):
            continue  # Python had ended, or the time was up
        shown = f"{said[0].ename}: {said[0].evalue[:200]}" if said else "no error"
        evidence = f"A cell that has to fail with a secret (`{name}`) showed {shown}."
        yield Finding("", "failure-hidden", evidence)


def _not_finished(cell: NotebookNode) -> bool:
    return (
        cell.cell_type != "code"
        or not cell.source.strip()
        or any(
            output.output_type == "error" and output.ename in _NOT_FINISHED
            for output in cell.outputs
        )
    )


def _findings_in_sources(cells: Sequence[NotebookNode]) -> Iterator[Finding]:
    code = [cell for cell in cells if cell.cell_type == "code"]
    modules = {name for cell in code for name in reach.imported(cell.source)}
    for cell in code:
        if not _trusted(cell):
            for evidence in reach.reaches(cell.source, modules):
                yield Finding("", "reaches-inside", evidence)
