"""The tools that judge the code without running it."""

import subprocess
import sysconfig
from pathlib import Path

import pytest

from project.checkout import ROOT

SCRIPTS = Path(sysconfig.get_path("scripts"))


@pytest.mark.parametrize(
    "command",
    ["ruff check --no-cache", "ruff format --check --no-cache", "lint-imports --no-cache"],
)
def test_the_code_is_clean_under(command):
    tool, *arguments = command.split()
    result = subprocess.run(
        [SCRIPTS / tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
