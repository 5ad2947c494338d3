"""Where the sandbox cannot work, grading refuses and says what to do."""

import pytest

from autograder import sandbox
from autograder.__main__ import main


def fake_bubblewrap(folder, says):
    """Put a bubblewrap on the path that fails as the real one does on some machines."""
    for name, script in {"bwrap": f"echo '{says}' >&2; exit 1", "prlimit": "exec bwrap"}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("says", "advice"),
    [
        ("bwrap: setting up uid map: Permission denied", "apparmor-profiles"),
        ("bwrap: No permissions to create new namespace", "unprivileged_userns_clone=1"),
        ("bwrap: Can't mount proc on /newroot/proc: Operation not permitted", "systempaths"),
        ("bwrap: Creating new namespace failed: Operation not permitted", "seccomp=unconfined"),
        ("bwrap: Unknown option --size", "older than 0.7"),
        ("bwrap: something new", "man bwrap"),
    ],
)
def test_a_bubblewrap_that_may_not_work_is_explained(tmp_path, monkeypatch, says, advice):
    fake_bubblewrap(tmp_path, says.replace("'", "'\\''"))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(sandbox, "environment", lambda: {"PATH": f"{tmp_path}:/usr/bin:/bin"})
    reason = sandbox.problem()
    assert says in reason
    assert advice in reason


def test_without_bubblewrap_nothing_is_graded(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["bank", "--work", str(tmp_path / "grading")]) == 2
    refusal = capsys.readouterr().err
    assert "`sudo apt-get install bubblewrap`" in refusal
    assert "say --no-sandbox" in refusal
    assert not (tmp_path / "grading").exists()


def test_no_sandbox_has_to_be_said_in_so_many_words(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["bank", "--no-sand", "--work", str(tmp_path)])
    assert "unrecognized arguments: --no-sand" in capsys.readouterr().err


def test_cells_run_without_sandbox_when_told_so(run_cells, tmp_path):
    (tmp_path / "outside.txt").write_text("seen")
    (printed,) = run_cells(f"print(open('{tmp_path / 'outside.txt'}').read())", sandboxed=False)
    assert printed == "seen"
