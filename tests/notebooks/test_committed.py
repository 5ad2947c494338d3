"""What a notebook in the repository looks like before it is run."""

import ast
import base64
import re

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from project.checkout import ROOT, tracked

NOTEBOOKS = [str(p.relative_to(ROOT)) for p in tracked("*.ipynb")]
CHAPTERS = [name for name in NOTEBOOKS if name.startswith("notebooks/")]
COMMITTED_ID = re.compile(r"[a-z0-9_-]+")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


@pytest.fixture(params=NOTEBOOKS)
def notebook(request):
    return nbformat.read(ROOT / request.param, as_version=nbformat.NO_CONVERT)


@pytest.fixture(params=CHAPTERS)
def chapter(request):
    return ROOT / request.param


def cells(path, kind):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def test_it_is_a_valid_notebook_with_cell_ids(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert [i for i in ids if not COMMITTED_ID.fullmatch(i)] == []


def test_it_is_committed_without_outputs(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if cell.outputs] == []
    assert [cell.id for cell in code if cell.execution_count is not None] == []
    assert "widgets" not in notebook.metadata


def test_it_asks_for_the_kernel_that_every_machine_has(notebook):
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.kernelspec.language == "python"


def test_every_cell_says_something(notebook):
    assert [cell.id for cell in notebook.cells if not cell.source.strip()] == []


def test_a_chapter_uses_the_public_face_alone(chapter):
    """Imports of the library are `kerasish`, `kerasish.keras…` or `kerasish.viz…`."""
    public = re.compile(r"kerasish(\.(keras|viz)(\.[a-z]\w*)*)?")
    to_python = TransformerManager().transform_cell
    for cell in cells(chapter, "code"):
        try:
            tree = ast.parse(to_python(cell.source))
        except SyntaxError:
            assert "raises-exception" in cell.metadata.get("tags", []), cell.id
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            else:
                continue
            for name in names:
                if name.partition(".")[0] == "kerasish":
                    assert public.fullmatch(name), f"{cell.id} imports {name}"


def test_a_chapter_opens_with_a_title_and_something_to_see(chapter):
    first = nbformat.read(chapter, as_version=nbformat.NO_CONVERT).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")


def test_a_chapter_predicts_errs_and_asks(chapter):
    """It asks to predict, has two mistakes at least to read together, and hides its answers."""
    text = "\n".join(cell.source for cell in cells(chapter, "markdown"))
    assert re.search("Predict first|먼저 예측해 보세요", text)
    assert "<details>" in text
    tags = [cell.metadata.get("tags", []) for cell in cells(chapter, "code")]
    assert sum("raises-exception" in given for given in tags) >= 2


def test_pictures_have_a_text_alternative_and_travel_with_the_notebook(chapter):
    for cell in cells(chapter, "markdown"):
        assert "<img" not in cell.source, f"{cell.id}: write pictures as ![alternative](address)"
        for alternative, address in IMAGE.findall(cell.source):
            assert alternative.strip(), f"{cell.id} has a picture without a text alternative"
            head, _, data = address.partition(",")
            assert head == "data:image/png;base64", f"{cell.id}: Colab does not show {address[:40]}"
            assert base64.b64decode(data, validate=True).startswith(b"\x89PNG")


def test_links_lead_somewhere(chapter):
    for cell in cells(chapter, "markdown"):
        local = [a.partition("#")[0] for a in LINK.findall(cell.source) if "://" not in a]
        targets = {(chapter.parent / a).resolve() for a in local if a}
        missing = [target for target in targets if not target.exists()]
        assert missing == [], cell.id
