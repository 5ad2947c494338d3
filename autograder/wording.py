"""What is said of damages, to instructors and students, in the language of the notebook.

A sentence about a cell has no subject, since it is said of one cell or of several at once.
"""

import re
from typing import Any

from nbformat import NotebookNode

from autograder.records import Repair
from autograder.slots import Slot

# More damages of one kind than this are told in one sentence.
SINGLY, LISTED = 3, 6
_HANGUL = re.compile("[가-힣]")

# Each name of a damage or a problem, with the sentence in English and in Korean. A name with a
# question mark is the damage of that name where the mending is doubtful.
_SENTENCES = {
    "answer-elsewhere?": (
        "Nothing was written here, but another cell holds an answer. That one was graded.",
        "이 셀에는 쓴 것이 없지만 다른 셀에 답이 있습니다. 그 답을 채점했습니다.",
    ),
    "archive": (
        "`{came}` is an archive. Expected: the notebook `{file}` itself. `collect` unpacks "
        "archives.",
        "`{came}` 파일은 압축 파일입니다. 필요한 것은 노트북 `{file}`입니다. 압축은 `collect`로 "
        "풀 수 있습니다.",
    ),
    "binary-file": (
        "`{came}` is no text. Expected: the notebook `{file}`. It has to be handed in again.",
        "`{came}` 파일은 텍스트가 아닙니다. 필요한 것은 노트북 `{file}`입니다. 다시 "
        "제출해야 합니다.",
    ),
    "broken-json": (
        "`{came}` cannot be read from line {line} on ({reason}). Expected: a notebook as Jupyter "
        "or Colab saves it. It has to be opened there, saved and handed in again.",
        "`{came}` 파일을 {line}번째 줄부터 읽을 수 없습니다({reason}). 필요한 것은 Jupyter나 "
        "Colab이 저장한 노트북입니다. 거기에서 열어 저장한 뒤 다시 제출해야 합니다.",
    ),
    "cell-malformed": (
        "A cell had not the form of one. Its text was kept.",
        "형식이 잘못된 셀이 있었습니다. 내용은 남겨 두었습니다.",
    ),
    "document": (
        "`{came}` is a document. Expected: the notebook `{file}`, which Jupyter and Colab "
        "download as .ipynb.",
        "`{came}` 파일은 문서입니다. 필요한 것은 Jupyter나 Colab에서 .ipynb로 내려받은 노트북 "
        "`{file}`입니다.",
    ),
    "empty-file": (
        "`{came}` is empty. Expected: the notebook `{file}`. The upload may have broken off: it "
        "has to be handed in again.",
        "`{came}` 파일이 비어 있습니다. 필요한 것은 노트북 `{file}`입니다. 올리다가 끊겼을 수 "
        "있으니 다시 제출해야 합니다.",
    ),
    "encoding": (
        "The file was written in {encoding} in place of UTF-8. It was read so.",
        "파일이 UTF-8이 아니라 {encoding}(으)로 저장되어 있었습니다. 그에 맞게 읽었습니다.",
    ),
    "encoding?": (
        "The file was not written in UTF-8 and does not say in what. It was read as {encoding}: "
        "letters other than A to Z may be wrong.",
        "파일이 UTF-8로 저장되어 있지 않고 인코딩도 적혀 있지 않습니다. {encoding}(으)로 "
        "읽었으므로 한글 같은 글자가 잘못되었을 수 있습니다.",
    ),
    "files-left-out": (
        "{names}: handed in too, but only the notebook is graded.",
        "{names}: 함께 제출되었지만 노트북만 채점합니다.",
    ),
    "kernel": (
        "The notebook names {found} as its language. It is run by Python, as released.",
        "노트북의 언어가 {found}(으)로 되어 있었습니다. 나간 과제처럼 Python으로 실행합니다.",
    ),
    "line-endings": (
        "The lines ended as in files of Windows. They were changed back.",
        "줄바꿈이 Windows 방식이었습니다. 되돌렸습니다.",
    ),
    "merge-conflict": (
        "`{came}` holds the marks of a merge that git could not finish, the first in line {line}. "
        "Expected: one notebook. The conflict has to be resolved and the notebook handed in again.",
        "`{came}` 파일에 git이 끝내지 못한 병합의 표시가 있습니다(첫 번째는 {line}번째 줄). 충돌을 "
        "해결한 뒤 다시 제출해야 합니다.",
    ),
    "more": ("and {count} more", "그 밖에 {count}개"),
    "no-cells": (
        "`{came}` has no cells. Expected: the released notebook with answers in it.",
        "`{came}` 파일에 셀이 없습니다. 필요한 것은 답을 쓴 과제 노트북입니다.",
    ),
    "not-a-file": (
        "`{came}` is no file. Expected: the notebook `{file}`.",
        "`{came}`: 파일이 아닙니다. 필요한 것은 노트북 `{file}`입니다.",
    ),
    "not-a-notebook": (
        "`{came}` is no notebook: it has no cells. Expected: `{file}` as Jupyter or Colab saves "
        "it.",
        "`{came}` 파일은 셀이 없어서 노트북이 아닙니다. 필요한 것은 Jupyter나 Colab이 저장한 "
        "`{file}`입니다.",
    ),
    "nothing-handed-in": (
        "There is no file. Expected: the notebook `{file}`.",
        "파일이 없습니다. 필요한 것은 노트북 `{file}`입니다.",
    ),
    "notebook-format": (
        "The notebook has format {found}. It was read as format 4.",
        "노트북의 형식이 {found}입니다. 형식 4로 읽었습니다.",
    ),
    "notebook-format?": (
        "The notebook says it has format {found}, which there is not. It was read as format 4.",
        "노트북의 형식이 {found}(으)로 적혀 있는데 그런 형식은 없습니다. 형식 4로 읽었습니다.",
    ),
    "old-format": (
        "`{came}` has the notebook format {found} and cannot be brought up to date. It has to be "
        "opened in JupyterLab, saved and handed in again.",
        "`{came}` 파일은 노트북 형식 {found}이고 새 형식으로 바꿀 수 없습니다. JupyterLab에서 열어 "
        "저장한 뒤 다시 제출해야 합니다.",
    ),
    "other-assignment": (
        "`{came}` is another notebook: {share:.0%} of the cells of `{file}` are in it. The "
        "right one has to be handed in.",
        "`{came}` 파일은 다른 노트북입니다. `{file}`의 셀 가운데 {share:.0%}만 있습니다. "
        "맞는 노트북을 제출해야 합니다.",
    ),
    "picture": (
        "`{came}` is a picture. Expected: the notebook `{file}`.",
        "`{came}` 파일은 그림입니다. 필요한 것은 노트북 `{file}`입니다.",
    ),
    "python-file": (
        "`{came}` is a Python file. Expected: the notebook `{file}`, which Jupyter and Colab "
        "download as .ipynb.",
        "`{came}` 파일은 Python 파일입니다. 필요한 것은 Jupyter나 Colab에서 .ipynb로 내려받은 "
        "노트북 `{file}`입니다.",
    ),
    "renamed": (
        "The notebook was named `{found}`. It was taken for `{wanted}`.",
        "노트북의 이름이 `{found}`입니다. `{wanted}` 대신 채점했습니다.",
    ),
    "several-notebooks?": (
        "There were several notebooks. `{taken}` was graded and not {others}.",
        "노트북이 여러 개 있었습니다. `{taken}` 파일을 채점했고 {others}: 채점하지 않았습니다.",
    ),
    "symbolic-link": (
        "`{came}` is a link to another file. Expected: the notebook `{file}` itself.",
        "`{came}`: 다른 파일을 가리키는 링크입니다. 필요한 것은 노트북 `{file}` 자체입니다.",
    ),
    "text-file": (
        "`{came}` is a text. Expected: the notebook `{file}`.",
        "`{came}` 파일은 글입니다. 필요한 것은 노트북 `{file}`입니다.",
    ),
    "too-large": (
        "`{came}` has {found:.0f} MiB, without outputs where it can be read. Expected: at most "
        "{limit:.0f}. The outputs and pictures have to be removed, and the notebook handed in "
        "again.",
        "`{came}` 파일의 크기가 {found:.0f} MiB입니다. {limit:.0f} MiB까지 됩니다. 출력과 그림을 "
        "지우고 다시 제출해야 합니다.",
    ),
    "too-many-cells": (
        "`{came}` has {found} cells. Expected: at most {limit}.",
        "`{came}` 파일에 셀이 {found}개 있습니다. {limit}개까지 됩니다.",
    ),
    "truncated": (
        "`{came}` breaks off in line {line}. Expected: a whole notebook. The upload may have "
        "broken off: it has to be handed in again.",
        "`{came}` 파일이 {line}번째 줄에서 끊겨 있습니다. 올리다가 끊겼을 수 있으니 다시 "
        "제출해야 합니다.",
    ),
    "unreadable-file": (
        "`{came}` cannot be opened ({reason}). Expected: the notebook `{file}`.",
        "`{came}` 파일을 열 수 없습니다({reason}). 필요한 것은 노트북 `{file}`입니다.",
    ),
    "web-page": (
        "`{came}` is a web page. Expected: the notebook `{file}`, which Jupyter and Colab "
        "download as .ipynb.",
        "`{came}` 파일은 웹 페이지입니다. 필요한 것은 Jupyter나 Colab에서 .ipynb로 내려받은 노트북 "
        "`{file}`입니다.",
    ),
    "wrong-kernel": (
        "`{came}` is written in {found}. Expected: answers in Python.",
        "`{came}` 파일의 답이 {found}(으)로 되어 있습니다. 답은 Python으로 써야 합니다.",
    ),
    "answer-missing": (
        "The cell of this answer was missing. An empty one was put in its place.",
        "답을 쓰는 셀이 없었습니다. 빈 셀을 제자리에 넣었습니다.",
    ),
    "answers-merged?": (
        "The answer stands in the cell of another one, `{other}`. It was left there.",
        "답이 다른 답의 셀 `{other}` 안에 있습니다. 그대로 두었습니다.",
    ),
    "cell-duplicated": (
        "There were {count} cells of this name. The one with the answer, or the unchanged one, "
        "was taken.",
        "이름이 같은 셀이 {count}개 있었습니다. 답이 있는 셀이나 바뀌지 않은 셀을 채점했습니다.",
    ),
    "cell-duplicated?": (
        "There were {count} cells of this name with different answers. The last one was graded, "
        "the others were kept in front of it.",
        "이름이 같고 답이 다른 셀이 {count}개 있었습니다. 마지막 것을 채점했고 나머지는 그대로 "
        "두었습니다.",
    ),
    "cell-missing": (
        "The locked cell was missing. It was put back.",
        "잠긴 셀이 없었습니다. 다시 넣었습니다.",
    ),
    "cell-moved": (
        "The cell stood at another place. It was moved back.",
        "셀이 다른 자리에 있었습니다. 제자리로 옮겼습니다.",
    ),
    "cell-split": (
        "The cell came in {count} pieces. They were joined.",
        "셀이 {count}조각으로 나뉘어 있었습니다. 다시 합쳤습니다.",
    ),
    "cell-split?": (
        "The answer came in {count} cells that stood apart. They were joined.",
        "답이 서로 떨어진 셀 {count}개에 나뉘어 있었습니다. 합쳤습니다.",
    ),
    "cell-type": (
        "The cell had been turned from {wanted} into {found}. It was turned back.",
        "셀의 종류가 {wanted}에서 {found}(으)로 바뀌어 있었습니다. 되돌렸습니다.",
    ),
    "cell-unknown": (
        "The assignment has no cell of this name. It was kept as a cell without points.",
        "과제에 이런 이름의 셀이 없습니다. 점수가 없는 셀로 두었습니다.",
    ),
    "cells-merged": (
        "The cell had been merged with another one. They were taken apart.",
        "셀이 다른 셀과 합쳐져 있었습니다. 다시 나누었습니다.",
    ),
    "kept-from": (
        "*Written into the locked cell `{cell}`, which was restored; not run:*",
        "*잠긴 셀 `{cell}`에 써 있던 내용입니다. 그 셀은 되돌렸고, 이 내용은 실행하지 않습니다.*",
    ),
    "locked-added": (
        "Something was written into the locked cell. The cell was restored, and what was written "
        "was put into a cell of its own beside it.",
        "잠긴 셀 안에 쓴 것이 있었습니다. 셀을 되돌리고, 쓴 것은 옆의 셀로 옮겼습니다.",
    ),
    "locked-changed": (
        "The locked cell had been changed. It was restored.",
        "잠긴 셀이 바뀌어 있었습니다. 되돌렸습니다.",
    ),
    "metadata-changed": (
        "The grading metadata had been changed. It is the assignment's again.",
        "채점용 메타데이터가 바뀌어 있었습니다. 되돌렸습니다.",
    ),
    "metadata-lost": (
        "The grading metadata was lost. The cell was recognised by {how}.",
        "채점용 메타데이터가 없었습니다. {how}(으)로 셀을 알아보았습니다.",
    ),
    "metadata-lost?": (
        "The grading metadata was lost. This may be the cell, judging by {how}.",
        "채점용 메타데이터가 없었습니다. {how}(으)로 보아 이 셀인 듯합니다.",
    ),
    "metadata-removed": (
        "Cells that are not the assignment's carried grading metadata. It was removed.",
        "과제에 속하지 않는 셀에 채점용 메타데이터가 있었습니다. 지웠습니다.",
    ),
    "other-release": (
        "The cell comes from another release of the assignment. The present one was put in.",
        "다른 때에 나간 과제의 셀입니다. 지금 과제의 셀로 바꾸었습니다.",
    ),
}

