"""What the check says, in the language of the notebook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kerasish.notebook.findings import Finding
from kerasish.notebook.released import source

_HANGUL = re.compile("[가-힣]")

_EN = {
    "missing-answer": (
        "The cell for this answer is missing. Bring it back (Edit → Undo Cell Operation), or "
        "download the exercise anew and paste your answers into it."
    ),
    "missing-locked": (
        "This locked cell is missing. The grader puts it back; bring it back yourself "
        "(Edit → Undo Cell Operation) to see what it says."
    ),
    "duplicated": (
        "There are {count} cells of this name, and only one can count. Keep the one with your "
        "answer: delete the others, or select all of them and merge them "
        "(Edit → Merge Selected Cells)."
    ),
    "unmarked": (
        "This cell has lost its mark for the grader, as when an editor or a copy drops it. "
        "It will be looked for by its text."
    ),
    "type": "This cell must be of the type {wanted}. Turn it back with the menu of cell types.",
    "changed": (
        "You have changed this locked cell. The grader uses the original: what your answer needs "
        "belongs into a cell of your own."
    ),
    "moved": "This cell stands above `{above}`, which came before it. Move it back below.",
    "empty": "Nothing is written here yet. It will bring no points.",
    "syntax": "Line {line} is no Python ({message}). The cell will bring no points.",
    "unsaved": (
        "What you ran last is not what is saved. Save (Ctrl+S); if you have changed the cell "
        "since, run it too."
    ),
    "order": (
        "Not every cell has run from top to bottom as it stands. Choose Kernel → Restart Kernel "
        "and Run All Cells (in Colab: Runtime → Restart session and run all), and look at the "
        "tests."
    ),
    "renamed": "The notebook is named `{found}`. Name it `{wanted}` again.",
    "large": (
        "The notebook has {size} MiB, {limit} are the most. Clear its outputs "
        "(Edit → Clear Outputs of All Cells), save, and hand that in."
    ),
    "no-release": (
        "This notebook does not say which exercise it is: it is no exercise, or an editor has "
        "removed that. Download the exercise anew and paste your answers into it."
    ),
    "not-found": (
        'The notebook was not found. Say which it is: check_notebook("NAME.ipynb"), with the name '
        "that stands above it."
    ),
    "no-file": "There is no file `{path}`. Look at the name, and at the folder: `%pwd` shows it.",
    "no-notebook": "`{path}` is no notebook. Expected: a file that Jupyter or Colab has saved.",
    "no-answer": (
        "Colab did not answer. Run this cell again; if that does not help, download the notebook "
        "(File → Download → Download .ipynb), upload it on the left, and write "
        'check_notebook("NAME.ipynb").'
    ),
    "whole": "The notebook",
    "in": "section “{section}”, ",
    "checked": "Checked: {name}",
    "ready": "Ready to hand in.",
    "fair": "It can be handed in. Look at the list first.",
    "not-ready": "Not ready to hand in. Do what stands behind →, save, and run this cell again.",
}

_KO = {
    "missing-answer": (
        "답을 쓰는 셀이 없습니다. 되살리거나(Edit → Undo Cell Operation), 과제를 새로 내려받아 "
        "답을 붙여 넣으세요."
    ),
    "missing-locked": (
        "잠긴 셀이 없습니다. 채점할 때 다시 넣습니다. 내용을 보려면 되살리세요"
        "(Edit → Undo Cell Operation)."
    ),
    "duplicated": (
        "이름이 같은 셀이 {count}개인데 하나만 채점할 수 있습니다. 답이 있는 셀을 남기고 나머지를 "
        "지우거나, 모두 골라서 합치세요(Edit → Merge Selected Cells)."
    ),
    "unmarked": (
        "채점용 표시가 없습니다. 편집기나 복사 때문에 지워질 수 있습니다. 채점할 때 내용으로 "
        "찾습니다."
    ),
    "type": "셀의 종류가 {wanted}여야 합니다. 셀 종류 메뉴에서 되돌리세요.",
    "changed": (
        "잠긴 셀을 고쳤습니다. 채점할 때는 원래 셀을 씁니다. 답에 필요한 것은 새 셀에 쓰세요."
    ),
    "moved": "이 셀이 앞에 있던 `{above}` 셀보다 위에 있습니다. 그 아래로 옮기세요.",
    "empty": "아직 쓴 것이 없습니다. 점수를 받지 못합니다.",
    "syntax": "{line}번째 줄이 Python 문법에 맞지 않습니다({message}). 점수를 받지 못합니다.",
    "unsaved": (
        "마지막으로 실행한 것과 저장된 것이 다릅니다. 저장하세요(Ctrl+S). 그 뒤에 셀을 고쳤다면 "
        "실행도 하세요."
    ),
    "order": (
        "모든 셀이 지금 모습 그대로 위에서 아래로 실행되지는 않았습니다. Kernel → Restart Kernel "
        "and Run All Cells 메뉴를 고르고(Colab에서는 런타임 → 세션 다시 시작 및 모두 실행) "
        "테스트를 보세요."
    ),
    "renamed": "노트북의 이름이 `{found}`입니다. 다시 `{wanted}`(으)로 바꾸세요.",
    "large": (
        "노트북의 크기가 {size} MiB입니다. {limit} MiB까지 됩니다. 출력을 지우고"
        "(Edit → Clear Outputs of All Cells) 저장해서 제출하세요."
    ),
    "no-release": (
        "이 노트북에는 어느 과제인지 적혀 있지 않습니다. 과제가 아니거나, 편집기가 그것을 "
        "지웠습니다. 과제를 새로 내려받아 답을 붙여 넣으세요."
    ),
    "not-found": (
        '노트북을 찾지 못했습니다. 어디에 있는지 check_notebook("NAME.ipynb")처럼 알려 주세요. '
        "NAME은 위에 보이는 이름입니다."
    ),
    "no-file": (
        "`{path}` 파일이 없습니다. 이름과 폴더를 확인하세요. 폴더는 `%pwd`로 볼 수 있습니다."
    ),
    "no-notebook": "`{path}` 파일은 노트북이 아닙니다. Jupyter나 Colab이 저장한 파일이어야 합니다.",
    "no-answer": (
        "Colab이 대답하지 않았습니다. 이 셀을 다시 실행하세요. 그래도 안 되면 노트북을 내려받아"
        '(파일 → 다운로드 → .ipynb 다운로드) 왼쪽에 올리고 check_notebook("NAME.ipynb")라고 쓰세요.'
    ),
    "whole": "노트북",
    "in": "“{section}” 절, ",
    "checked": "확인한 노트북: {name}",
    "ready": "제출해도 됩니다.",
    "fair": "제출할 수 있습니다. 먼저 위의 목록을 보세요.",
    "not-ready": "아직 제출하지 마세요. → 뒤에 있는 대로 하고 저장한 다음 이 셀을 다시 실행하세요.",
}
WORDS = {"en": _EN, "ko": _KO}


def language_of(cells: Sequence[dict[str, Any]]) -> str:
    """The language of a notebook: that of its title."""
    prose = (source(cell) for cell in cells if cell.get("cell_type") == "markdown")
    return "ko" if _HANGUL.search(next(prose, "")) else "en"


def not_found(reason: str, path: str) -> str:
    """What is said where there is no notebook, whose language could be asked."""
    return "\n".join(words[reason].format(path=path) for words in WORDS.values())


def told(findings: Sequence[Finding], name: str, language: str) -> str:
    """What is said of a notebook: the findings, and whether it can be handed in."""
    words = WORDS[language]
    lines = [words["checked"].format(name=name), ""]
    for finding in findings:
        where = f"`{finding.cell}`" if finding.cell else words["whole"]
        if finding.section:
            where = words["in"].format(section=finding.section) + where
        mark = "→" if finding.blocking else "·"
        lines += [f"{mark} {where}: {words[finding.kind].format(**finding.values)}"]
    if findings:
        lines.append("")
    blocked = any(finding.blocking for finding in findings)
    lines.append(words["not-ready" if blocked else "fair" if findings else "ready"])
    return "\n".join(lines)
