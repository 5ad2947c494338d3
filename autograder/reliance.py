"""What the tests of a notebook rely on: the names that they use, directly or through each other."""

import ast
import builtins
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.inside import marks

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class LockedCell:
    """A code cell whose source is the instructor's.

    Attributes:
        source: The source.
        tests: Whether it is a graded cell, which also holds for cells of helpers at 0 points.
    """

    source: str
    tests: bool


@dataclass(frozen=True)
class Plan:
    """What the guard watches over.

    Attributes:
        cells: For each cell that gets marks, by the name in its marks: the `names` that it relies
            on, of the notebook or built in, and whether it is `graded`.
        imports: What locked cells import: the module and the name in it, or "" for the module
            itself, by the name that it goes by in the notebook.
        packages: The packages whose functions the tests rely on. Matplotlib is none of them: it
            puts other functions into pyplot with the first figure, and tests do not judge by it.
        attributes: What the tests use of modules: names, by the module's name.
    """

    cells: dict[str, dict[str, Any]] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    packages: list[str] = field(default_factory=list)
    attributes: dict[str, list[str]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The plan as dicts and lists."""
        return asdict(self)


@dataclass(frozen=True)
class _Statement:
    """A statement of a locked cell: the names that it gives, and those that it uses."""

    gives: frozenset[str]
    uses: frozenset[str]


@lru_cache(maxsize=32)
def plan(cells: tuple[LockedCell, ...]) -> Plan:
    """What the tests in these cells, which are all locked ones of a notebook, rely on."""
    read = [_Read(cell) for cell in cells]
    givers: dict[str, list[_Statement]] = {}
    for cell in read:
        for statement in cell.statements:
            for name in statement.gives:
                givers.setdefault(name, []).append(statement)
    rebound = set().union(*(cell.rebound for cell in read))
    marked: dict[str, dict[str, Any]] = {}
    relied: set[str] = set()
    for cell in read:
        if cell.tests:
            used = _closure(cell.uses, givers) - cell.gives - rebound
            names = {name for name in used if name in givers or hasattr(builtins, name)}
            relied |= names
            marked[cell.name] = {"names": sorted(names), "graded": True}
    for cell in read:
        if not cell.tests and cell.gives & relied:
            marked[cell.name] = {"names": [], "graded": False}
    imports = dict(pair for cell in read for pair in cell.imports())
    attributes: dict[str, set[str]] = {}
    for cell in read:
        for name, attribute in cell.module_attributes() if cell.tests else ():
            module, within = imports.get(name, ("", ""))
            if module and not within:
                attributes.setdefault(module, set()).add(attribute)
    return Plan(
        marked,
        imports,
        sorted({module.partition(".")[0] for module, _ in imports.values()} - {"matplotlib"}),
        {module: sorted(names) for module, names in sorted(attributes.items())},
    )


class _Read:
    """A locked cell as it was read.

    Attributes:
        name: The name in its marks.
        tests: Whether it is a graded cell.
        statements: Those that give names; outside of tests, those that give functions and modules.
        gives: All names that these give.
        uses: The names that it looks up in the notebook.
        rebound: The names that its functions declare as global.
    """

    def __init__(self, cell: LockedCell) -> None:
        source = transformed(cell.source)
        self._tree = ast.parse(source)
        self.name, self.tests = marks.name_of(cell.source), cell.tests
        self.statements = [
            _Statement(*_symbols(ast.unparse(node)))
            for node in self._tree.body
            if cell.tests or isinstance(node, _DEFINITIONS)
        ]
        self.gives = {name for statement in self.statements for name in statement.gives}
        self.uses = _symbols(source)[1]
        self.rebound = {
            name
            for node in ast.walk(self._tree)
            if isinstance(node, ast.Global)
            for name in node.names
        }

    def imports(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """What it imports, as `Plan.imports` has it."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    whole = alias.name if alias.asname else alias.name.partition(".")[0]
                    yield alias.asname or whole, (whole, "")
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    yield alias.asname or alias.name, (node.module, alias.name)

    def module_attributes(self) -> Iterator[tuple[str, str]]:
        """The attributes that it reads of what a name stands for."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                yield node.value.id, node.attr


@lru_cache(maxsize=512)
def transformed(source: str) -> str:
    """A cell as IPython compiles it: magics have become calls."""
    return TransformerManager().transform_cell(source)


@lru_cache(maxsize=2048)
def _symbols(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a piece of source assigns at its top, and those it looks up in the module."""
    table = symtable.symtable(source, "cell", "exec")
    symbols = table.get_symbols()
    gives = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    uses = {s.get_name() for s in symbols if s.is_referenced()}
    below = list(table.get_children())
    while below:
        child = below.pop()
        below += child.get_children()
        uses |= {
            symbol.get_name()
            for symbol in child.get_symbols()
            if symbol.is_global() and symbol.is_referenced()
        }
    return frozenset(gives), frozenset(uses)


def _closure(names: Iterable[str], givers: dict[str, list[_Statement]]) -> set[str]:
    """Names, and all that what they stand for uses."""
    found, open_names = set(), list(names)
    while open_names:
        name = open_names.pop()
        if name not in found:
            found.add(name)
            open_names += [use for giver in givers.get(name, ()) for use in giver.uses]
    return found
