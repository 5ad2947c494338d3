"""A notebook in a real JupyterLab, in a real browser: for tests of widgets, and for screenshots."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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
SETTINGS = {
    # All cells are in the page, also those out of sight, so that nobody need scroll to them.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false"},
}
PHONE = 760  # narrower than this the side bar leaves the notebook no room
ALL_HAVE_RUN = r"""() => [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")]
    .every(prompt => /\[\d+\]/.test(prompt.textContent))"""


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Start JupyterLab with the folder as its root and its home.

    Yields:
        The address of the file NAME is what this gives for `.format("NAME")`.
    """
    environment = os.environ | at_home(folder)
    environment.pop("MPLBACKEND", None)  # the kernel chooses the backend that shows pictures

    def command(arguments: list[str]) -> list[str]:
        return [sys.executable, "-m", "jupyterlab", *arguments]

    with served(command, folder, environment, folder / ".lab.log") as (address, token):
        yield f"{address}/lab/tree/{{}}?token={token}"


def at_home(folder: Path) -> dict[str, str]:
    """Variables of the environment with which JupyterLab is at home in a folder, and quiet."""
    settings = folder / ".settings"
    for name, values in SETTINGS.items():
        file = settings / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values))
    return {"HOME": str(folder), "JUPYTERLAB_SETTINGS_DIR": str(settings)}


@contextmanager
def served(
    command: Callable[[list[str]], list[str]], folder: Path, environment: dict[str, str], log: Path
) -> Iterator[tuple[str, str]]:
    """Start a JupyterLab and wait until it answers.

    Args:
        command: what to run, from the arguments that JupyterLab is to get.
        folder: where to run it.
        environment: its variables.
        log: the file for what it prints.

    Yields:
        its address and its token.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex()
    arguments = ["--no-browser", "--allow-root", f"--port={port}"]
    arguments.append(f"--IdentityProvider.token={token}")
    with log.open("w") as output:
        server = subprocess.Popen(
            command(arguments), cwd=folder, env=environment, stdout=output, stderr=output
        )
    address = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/api").close()
                break
            except OSError:
                time.sleep(0.2)
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")
        yield address, token
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:  # now and then it waits for its sockets for good
            server.kill()
            server.wait()


@contextmanager
def opened(notebook: Path, folder: Path, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """Open a copy of the notebook in JupyterLab and a browser window of this size in pixels.

    In a window of a phone's width the side bar is closed, as a reader would.

    Raises:
        RuntimeError: when the window is closed, if the browser's console has had errors.
    """
    shutil.copy(notebook, folder)
    complaints = []
    with jupyterlab(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.goto(address.format(notebook.name))
        heading = page.locator(".jp-Notebook h1").first
        heading.wait_for(state="attached", timeout=60_000)
        if width < PHONE:
            files = page.locator("#filebrowser")
            files.wait_for()
            page.keyboard.press("Control+b")
            files.wait_for(state="hidden")
        heading.wait_for()
        yield page
        browser.close()
    if complaints:
        raise RuntimeError("Errors in the browser's console:\n" + "\n".join(complaints))


def run_all_cells(page: Page) -> None:
    """Run all cells of the notebook in the page, and wait for the last."""
    # What is asked to run before the kernel has answered is forgotten.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    # Polled by the clock: a headless page may draw no frames while nothing changes.
    page.wait_for_function(ALL_HAVE_RUN, timeout=180_000, polling=200)
