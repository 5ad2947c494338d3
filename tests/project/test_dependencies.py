"""pyproject.toml, requirements.lock and environment.yml say the same."""

import tomllib
from importlib.metadata import requires

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from project.checkout import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKED_EXTRAS = ("course", "grading", "test")
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = (
    ("Linux", "linux", "x86_64"),
    ("Linux", "linux", "aarch64"),
    ("Darwin", "darwin", "arm64"),
)


def asked_for(*extras: str) -> list[Requirement]:
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def locked() -> list[Requirement]:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def environments() -> list[dict[str, str]]:
    return [
        {
            **default_environment(),
            "python_version": python,
            "python_full_version": f"{python}.9",
            "platform_system": system,
            "sys_platform": platform,
            "platform_machine": machine,
        }
        for python in PYTHONS
        for system, platform, machine in MACHINES
    ]


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def label(environment: dict[str, str]) -> str:
    return "-".join(
        environment[key] for key in ("sys_platform", "platform_machine", "python_version")
    )


@pytest.mark.parametrize("environment", environments(), ids=label)
def test_the_lock_pins_every_dependency_at_a_version_that_is_asked_for(environment):
    pins = {canonicalize_name(p.name): p for p in locked() if applies(p, environment)}
    for requirement in asked_for(*LOCKED_EXTRAS):
        if applies(requirement, environment):
            pin = pins.get(canonicalize_name(requirement.name))
            assert pin is not None, f"{requirement} is not in requirements.lock: run make lock"
            (specifier,) = pin.specifier
            assert specifier.operator == "==", f"{pin} is not one version"
            assert Version(specifier.version) in requirement.specifier, (
                f"requirements.lock has {pin}, pyproject.toml asks for {requirement}: run make lock"
            )


@pytest.mark.parametrize("environment", environments(), ids=label)
def test_the_lock_has_one_version_of_a_package_for_one_machine(environment):
    names = [canonicalize_name(pin.name) for pin in locked() if applies(pin, environment)]
    assert len(names) == len(set(names))


def test_the_lock_names_packages_and_versions_alone():
    text = (ROOT / "requirements.lock").read_text()
    assert "://" not in text
    assert not [line for line in text.splitlines() if line.startswith("-")]


def closure(requirements: list[Requirement]) -> set[str]:
    """What installing these installs here, by the metadata of the packages installed."""
    here = default_environment()
    queue = [r for r in requirements if applies(r, here)]
    seen: set[tuple[str, str]] = set()
    while queue:
        requirement = queue.pop()
        for extra in {"", *requirement.extras}:
            key = (canonicalize_name(requirement.name), extra)
            if key not in seen:
                seen.add(key)
                children = map(Requirement, requires(requirement.name) or [])
                queue += [c for c in children if applies(c, {**here, "extra": extra})]
    return {name for name, _ in seen}


def test_the_lock_is_what_pyproject_needs_and_no_more():
    pinned = {
        canonicalize_name(pin.name) for pin in locked() if applies(pin, default_environment())
    }
    assert pinned == closure(asked_for(*LOCKED_EXTRAS))


def test_runtime_dependencies_are_few():
    assert {canonicalize_name(r.name) for r in asked_for()} == {
        "diastatic-malt",
        "jax",
        "numpy",
        "pooch",
        "safetensors",
    }


def test_conda_installs_the_same_dependencies():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    by_conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (by_pip,) = (entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    assert by_pip == ["--constraint requirements.lock", "--editable .[course,grading]"]
    assert {Requirement(entry).name for entry in by_conda} == {"python", "pip", "make"}
    (conda_python,) = (Requirement(e).specifier for e in by_conda if e.startswith("python"))
    for minor in range(8, 20):
        version = f"3.{minor}.1"
        if version in conda_python:
            assert version in SpecifierSet(PROJECT["requires-python"])
    assert [p for p in PYTHONS if f"{p}.1" in conda_python] == list(PYTHONS)


def test_declared_pythons_are_those_of_the_lock():
    prefix = "Programming Language :: Python :: 3."
    declared = [c.rsplit(" ", 1)[1] for c in PROJECT["classifiers"] if c.startswith(prefix)]
    assert tuple(declared) == PYTHONS
