"""Reads what the demo community is made from: ``resources/demo/*.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """One file of ``resources/demo``, by its name without ending; callers do not change it."""
    text = files("resources").joinpath("demo", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
