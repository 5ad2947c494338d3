"""What editors and people do to a notebook between its release and its return.

Each function takes a list of cells and changes it in place, as JupyterLab's command of that name
does: split and copied cells keep their metadata, the last part of a split cell and no copy its id;
merged cells have the type and the metadata of the one that was active.
"""

import copy
from functools import cache

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder import bank
from autograder.course import Course

RELEASED = Course().released


def released(assignment):
    return copy.deepcopy(_read(assignment))


@cache
def _read(assignment):
    return nbformat.read(RELEASED / assignment / f"{assignment}.ipynb", as_version=4)


def handed_in(assignment, sample):
    """A sample of the bank, written into the released notebook."""
    notebook = released(assignment)
    for cell in notebook.cells:
        text = sample.cells.get(grade_id(cell))
        if text is not None:
            prose = cell.cell_type == "markdown"
            cell.source = "\n".join(_bare(line) for line in text.splitlines()) if prose else text
    return notebook


def named(assignment, name):
    """A sample of the bank by its name."""
    return handed_in(assignment, bank.chosen(assignment, [name])[0])


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def at(cells, name):
    """The place of a cell, by its grade id or its id."""
    return next(n for n, cell in enumerate(cells) if name in (grade_id(cell), cell.get("id")))


def strip_metadata(cells, place):
    cells[place].metadata = nbformat.from_dict({})


def strip_id(cells, place):
    cells[place].id = f"new-{place}-{len(cells)}"


def delete(cells, place):
    del cells[place]


def duplicate(cells, place, to=None):
    cell = copy.deepcopy(cells[place])
    cells.insert(place + 1 if to is None else to, cell)
    strip_id(cells, place + 1 if to is None else to)


def move(cells, place, to):
    cells.insert(to, cells.pop(place))


def split(cells, place, line):
    lines = cells[place].source.split("\n")
    cells.insert(place, copy.deepcopy(cells[place]))
    strip_id(cells, place)
    cells[place].source = "\n".join(lines[:line]).strip("\n")
    cells[place + 1].source = "\n".join(lines[line:]).strip("\n")


def merge(cells, place, count=2, active=0):
    merged = cells[place : place + count]
    kept = merged[active]
    kept.source = "\n\n".join(cell.source for cell in merged)
    cells[place : place + count] = [kept]
    strip_id(cells, place)


def turn_into(cells, place, kind, heading=False):
    cell = cells[place]
    new = {"markdown": new_markdown_cell, "code": new_code_cell}[kind]
    text = f"# {cell.source}" if heading and kind == "markdown" else cell.source
    cells[place] = new(text, metadata=cell.metadata, id=cell.id)


def write_below(cells, place, text):
    cells[place].source += f"\n{text}"


def add(cells, place, text, kind="code"):
    new = {"markdown": new_markdown_cell, "code": new_code_cell}[kind]
    cells.insert(place, new(text, id=f"own-{len(cells)}"))


def _bare(line):
    return line.removeprefix("#").strip()
