"""Chapter 03 in JupyterLab and a browser: the slider moves by keyboard and the picture follows."""

import pytest

from browser import CHROMIUM, opened, run_all_cells
from project.checkout import ROOT

CHAPTER = ROOT / "notebooks" / "03_linear_classifier.ipynb"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH to open JupyterLab in")
def test_the_slider_moves_the_boundary(tmp_path):
    with opened(CHAPTER, tmp_path) as page:
        run_all_cells(page)
        cell = page.locator(".jp-CodeCell").filter(has=page.get_by_alt_text("Learning rate"))
        slider, plane = cell.get_by_role("slider"), cell.get_by_alt_text("Learning rate")
        curve = cell.get_by_alt_text("The loss of each step")
        before = [picture.get_attribute("src") for picture in (plane, curve)]
        assert "Learning rate 0.01:" in plane.get_attribute("alt")
        assert plane.evaluate("image => image.naturalWidth") > 300

        slider.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        cell.get_by_alt_text("Learning rate 0.02:").wait_for()
        after = [picture.get_attribute("src") for picture in (plane, curve)]
        assert before[0] != after[0] and before[1] != after[1]

        page.keyboard.press("End")
        cell.get_by_alt_text("diverges").wait_for()
