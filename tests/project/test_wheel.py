"""The wheel is the library alone, and enough to run a downloaded notebook: that is Colab."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from project.checkout import ROOT, tracked

# What Colab has before the first cell, as far as the chapters use it.
COLAB = ["ipykernel", "ipywidgets", "matplotlib"]
# What a chapter's install cell brings besides the wheel.
WITH_THE_WHEEL = ["anywidget"]
# The program that stands in for Colab's page: it sends a notebook's cells to the kernel.
RUNNER = "nbclient"
CHAPTERS = ["01_tensors.ipynb"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    result = subprocess.run(build, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    (path,) = folder.glob("kerasish-*.whl")
    return path


def test_the_wheel_holds_the_library_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    metadata = {name for name in names if ".dist-info/" in name}
    assert set(names) - metadata == {str(p.relative_to(ROOT)) for p in tracked("kerasish")}
    assert any(name.endswith("licenses/LICENSE") for name in metadata)


@pytest.fixture(scope="module")
def fresh_python(wheel, tmp_path_factory) -> Path:
    """The interpreter of a new environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("colab")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
    lock = ["--constraint", ROOT / "requirements.lock"]
    install = [*pip, "install", "--quiet", *lock, wheel, *WITH_THE_WHEEL, *COLAB, RUNNER]
    result = subprocess.run(install, capture_output=True, text=True, check=False)
    if result.returncode != 0 and "CI" not in os.environ:
        probe = [
            *pip,
            "download",
            "--quiet",
            "--no-deps",
            "--no-cache-dir",
            "six",
            "--dest",
            folder,
        ]
        if subprocess.run(probe, capture_output=True, check=False).returncode != 0:
            pytest.skip("offline: pip reaches no package index to fill a fresh environment from")
    assert result.returncode == 0, result.stderr
    return python


def outside(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that knows nothing of this checkout."""
    kept = {"PATH", "LANG", "LC_ALL", "TMPDIR", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"}
    return {name: os.environ[name] for name in kept & os.environ.keys()} | {"HOME": str(tmp_path)}


def test_the_library_comes_from_the_wheel(fresh_python, tmp_path):
    program = "import kerasish; print(kerasish.__file__)"
    result = subprocess.run(
        [fresh_python, "-c", program],
        cwd=tmp_path,
        env=outside(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(result.stdout.strip()).is_relative_to(fresh_python.parents[1])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_downloaded_notebook_runs(fresh_python, chapter, tmp_path):
    shutil.copy(ROOT / "notebooks" / chapter, tmp_path)
    result = subprocess.run(
        [fresh_python.parent / "jupyter-execute", "--timeout=300", chapter],
        cwd=tmp_path,
        env=outside(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
