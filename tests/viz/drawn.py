"""What a figure of cells shows, read back from it."""

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle


@dataclass(frozen=True)
class Cell:
    """A square with a number in it; `kind` is told by edge and hatch, as a reader tells it."""

    left: float
    top: float
    text: str
    kind: str


def kind_of(patch: Rectangle) -> str:
    if patch.get_hatch():
        return "copy"
    return "picked" if patch.get_linewidth() > 2 else "plain"


def cells(figure: Figure) -> list[Cell]:
    """The cells in reading order: row by row."""
    (axes,) = figure.axes
    texts = {text.get_position(): text.get_text() for text in axes.texts}
    found = []
    for patch in axes.patches:
        left, top = patch.get_xy()
        found.append(Cell(left, top, texts[left + 0.5, top + 0.5], kind_of(patch)))
    return sorted(found, key=lambda cell: (round(cell.top, 6), cell.left))


def headings(figure: Figure) -> list[str]:
    """The texts that are not in a cell."""
    (axes,) = figure.axes
    middles = {(cell.left + 0.5, cell.top + 0.5) for cell in cells(figure)}
    return [text.get_text() for text in axes.texts if text.get_position() not in middles]
