"""Widgets in a real JupyterLab and a real browser, with their kernel within reach."""

import ast
import itertools
import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from axe_playwright_python.sync_playwright import Axe
from jupyter_client import BlockingKernelClient
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from browser import CHROMIUM, QUIET, run_all_cells
from project.checkout import ROOT

PICTURES = ROOT / "build" / "widgets"  # to be looked at; git ignores build/
WIDE, NARROW = 1280, 360
SEVERE = {"serious", "critical"}
_numbers = itertools.count(1)  # of the notebooks, in all files of tests that a process runs


class OpenNotebook:
    """A notebook in JupyterLab whose cells have run.

    Attributes:
        page: the browser's page.
        path: the notebook's file.
        kernel: a client of the kernel that the notebook runs in.
        complaints: the errors in the browser's console so far.
    """

    def __init__(self, page: Page, path: Path, kernel: BlockingKernelClient, complaints: list):
        self.page, self.path, self.kernel, self.complaints = page, path, kernel, complaints

    def widget(self, number: int = 0) -> Locator:
        """The widgets in the notebook, counted from above."""
        return self.page.locator(".kerasish-widget").nth(number)

    def run(self, program: str) -> None:
        """Run a program in the kernel, as a cell would that is not in the notebook."""
        reply = self.kernel.execute(program, store_history=False, reply=True, timeout=60)
        assert reply["content"]["status"] == "ok", reply["content"]

    def begin_anew(self, name: str, program: str, number: int = 0) -> Locator:
        """Run a program that puts a widget back where it began, and wait until the page shows it.

        What the kernel says reaches the page in order, so a change of language that is seen is
        drawn after all that came before it.

        Args:
            name: the widget's name in the kernel.
            program: what puts it back, apart from its language, which will be English.
            number: which widget in the notebook it is.
        """
        widget = self.widget(number)
        self.run(f"{name}.language = 'ko'\n{program}")
        widget.and_(self.page.locator("[lang=ko]")).wait_for()
        self.run(f"{name}.language = 'en'")
        widget.and_(self.page.locator("[lang=en]")).wait_for()
        return widget

    def value(self, expression: str) -> Any:
        """What an expression is in the kernel: numbers, text, and lists, dicts of them."""
        answer = self._answer(expression)
        assert answer["status"] == "ok", answer
        return ast.literal_eval(answer["data"]["text/plain"])

    def wait_for(self, expression: str, expected: Any, seconds: float = 20) -> None:
        """Wait until an expression has a value in the kernel; what was clicked takes its time.

        An error is waited out, too: `view.kept.epoch` has none for as long as nothing is kept.
        """
        until = time.monotonic() + seconds
        while True:
            answer = self._answer(expression)
            if answer["status"] == "ok":
                found = answer["data"]["text/plain"]
                if ast.literal_eval(found) == expected:
                    return
            else:
                found = f"{answer['ename']}: {answer['evalue']}"
            assert time.monotonic() < until, f"{expression} is {found}, not {expected!r}"
            self.page.wait_for_timeout(50)

    def _answer(self, expression: str) -> dict[str, Any]:
        asked = {"answer": expression}
        reply = self.kernel.execute(
            "", user_expressions=asked, store_history=False, reply=True, timeout=60
        )
        return reply["content"]["user_expressions"]["answer"]

    def is_accessible(self, number: int = 0) -> None:
        """Assert that axe-core finds no serious fault in a widget."""
        mark = f"axe-{number}"
        self.widget(number).evaluate("(element, mark) => (element.id = mark)", mark)
        found = Axe().run(self.page, context=f"#{mark}").response["violations"]
        severe = {
            fault["id"]: [node["html"] for node in fault["nodes"][:3]]
            for fault in found
            if fault["impact"] in SEVERE
        }
        assert severe == {}

    @contextmanager
    def narrow(self, width: int = NARROW) -> Iterator[None]:
        """A window as wide as a phone's while the block runs."""
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.wait_for_timeout(200)
        yield
        self.page.set_viewport_size(before)

    @contextmanager
    def dark(self) -> Iterator[None]:
        """JupyterLab's dark theme while the block runs."""
        self._choose_theme("JupyterLab Dark")
        yield
        self._choose_theme("JupyterLab Light")

    def _choose_theme(self, name: str) -> None:
        self.page.keyboard.press("Control+Shift+c")
        self.page.locator(".jp-ModalCommandPalette input").fill(f"Use Theme: {name}")
        self.page.keyboard.press("Enter")
        theme = f'body[data-jp-theme-name="{name}"]'
        self.page.locator(theme).wait_for(state="attached")
        self.page.wait_for_timeout(300)  # its style sheet arrives a moment later

    def fits(self, number: int = 0) -> None:
        """Assert that a widget is no wider than its place; parts of it may scroll by themselves."""
        inside, place = self.widget(number).evaluate(
            "element => [element.scrollWidth, element.clientWidth]"
        )
        assert inside <= place

    def photograph(self, name: str, number: int = 0) -> Path:
        """Keep a picture of a widget, to be looked at."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}-{self.page.viewport_size['width']}.png"
        before = self.page.viewport_size
        self.page.set_viewport_size({**before, "height": 2000})  # the notebook scrolls inside it
        self.widget(number).screenshot(path=path)
        self.page.set_viewport_size(before)
        return path

    def save(self) -> Path:
        """Save the notebook as Ctrl+S does, and wait until the file has the outputs."""
        before = self.path.stat().st_mtime_ns
        self.page.keyboard.press("Control+s")
        until = time.monotonic() + 20
        while self.path.stat().st_mtime_ns == before or not _is_whole(self.path):
            assert time.monotonic() < until, "JupyterLab did not save the notebook"
            self.page.wait_for_timeout(50)
        return self.path


def _is_whole(path: Path) -> bool:
    """Whether a notebook's file is not just being written."""
    try:
        json.loads(path.read_text())
    except ValueError:
        return False
    return True


