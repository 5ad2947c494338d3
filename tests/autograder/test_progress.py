"""Grading shows how far it has come: counts, rate, time left and failures, as they happen."""

import os
import pty
import re
import select
import termios

import pytest

from autograder import progress
from autograder.engine import Outcome
from autograder.records import Finding, Problem, Record

BROKEN = Problem("broken-json", "The file is no notebook. Expected: JSON.")
SUSPECTED = Finding("test", "replaced", "`expect` is another function now")
PATIENCE = 10  # seconds for a terminal to hand on what was written to it


def outcome(student, again=True, **fields):
    return Outcome(Record(student, "small", key="1", seconds=1.25, **fields), again)


CLASS = [
    outcome("anna", again=False),
    outcome("ben"),
    outcome("carla", problem=BROKEN),
    outcome("dora", findings=[SUSPECTED]),
]


@pytest.fixture
def terminal():
    """Where to show things in a terminal, and what tells what came there since it was asked."""
    seen_at, written_to = pty.openpty()
    termios.tcsetwinsize(written_to, (24, 150))
    yield from opened(seen_at, written_to)


@pytest.fixture
def pipe():
    """The same for a pipe, as in a log."""
    yield from opened(*os.pipe())


def opened(seen_at, written_to):
    def seen(wanted):
        text = ""
        while wanted not in text and select.select([seen_at], [], [], PATIENCE)[0]:
            text += os.read(seen_at, 1 << 16).decode()
        return text

    with os.fdopen(written_to, "w") as stream:
        yield stream, seen
    os.close(seen_at)


def seen_after_each(stream, seen, count):
    """What was shown up to each outcome, which is handed on before the next one is asked for."""
    shown = []
    for given, expected in zip(progress.shown(iter(CLASS), len(CLASS), stream), CLASS):
        assert given is expected
        shown.append(seen(count.format(len(shown) + 1)))
    return shown


def test_a_pipe_gets_a_line_for_each_submission_as_soon_as_it_is_known(pipe):
    unchanged, graded, problem, suspected = seen_after_each(*pipe, "[{}/4]")
    assert unchanged == "[1/4] anna: unchanged\n"  # nothing ran, so nothing says how long it takes
    assert re.fullmatch(r"\[2/4\] ben: 1\.2 s, about \d+ s left\n", graded)
    assert problem.startswith(f"[3/4] carla: broken-json, {BROKEN.message}, about ")
    assert suspected == "[4/4] dora: 1.2 s, for a person to look at: replaced\n"


def test_a_terminal_gets_a_bar_with_counts_rate_and_time_left(terminal):
    shown = seen_after_each(*terminal, "| {}/4 [")
    assert "0/4" in shown[0]
    for done, text in enumerate(shown, 1):
        assert f"| {done}/4 [" in text
        assert re.search(r"\d\d:\d\d<\d\d:\d\d", text)  # time spent and time left
        assert re.search(r"[\d.]+( submissions/s|s/ submissions)", text)
    assert "unchanged=1, graded=2, problems=1" in shown[3]


def test_a_terminal_gets_failures_as_lines_of_their_own_when_they_happen(terminal):
    shown = seen_after_each(*terminal, "| {}/4 [")
    assert f"carla: broken-json, {BROKEN.message}\r\n" in shown[2]
    assert "dora: 1.2 s, for a person to look at: replaced\r\n" in shown[3]
    assert not any("anna" in text or "ben" in text for text in shown)


def test_an_empty_class_shows_nothing_and_standard_output_stays_clear(capsys):
    assert list(progress.shown([], 0)) == []
    assert list(progress.shown(CLASS[:1], 1)) == CLASS[:1]
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "[1/1] anna: unchanged\n"
