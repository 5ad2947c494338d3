"""One setting says where the course is published; notebooks and pages agree with it."""

import shutil
import subprocess
import sys
import tomllib

import nbformat

from project.checkout import ROOT, tracked

SCRIPT = ROOT / "scripts" / "write-links.py"
WRITTEN = [
    *tracked("notebooks/**/*.ipynb"),
    *tracked("solutions/**/*.ipynb"),
    *tracked("README*.md"),
]


def copied(tmp_path):
    for path in [ROOT / "pyproject.toml", *WRITTEN]:
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def write_links(root):
    return subprocess.check_output([sys.executable, str(SCRIPT), str(root)], text=True)


def test_what_is_committed_agrees_with_the_setting(tmp_path):
    assert write_links(copied(tmp_path)) == ""


def test_another_address_reaches_every_notebook_and_link(tmp_path):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    address = settings["project"]["urls"]["Repository"]
    root = copied(tmp_path)
    pyproject = root / "pyproject.toml"
    other = "https://github.com/another/course"
    pyproject.write_text(pyproject.read_text().replace(address, other))
    write_links(root)
    account = address.removeprefix("https://github.com/")
    for path in WRITTEN:
        text = (root / path.relative_to(ROOT)).read_text()
        assert f"git+{address}" not in text
        assert f"google.com/github/{account}" not in text
        if path.suffix == ".ipynb":
            cells = {cell.id: cell.source for cell in nbformat.reads(text, as_version=4).cells}
            assert f"git+{other}@main" in cells["install"]