class Laboratory:
    """A JupyterLab and a browser in which to open notebooks."""

    def __init__(self, folder: Path, address: str, browser: Browser):
        self.folder, self.browser = folder, browser
        self._address = address

    @contextmanager
    def notebook(self, *cells: str, folder: str = ".", width: int = WIDE) -> Iterator[OpenNotebook]:
        """Open a notebook of these code cells, run them, and close it in the end.

        Args:
            cells: the source of each cell.
            folder: where the notebook lies, such as "ko" for a Korean one.
            width: of the window, in pixels.

        Raises:
            AssertionError: a cell ends in an error; in the end, if the browser's console has had
                errors.
        """
        # A name is not used twice: JupyterLab remembers by it whether its file browser is open.
        path = self.folder / folder / f"notebook{next(_numbers)}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(_notebook(cells), path)
        with self.page(width) as (page, complaints):
            page.goto(self.address(path))
            page.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
            run_all_cells(page)
            page.keyboard.press("Control+b")  # the file browser away
            errors = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]')
            assert errors.all_inner_texts() == []
            kernel = self._client(path)
            try:
                yield OpenNotebook(page, path, kernel, complaints)
            finally:
                kernel.stop_channels()
                self._shut_down(path)
            assert complaints == []

    @contextmanager
    def page(self, width: int = WIDE, offline: bool = False) -> Iterator[tuple[Page, list[str]]]:
        """A new page and the errors in its console; `offline` it reaches nothing but files."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, offline=offline
        )
        page = context.new_page()
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        yield page, complaints
        context.close()

    def address(self, path: Path) -> str:
        """Where JupyterLab shows a notebook, in a workspace of its own: alone in the window."""
        address = self._address.format(path.relative_to(self.folder))
        return address.replace("/lab/tree/", f"/lab/workspaces/{path.stem}/tree/")

    def _client(self, path: Path) -> BlockingKernelClient:
        kernel = self._session(path)["kernel"]["id"]
        (file,) = self.folder.rglob(f"kernel-{kernel}.json")
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels()
        return client

    def _session(self, path: Path) -> dict[str, Any]:
        name = str(path.relative_to(self.folder))
        return next(found for found in self._ask("sessions") if found["path"] == name)

    def _shut_down(self, path: Path) -> None:
        self._ask(f"sessions/{self._session(path)['id']}", method="DELETE")

    def _ask(self, what: str, method: str = "GET") -> Any:
        server, _, token = self._address.partition("/lab/tree/{}?token=")
        request = urllib.request.Request(f"{server}/api/{what}", method=method)
        request.add_header("Authorization", f"token {token}")
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")


@contextmanager
def laboratory(folder: Path, address: str) -> Iterator[Laboratory]:
    """Start a browser for the JupyterLab that serves a folder.

    Playwright lets no second one of its kind run in a process, nor a loop of asyncio: a file of
    tests has one for itself, and stops it at its end.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield Laboratory(folder, address, browser)
        browser.close()


def _notebook(cells: tuple[str, ...]) -> nbformat.NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    return notebook
