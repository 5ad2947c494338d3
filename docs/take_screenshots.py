"""Take docs/images/jupyterlab_*.png: chapters run in JupyterLab in a browser.

    .venv/bin/python docs/take_screenshots.py

Wants the environment of `make test`, and Chromium.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import opened, run_all_cells  # noqa: E402

FOLDER = ROOT / "docs" / "images"
# Name of the picture: the chapter, what its output's text begins with, presses of →, window.
PICTURES = {
    "boundary": ("03_linear_classifier", "Learning rate", 3, (1240, 620)),
    "mnist": ("07_mnist", "The first 32 test digits", 0, (1000, 740)),
}


def take(chapter: str, text: str, presses: int, window: tuple[int, int]) -> Image.Image:
    """The window of JupyterLab, scrolled to an output of the chapter."""
    notebook = ROOT / "notebooks" / f"{chapter}.ipynb"
    with tempfile.TemporaryDirectory() as folder, opened(notebook, Path(folder), *window) as page:
        run_all_cells(page)
        page.keyboard.press("Control+b")  # the side bar away
        cell = page.locator(".jp-CodeCell").filter(has=page.get_by_alt_text(text)).first
        if presses:
            cell.get_by_role("slider").first.focus()
        for _ in range(presses):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(500)
        cell.get_by_alt_text(text).evaluate("picture => picture.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(500)
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def main() -> None:
    """Take each picture, and keep it in 64 colors: small enough for a repository."""
    FOLDER.mkdir(exist_ok=True)
    for name, choice in PICTURES.items():
        picture = take(*choice).quantize(64, dither=Image.Dither.NONE)
        path = FOLDER / f"jupyterlab_{name}.png"
        picture.save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
