import re
import tomllib
from importlib.metadata import distribution, requires
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.architecture.tree import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(
        r"^([\w.-]+)==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE
    )
}


def needed() -> set[NormalizedName]:
    """Every package that the program and its tests stand on, on this system."""
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    waiting, found = [Requirement(line) for line in wanted], set[NormalizedName]()
    while waiting:
        name = canonicalize_name(waiting.pop().name)
        if name not in found:
            found.add(name)
            below = [Requirement(line) for line in requires(name) or ()]
            waiting += [
                one for one in below if one.marker is None or one.marker.evaluate({"extra": ""})
            ]
    return found


def test_every_package_needed_is_pinned() -> None:
    assert needed() <= set(PINS), "add to constraints.txt: " + ", ".join(needed() - set(PINS))


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {name: distribution(name).version for name in needed() - {"setuptools"}}
    assert installed == {name: PINS[name] for name in installed}


def test_every_pin_is_allowed_by_the_project() -> None:
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    for line in [*PROJECT["dependencies"], *extras]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(PINS[canonicalize_name(wanted.name)]), line


def test_pyside_stays_below_the_version_that_over_releases_none() -> None:
    wanted = Requirement(PROJECT["dependencies"][0])
    assert wanted.name == "PySide6-Essentials"
    assert not wanted.specifier.contains("6.12.0")
