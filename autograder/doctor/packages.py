"""Python and the packages that grading needs. Nothing but Python has to be there to look."""

import platform
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from autograder.doctor.lines import Line, missing, ok

# The course's own packages and these extras of it, as in the Makefile.
EXTRAS = ("course", "grading")
_INSTALL = (
    "`make doctor` installs what is missing into .venv, and so does, in a virtual environment, "
    f"`python -m pip install --constraint requirements.lock --editable '.[{','.join(EXTRAS)}]'`."
)


def lines() -> Iterator[Line]:
    """Python, nbgrader, and all packages that were asked for."""
    yield ok("Python", platform.python_version())
    try:
        asked = requires("kerasish") or []
    except PackageNotFoundError:
        yield missing("packages", "kerasish is not installed here", _INSTALL)
        return
    absent = list(filter(None, map(_absent, _needed(asked))))
    if absent:
        yield missing("packages", ", ".join(absent), _INSTALL)
        return
    yield ok("nbgrader", version("nbgrader"))
    yield ok("packages", f"all of kerasish and of its extras {' and '.join(EXTRAS)}")


def _needed(asked: list[str]) -> Iterator[str]:
    """The requirements of the library and of the extras, such as "nbgrader>=0.9.5"."""
    for requirement in asked:
        needed, _, condition = requirement.partition(";")
        extra = re.search(r"extra == ['\"]([\w-]+)['\"]", condition)
        if extra is None or extra[1] in EXTRAS:
            yield needed.strip()


def _absent(needed: str) -> str | None:
    """What is wrong with a package; None if it is here and new enough."""
    from packaging.requirements import Requirement  # the library's own packages bring it

    requirement = Requirement(needed)
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return f"{requirement.name} is not installed"
    if requirement.specifier.contains(found, prereleases=True):
        return None
    return f"{requirement.name} is {found}, needed is {requirement.specifier}"
