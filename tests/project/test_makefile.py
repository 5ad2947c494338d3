"""The commands that the README gives a learner."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from project.checkout import ROOT, make


def test_make_alone_lists_every_target_with_a_line():
    (phony,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    listed = re.findall(r"^  make ([\w-]+) +\S.*$", make(), re.MULTILINE)
    assert listed == phony.split()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/design.md"])
def test_every_command_in_the_pages_is_a_target(page):
    targets = set(re.findall(r"^  make ([\w-]+)", make("help"), re.MULTILINE))
    commands = set(re.findall(r"(?:^|`)make ([\w-]+)", (ROOT / page).read_text(), re.MULTILINE))
    assert commands <= targets


def test_a_second_call_installs_nothing(tmp_path):
    (tmp_path / "bin").mkdir()
    for name in ("bin/python", "course.stamp", "test.stamp"):
        (tmp_path / name).touch()
    for target in ("lab", "test"):
        assert "pip" not in make("--dry-run", target, f"VENV={tmp_path}")


class TestMakingTheEnvironment:
    """scripts/make-venv.sh, with a PATH of its own."""

    def run(self, tmp_path, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", ROOT / "scripts" / "make-venv.sh", tmp_path / "venv"],
            env={"PATH": str(tmp_path / "bin"), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    @pytest.fixture
    def path(self, tmp_path):
        """A PATH with the commands of the script and no Python."""
        folder = tmp_path / "bin"
        folder.mkdir()
        for command in ("cat", "sh"):
            (folder / command).symlink_to(shutil.which(command))
        return folder

    def interpreter(self, path, name: str, body: str) -> None:
        file = path / name
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(0o755)

    def test_no_python_is_an_error_that_says_what_is_needed(self, tmp_path, path):
        result = self.run(tmp_path)
        assert result.returncode == 1
        assert "needs Python 3.11 or newer. Found: none." in result.stderr

    def test_an_older_python_is_named(self, tmp_path, path):
        self.interpreter(path, "python3", "echo 3.9")
        result = self.run(tmp_path)
        assert result.returncode == 1
        assert "Found: python3 (3.9)." in result.stderr

    def test_a_python_that_the_tests_have_run_on_goes_before_a_newer_one(self, tmp_path, path):
        self.interpreter(path, "python3", "echo 3.99")
        self.interpreter(path, "python3.12", 'case "$*" in *print*) echo 3.12;; esac')
        assert "with python3.12 (Python 3.12)" in self.run(tmp_path).stdout

    def test_a_newer_python_alone_is_taken(self, tmp_path, path):
        self.interpreter(path, "python3", 'case "$*" in *print*) echo 3.99;; esac')
        assert "with python3 (Python 3.99)" in self.run(tmp_path).stdout

    def test_a_python_without_venv_says_which_package_has_it(self, tmp_path, path):
        self.interpreter(
            path,
            "python3",
            f'case "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac',
        )
        result = self.run(tmp_path)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        assert result.returncode == 1
        assert f"sudo apt-get install python{version}-venv" in result.stderr

    def test_a_shim_without_a_version_behind_it_is_passed_over(self, tmp_path, path):
        self.interpreter(path, "python3", "echo no such version >&2; exit 127")
        (path / "python3.11").symlink_to(getattr(sys, "_base_executable", sys.executable))
        result = self.run(tmp_path)
        assert result.returncode == 0, result.stderr
        assert os.access(tmp_path / "venv" / "bin" / "pip", os.X_OK)

    def test_a_named_python_fills_a_folder_and_keeps_what_was_in_it(self, tmp_path, path):
        (tmp_path / "venv").mkdir()
        (tmp_path / "venv" / "letter.txt").write_text("dear diary")
        result = self.run(tmp_path, PYTHON=getattr(sys, "_base_executable", sys.executable))
        assert result.returncode == 0, result.stderr
        assert (tmp_path / "venv" / "pyvenv.cfg").exists()
        assert (tmp_path / "venv" / "letter.txt").read_text() == "dear diary"
