"""What reports and feedback pages say, in English and Korean."""

_PHRASES = {
    "counts": (
        "graded: {graded}, could not be graded: {problems}, wait for a person: {waiting}",
        "채점됨: {graded}, 채점하지 못함: {problems}, 사람을 기다림: {waiting}",
    ),
    "total-line": (
        "mean total: {mean:.2f} of {most:g} (without what waits)",
        "총점 평균: {most:g}점 만점에 {mean:.2f}점 (기다리는 부분 제외)",
    ),
    "part-line": ("all points: {full}, none: {none}", "만점: {full}명, 0점: {none}명"),
    "waiting-count": ("waiting: {count}", "대기: {count}명"),
    "failed-title": ("Commonest failed checks", "가장 많이 실패한 검사"),
    "report-title": ("{assignment}: report of the class", "{assignment}: 학급 보고서"),
    "totals-title": ("Distribution of totals", "총점 분포"),
    "totals-caption": ("The dashed line is the mean.", "점선은 평균입니다."),
    "totals-up": ("Number of students", "학생 수(명)"),
    "totals-across": ("Total (points)", "총점(점)"),
    "totals-alt": (
        "Histogram of {count} totals from {low:g} to {high:g} of {most:g} points, mean {mean:.2f}",
        "총점 {count}개의 히스토그램: {most:g}점 만점, {low:g}점부터 {high:g}점, 평균 {mean:.2f}점",
    ),
    "parts-title": ("Mean per part", "부분별 평균"),
    "parts-caption": ("The points are in the table.", "점수는 표에 있습니다."),
    "parts-across": ("Mean share of the points (%)", "얻은 점수의 평균 비율(%)"),
    "parts-alt": ("Bars: {said}", "막대그래프: {said}"),
    "part": ("Part", "부분"),
    "mean": ("Mean", "평균"),
    "all": ("All points", "만점"),
    "none": ("None", "0점"),
    "wait": ("Wait", "대기"),
    "students": ("Students", "학생"),
    "how-many": ("students: {count}", "학생 {count}명"),
    "student": ("Student", "학생"),
    "check": ("What the test said (one example)", "검사가 한 말(보기 하나)"),
    "problems-title": ("Could not be graded", "채점하지 못한 제출물"),
    "findings-title": ("Signs of tampering, for you to judge", "직접 판단할 조작의 흔적"),
    "findings-how": (
        "Read the answers above the tests that are named, or the whole notebook where none is. "
        "Then give each of these parts its points in formgrader, also if they are 0.",
        "이름이 적힌 검사 위의 답을, 이름이 없으면 노트북 전체를 읽어 보세요. 그런 다음 "
        "formgrader에서 부분마다 점수를 적어 주세요. 0점도 적어야 합니다.",
    ),
    "finding-failure-hidden": (
        "A cell of the grader's that must fail did not show its error: errors are being hidden, "
        "so that failed tests may look as passed ones.",
        "채점 프로그램이 일부러 실패하도록 넣은 셀에 오류가 보이지 않았습니다. 오류를 숨기고 "
        "있어서 실패한 검사가 통과한 것처럼 보일 수 있습니다.",
    ),
    "finding-frames-read": (
        "Code looked at the test that was calling it, and may have taken the answer from there.",
        "코드가 자신을 부르고 있는 검사를 들여다보았습니다. 답을 거기에서 가져왔을 수 있습니다.",
    ),
    "finding-guard-silent": (
        "The grader's watch was put out of action. Nothing that the tests say is certain.",
        "채점 프로그램의 감시가 멈추었습니다. 검사 결과는 어느 것도 확실하지 않습니다.",
    ),
    "finding-hook-added": (
        "Code listens in on all that Python does, the tests included.",
        "검사를 비롯해 Python이 하는 일을 모두 엿듣는 코드가 있습니다.",
    ),
    "finding-memory-searched": (
        "Code searched the memory of Python, where the tests lie and the grader's key, or used "
        "what reaches any memory.",
        "검사와 채점 프로그램의 비밀 키가 들어 있는 Python의 메모리를 뒤지거나, 아무 메모리에나 "
        "닿는 기능을 쓴 코드가 있습니다.",
    ),
    "finding-names-forged": (
        "A name was made of something that runs code of its own when it is looked up.",
        "참조할 때마다 다른 코드가 실행되도록 만든 이름이 있습니다.",
    ),
    "finding-namespace-replaced": (
        "A test ran somewhere else than in the notebook, perhaps with other functions.",
        "검사가 노트북이 아닌 다른 곳에서, 어쩌면 다른 함수로 실행되었습니다.",
    ),
    "finding-other": ("A sign of another kind.", "다른 종류의 흔적입니다."),
    "finding-other-code": (
        "What ran in place of a test is not the test.",
        "검사 대신 다른 코드가 실행되었습니다.",
    ),
    "finding-reaches-inside": (
        "The source uses insides of Python, Jupyter or the libraries, which no exercise needs. "
        "It may be harmless.",
        "소스에서 Python, Jupyter, 라이브러리의 내부를 건드립니다. 어느 문제에도 필요하지 "
        "않지만 해롭지 않을 수도 있습니다.",
    ),
    "finding-replaced": (
        "Something that the tests rely on was exchanged: a function of theirs or of a library.",
        "검사에 쓰이는 함수나 라이브러리의 함수를 다른 것으로 바꾸었습니다.",
    ),
    "finding-run-otherwise": (
        "A test was not started by Jupyter but by other code.",
        "검사를 Jupyter가 아닌 다른 코드가 실행했습니다.",
    ),
    "finding-test-traced": (
        "Code followed a test step by step, and may have read or changed what it expects.",
        "코드가 검사를 한 단계씩 따라갔습니다. 기대하는 값을 읽거나 바꾸었을 수 있습니다.",
    ),
    "finding-unproven": (
        "A test shows no error, but nothing shows that it ran to its end either.",
        "검사에 오류가 없지만 끝까지 실행되었다는 증거도 없습니다.",
    ),
    "finding-value-forged": (
        "A test gave a number of points that is not its own. It was taken out.",
        "검사가 준 것이 아닌 점수가 나와 있었습니다. 그 점수는 뺐습니다.",
    ),
    "repairs-title": ("Repaired notebooks", "고쳐서 채점한 노트북"),
    "doubtful": ("doubtful: please look", "불확실함: 확인이 필요합니다"),
    "waiting-title": ("Parts that wait for you", "채점을 기다리는 부분"),
    "late-title": ("Late", "늦은 제출"),
    "penalty": ("{points:g} points off", "{points:g}점 감점"),
    "nobody": ("Nobody.", "없습니다."),
    "next-title": ("What to do next", "다음에 할 일"),
    "points": ("Points", "점수"),
    "points-of": ("{total:g} of {most:g} points", "{most:g}점 만점에 {total:g}점"),
    "points-so-far": (
        "{total:g} of {most:g} points so far; {waiting:g} more are still to be graded by a person",
        "지금까지 {most:g}점 만점에 {total:g}점. {waiting:g}점은 사람이 채점할 부분입니다",
    ),
    "first-failed": ("Start here", "여기부터 보세요"),
    "read-again": ("Sections to read again: {sections}", "다시 읽을 절: {sections}"),
    "also-failed": (
        "After that, go on with {names}: the message stands below each test.",
        "그다음에는 {names} 부분을 보세요. 각 검사 아래에 설명이 있습니다.",
    ),
    "nothing-failed": (
        "No test failed. There is nothing to correct.",
        "실패한 검사가 없습니다. 고칠 것이 없습니다.",
    ),
    "was-repaired": ("What was repaired in your notebook", "노트북에서 고친 것"),
    "check-yourself": (
        "Run the last cell, `check_notebook()`, before you hand in the next time: it shows these.",
        "다음에는 제출하기 전에 마지막 셀 `check_notebook()`을 실행하세요. 이런 것을 미리 알려 "
        "줍니다.",
    ),
    "waits": (
        "Still to be graded by a person: {names}. Your points are not final yet.",
        "{names}: 사람이 채점합니다. 아직 최종 점수가 아닙니다.",
    ),
    "part-waits": ("not graded yet, up to {most:g}", "아직 채점 전, {most:g}점까지"),
    "late": ("It came late.", "늦게 제출되었습니다."),
    "late-penalty": (
        "It came late: {points:g} points are taken off.",
        "늦게 제출되어 {points:g}점이 감점되었습니다.",
    ),
    "not-graded": (
        "Your submission could not be graded",
        "제출물을 채점하지 못했습니다",
    ),
    "not-graded-is-no-zero": (
        "This is no grade: nothing was scored.",
        "점수를 매긴 것이 아닙니다. 채점된 것이 없습니다.",
    ),
    "hand-in-again": (
        "Open your notebook in JupyterLab or Colab, run the last cell `check_notebook()`, save it, "
        "download it as .ipynb, and hand in that file. If you cannot, write to your instructor and "
        "attach what you have.",
        "JupyterLab이나 Colab에서 노트북을 열고, 마지막 셀 `check_notebook()`을 실행하고, 저장한 "
        "뒤 .ipynb로 내려받아 그 파일을 제출하세요. 잘 안 되면 가진 파일을 붙여 가르치는 분에게 "
        "알리세요.",
    ),
    "ours": (
        "The grader failed, not you. Your instructor runs it once more; you need to do nothing.",
        "여러분이 아니라 채점 프로그램의 문제입니다. 다시 채점할 것이니 하실 일은 없습니다.",
    ),
    "sheet-waits": ("waits for a person: {names}", "사람을 기다림: {names}"),
    "sheet-problem": ("could not be graded: {message}", "채점하지 못함: {message}"),
    "sheet-missing": ("nothing handed in", "제출물 없음"),
    "sheet-not-run": ("not graded yet", "아직 채점하지 않음"),
}


def meaning(kind: str, language: str) -> str:
    """What a finding of a kind means."""
    name = f"finding-{kind}"
    return phrase(name if name in _PHRASES else "finding-other", language)


def phrase(name: str, language: str, **values: object) -> str:
    """A sentence in a language, filled in.

    Args:
        name: Its name.
        language: "en" or "ko".
        values: What it speaks of.
    """
    return _PHRASES[name][language == "ko"].format(**values)
