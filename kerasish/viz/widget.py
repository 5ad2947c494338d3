"""What every widget of the course is built on: `CourseWidget`.

A widget is a Python file and a front end beside it, a plain ES module of the same name and, if it
needs rules of its own, a style sheet. Nothing is built and nothing is fetched.
"""

from __future__ import annotations

import html
import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import traitlets
from anywidget import AnyWidget
from IPython.display import display, update_display
from matplotlib.figure import Figure

from kerasish.viz.figure import figure_bundle

LANGUAGES = ("en", "ko")
FRONT = Path(__file__).parent / "front"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?:front/)?(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class)", re.MULTILINE)
_HINT = {
    "en": "Run this cell to play with it.",
    "ko": "이 셀을 실행하면 직접 움직여 볼 수 있습니다.",
}
# JupyterLab writes "model not found" where a widget was and no kernel is. That output stays out of
# sight until a living front end stands in it; the picture before it is what there is to see.
_KEEP_QUIET = (
    ".jp-OutputArea-child:has(.{name}) + .jp-OutputArea-child:not(:has(.kerasish-widget))"
    "{{display: none}}"
)


def default_language() -> str:
    """The language of a widget that was given none.

    The variable KERASISH_LANGUAGE decides; without it, the folder of the notebook: Korean
    chapters lie in a folder `ko`, Korean exercises in one of the folders in it.
    """
    named = os.environ.get("KERASISH_LANGUAGE", "")
    if named:
        return named
    folder = Path.cwd()
    is_exercise = folder.parent.name == "ko" and folder.parents[1].name == "exercises"
    return "ko" if folder.name == "ko" or is_exercise else "en"


def joined(script: str) -> str:
    """One module of a front end and what it imports from `front/`, which comes first.

    A widget is handed to the page as one text, so there is no file to import from. The names of
    all of them are then those of one module.

    Args:
        script: the source of the front end.
    """
    parts: list[str] = []
    seen: set[str] = set()

    def inline(source: str) -> str:
        for name in _IMPORT.findall(source):
            if name not in seen:
                seen.add(name)
                text = inline((FRONT / f"{name}.js").read_text(encoding="utf-8"))
                parts.append(_EXPORT.sub("", text))  # behind what it imports itself
        return _IMPORT.sub("", source)

    own = inline(script)
    return "\n".join([*parts, own])


class CourseWidget(AnyWidget):
    """A widget of the course. Write its name at the end of a cell to see it.

    A subclass in `some_view.py` has its front end in `some_view.js` and its own style in
    `some_view.css`, which may be missing. It declares its state as traits with
    `.tag(sync=True)`, and has `picture` and `caption`.

    What it displays are two outputs. The first is a picture with a caption, for wherever no
    kernel runs: an exported page, a viewer, a notebook that was opened again. The second is the
    widget; its front end hides the picture for as long as a kernel answers.

    Attributes:
        language: "en" or "ko", by default what `default_language` finds.
        problem: the error of the last thing that the reader did, if it ended in one.
    """

    language = traitlets.Enum(LANGUAGES).tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    _title = traitlets.Unicode().tag(sync=True)
    _picture_class = traitlets.Unicode().tag(sync=True)
    _asks_browser = traitlets.Bool().tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        module = Path(getattr(sys.modules.get(cls.__module__), "__file__", None) or "none")
        script, style = module.with_suffix(".js"), module.with_suffix(".css")
        # traitlets makes a class of its own for each object; that one has a front end already.
        if script.is_file() and "_esm" not in cls.__dict__:
            cls._esm = joined(script.read_text(encoding="utf-8"))
            styles = [FRONT / "shared.css", *([style] if style.is_file() else [])]
            cls._css = "\n".join(file.read_text(encoding="utf-8") for file in styles)
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs: Any) -> None:
        # In Colab no folder tells the language of a notebook, so the browser is asked.
        guess = "language" not in kwargs and "google.colab" in sys.modules
        kwargs.setdefault("language", default_language())
        super().__init__(_title=type(self).__name__, _asks_browser=guess, **kwargs)
        self._picture_class = f"kerasish-picture-{self.model_id}"
        self._is_stale = False
        self.observe(self._age, names=traitlets.All)

    def picture(self) -> Figure:
        """The state as a matplotlib figure, as one can read it without colour.

        What is written in it is numbers, names and English: matplotlib's font has no Hangul.
        """
        raise NotImplementedError(f"{type(self).__name__} has no picture() yet.")

    def caption(self) -> str:
        """What is to be seen in the picture, in the widget's language."""
        raise NotImplementedError(f"{type(self).__name__} has no caption() yet.")

    def say(self, en: str, ko: str) -> str:
        """The text in the widget's language."""
        return {"en": en, "ko": ko}[self.language]

    def handle(self, kind: str, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """Do what the front end asked for with `send(kind, content)`.

        Args:
            kind: what is asked for.
            content: all else that was sent.
            buffers: binary data.
        """
        raise ValueError(f"{type(self).__name__} got a message of the unknown kind {kind!r}.")

    def refresh_picture(self) -> None:
        """Draw the picture anew where the widget is displayed.

        It happens by itself a moment after the reader's last move. A widget that changes without
        one, as in a training, calls this at the end.
        """
        self._is_stale = False
        update_display(self._still(), raw=True, display_id=self._picture_class)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        with self._reporting(set(sync_data)):
            super().set_state(sync_data)
            self.problem = ""

    def _handle_custom_msg(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        kind = content.pop("kind", "")
        with self._reporting(set()):
            if kind == "settled":
                if self._is_stale:
                    self.refresh_picture()
            elif kind == "browser":
                if self._asks_browser and content["language"].startswith("ko"):
                    self.language = "ko"
            else:
                self.handle(kind, content, buffers)
                self.problem = ""

    @contextmanager
    def _reporting(self, names: set[str]) -> Iterator[None]:
        """Show an error in the widget; `names` are the traits that the front end has changed."""
        try:
            yield
        except Exception as error:
            self.problem = "".join(
                [f"{type(error).__name__}: {error}\n", *traceback.format_tb(error.__traceback__)]
            )
            self.send_state(names & set(self.keys))  # what was refused is undone there, too
            raise

    def _age(self, change: dict[str, Any]) -> None:
        if change["name"] in self.keys and not change["name"].startswith("_"):
            self._is_stale = True

    def _still(self) -> dict[str, str | bytes]:
        """The picture with its caption as HTML, as PNG and as text."""
        caption = self.caption()
        bundle = figure_bundle(self.picture(), caption)
        rule = _KEEP_QUIET.format(name=self._picture_class)
        words = f'<span aria-hidden="true">{html.escape(caption)}</span>'
        bundle["text/html"] = (
            f'<figure class="{self._picture_class}" style="margin: 0"><style>{rule}</style>'
            f"{bundle['text/html']}<figcaption>{words} "
            f"<em>{_HINT[self.language]}</em></figcaption></figure>"
        )
        return bundle

    def _ipython_display_(self) -> None:
        display(self._still(), raw=True, display_id=self._picture_class)
        view, metadata = self._repr_mimebundle_()
        # Nothing for whatever cannot show a widget: the picture is there already.
        display({**view, "text/html": "", "text/plain": ""}, metadata=metadata, raw=True)
        self._is_stale = False
