"""Chapter 03 in JupyterLab and a browser: the slider moves by keyboard and the picture follows."""

import pytest

from browser import CHROMIUM, opened, run_all_cells
from project.checkout import ROOT

CHAPTER = ROOT / "notebooks" / "03_linear_classifier.ipynb"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH to open JupyterLab in")
def test_the_slider_moves_the_boundary(tmp_path):
    with opened(CHAPTER, tmp_path) as page:
        run_all_cells(page)
        cell = page.locator(".jp-CodeCell").filter(has=page.get_by_role("slider"))
        picture, slider = cell.locator("img"), cell.get_by_role("slider")
        before = picture.get_attribute("src")
        assert "Learning rate 0.01:" in picture.get_attribute("alt")
        assert picture.evaluate("image => image.naturalWidth") > 300

        slider.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        cell.get_by_alt_text("Learning rate 0.02:").wait_for()
        assert picture.count() == 1
        assert picture.get_attribute("src") != before

        page.keyboard.press("End")
        cell.get_by_alt_text("diverges").wait_for()
