"""Write the address in pyproject.toml into the notebooks' install cells and the links to Colab.

    python scripts/write-links.py [FOLDER]

FOLDER is the checkout, if it is not the one that this file lies in.
"""

import re
import sys
import tomllib
from pathlib import Path

import nbformat

BRANCH = "main"
IN_COLAB = "https://colab.research.google.com/github/"
COLAB = re.compile(re.escape(IN_COLAB) + "[^/]+/[^/]+/blob/[^/]+/")
NOTEBOOKS = ("notebooks/*.ipynb", "notebooks/ko/*.ipynb", "solutions/**/*.ipynb")
PAGES = ("README.md", "README.ko.md")
EXPLAINED = {
    "en": "*Only in Colab:* the next cell installs the library. "
    "On your own machine it does nothing.",
    "ko": "*Colab에서만 필요합니다.* 다음 셀이 라이브러리를 설치합니다. "
    "여러분의 컴퓨터에서는 아무 일도 하지 않습니다.",
}
INSTALL = """\
import sys
from importlib.util import find_spec

if "google.colab" in sys.modules and find_spec("kerasish") is None:
    %pip install --quiet {widgets}git+{repository}@{branch}"""
# The chapters have widgets, which stand on anywidget; the library itself does without.
WIDGETS = "anywidget "


def main(root: Path) -> None:
    """Write every notebook and page that does not agree with the setting."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    repository = settings["project"]["urls"]["Repository"].rstrip("/")
    paths = sorted(path for pattern in NOTEBOOKS for path in root.glob(pattern))
    for path in [path for path in paths if ".ipynb_checkpoints" not in path.parts]:
        notebook = nbformat.read(path, as_version=4)
        cells = {cell.id: cell for cell in notebook.cells}
        cells["colab"].source = EXPLAINED["ko" if "ko" in path.parts else "en"]
        widgets = WIDGETS if "notebooks" in path.relative_to(root).parts else ""
        cells["install"].source = INSTALL.format(
            repository=repository, branch=BRANCH, widgets=widgets
        )
        _write(path, nbformat.writes(notebook) + "\n", root)
    in_colab = repository.replace("https://github.com/", IN_COLAB)
    for path in [root / name for name in PAGES if (root / name).exists()]:
        _write(path, COLAB.sub(f"{in_colab}/blob/{BRANCH}/", path.read_text()), root)


def _write(path: Path, text: str, root: Path) -> None:
    if path.read_text() != text:
        path.write_text(text)
        print(f"wrote {path.relative_to(root)}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1]).resolve())