_WAYS = {
    "id": ("its cell id", "셀 id"),
    "text": ("its text", "내용"),
    "name": ("what its code defines", "코드가 정의하는 이름"),
    "place": ("where it stands", "놓인 자리"),
}


def language_of(notebook: NotebookNode) -> str:
    """The language of a released notebook: "ko" where its prose is Korean, else "en"."""
    prose = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return "ko" if any(map(_HANGUL.search, prose)) else "en"


def say(name: str, language: str, **values: Any) -> str:
    """The sentence of a name, filled in."""
    if "how" in values:
        values["how"] = _WAYS[values["how"]][language == "ko"]
    return _SENTENCES[name][language == "ko"].format(**values)


class Damages:
    """Collects what was found damaged, and tells it."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._found: dict[tuple[str, str], Repair] = {}

    def note(self, kind: str, cell: Slot | str, doubtful: bool = False, **values: Any) -> None:
        """Remember a damage of a cell; the first sentence of a kind and a cell stays."""
        name = cell.grade_id if isinstance(cell, Slot) else cell
        key = f"{kind}?" if doubtful else kind
        message = say(key, self._language, **values)
        self._found.setdefault((kind, name), Repair(name, kind, message, doubtful))

    def say(self, name: str, **values: Any) -> str:
        """A sentence in the language of the notebook."""
        return say(name, self._language, **values)

    def repairs(self) -> list[Repair]:
        """All of it; what happened to many cells is told once."""
        alike: dict[tuple[str, str], list[Repair]] = {}
        for repair in self._found.values():
            alike.setdefault((repair.kind, repair.message), []).append(repair)
        told: list[Repair] = []
        for (kind, message), repairs in alike.items():
            if len(repairs) <= SINGLY or repairs[0].doubtful:
                told += repairs
            else:
                told.append(Repair("", kind, f"{self._listed(repairs)}: {message}"))
        return told

    def _listed(self, repairs: list[Repair]) -> str:
        names = ", ".join(f"`{repair.cell}`" for repair in repairs[:LISTED])
        more = len(repairs) - LISTED
        return f"{names}, {self.say('more', count=more)}" if more > 0 else names
