"""`make lab`: JupyterLab opens in a browser with the welcome notebook in front."""

import os
import sys

import pytest
from playwright.sync_api import sync_playwright

from browser import CHROMIUM, QUIET, served
from project.checkout import ROOT, make


def lab_command(arguments: list[str]) -> list[str]:
    """What `make lab` runs once everything is installed, in the environment of this test."""
    recipe = make("--dry-run", "lab", f"VENV={sys.prefix}", f"LABARGS={' '.join(arguments)}")
    return ["sh", "-c", f"exec {recipe.splitlines()[-1]}"]


@pytest.fixture
def lab(tmp_path):
    """The address of a JupyterLab that `make lab` has started, with an empty home."""
    home = {**os.environ, "HOME": str(tmp_path)}
    with served(lab_command, ROOT, home, tmp_path / "lab.log") as (address, token):
        yield f"{address}/?token={token}"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH to open JupyterLab in")
def test_the_welcome_notebook_is_in_front(lab):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(lab)
        heading = page.get_by_role("heading", name="Welcome", level=1)
        heading.wait_for(timeout=60_000)
        assert page.url.endswith("/lab/tree/notebooks/00_welcome.ipynb")
        picture = page.locator(".jp-RenderedMarkdown img").first
        assert picture.get_attribute("alt")
        assert picture.evaluate("image => image.naturalWidth") > 300
        browser.close()
