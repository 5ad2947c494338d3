"""What the pages of the repository promise is so."""

import re
import subprocess
import sys

import pytest

from project.checkout import ROOT, tracked, tracked_texts

README = (ROOT / "README.md").read_text()
README_KO = (ROOT / "README.ko.md").read_text()
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("library", ["kerasish", "tensorflow"])
def test_the_example_prints_what_the_readme_says(library, tmp_path):
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (promised,) = re.findall(r"It prints `(.*?)`\.", README)
    program = program.replace("import kerasish as tf", f"import {library} as tf")
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == promised + "\n"


@pytest.mark.parametrize("page", sorted(tracked_texts("*.md")))
def test_links_inside_the_repository_lead_somewhere(page):
    path = ROOT / page
    targets = [target.partition("#")[0] for target in LINK.findall(path.read_text())]
    local = [target for target in targets if target and "://" not in target]
    missing = [target for target in local if not (path.parent / target).exists()]
    assert missing == []


def test_every_chapter_stands_in_the_tables():
    chapters = {str(p.relative_to(ROOT)) for p in tracked("notebooks/*.ipynb")}
    assert chapters == set(re.findall(r"\((notebooks/[^)]+\.ipynb)\)", README))
    korean = {name for name in chapters if name.startswith("notebooks/ko/")}
    assert korean == set(re.findall(r"\((notebooks/[^)]+\.ipynb)\)", README_KO))


def test_every_assignment_stands_in_the_tables():
    assignments = {str(p.relative_to(ROOT)) for p in tracked("exercises/**/*.ipynb")}
    assert assignments == set(re.findall(r"\((exercises/[^)]+\.ipynb)\)", README))
    korean = {name for name in assignments if name.startswith("exercises/ko/")}
    assert korean == set(re.findall(r"\((exercises/[^)]+\.ipynb)\)", README_KO))


def test_every_notebook_in_the_tables_opens_in_colab():
    for page in (README, README_KO):
        local = set(re.findall(r"\(((?:notebooks|exercises)/[^)]+\.ipynb)\)", page))
        assert local == set(re.findall(r"/blob/main/((?:notebooks|exercises)/[^)]+)\)", page))
