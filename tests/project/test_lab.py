"""`make lab`: JupyterLab opens in a browser with the welcome notebook in front."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from project.checkout import ROOT, make

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# No sandbox because CI is root; the rest keeps the browser from calling its maker.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def lab_command(arguments: str) -> str:
    """What `make lab` runs once everything is installed, in the environment of this test."""
    recipe = make("--dry-run", "lab", f"VENV={sys.prefix}", f"LABARGS={arguments}")
    return recipe.splitlines()[-1]


@pytest.fixture
def lab(tmp_path):
    """The address of a JupyterLab that `make lab` has started, with an empty home."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex()
    command = lab_command(
        f"--no-browser --allow-root --port={port} --IdentityProvider.token={token}"
    )
    log = (tmp_path / "lab.log").open("w")
    server = subprocess.Popen(
        ["sh", "-c", f"exec {command}"],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/api").close()
                break
            except OSError:
                time.sleep(0.2)
        assert server.poll() is None, (tmp_path / "lab.log").read_text()
        yield f"{address}/?token={token}"
    finally:
        server.terminate()
        server.wait()
        log.close()


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
