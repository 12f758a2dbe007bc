"""Who may import whom: the contracts hold, and each of them can fail.

The contracts themselves are in ``pyproject.toml``. A copy of the tree gets one bad import a time.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

DATABASE = "The program stands on the database, the database on nothing of ours"
ROOMS = "Rooms know only the rooms below them"
OPENERS = "Only bootstrap opens pages"
DESK = "Only pages, bootstrap and the self-test use the desk"
QT = "Qt stays in pages, desk, bootstrap and the self-test"
SCREEN = "Pages and desk never touch SQLAlchemy, db, models or the command line"
RULES = "Rules are pure: no session, no clock, no Qt"
INSIDE = "Inside a room: pages, then queries and use cases, then models, then rules"
INSIDE_DB = "Inside the database package"
CYCLES = "No cycles"

BAD_IMPORTS = [
    ("db/clock.py", "import app.errors", DATABASE),
    ("app/accounts/models.py", "import app.council.models", ROOMS),
    ("app/desk/bad.py", "import app.printing", ROOMS),
    ("app/errors.py", "import app.settings", ROOMS),
    ("app/manifold.py", "", ROOMS),
    ("app/grids/pages/bad.py", "import app.bootstrap", ROOMS),
    ("app/council/bad.py", "import app.grids.pages.list", OPENERS),
    ("app/council/pages/bad.py", "import app.grids.pages.list", OPENERS),
    ("app/cli/bad.py", "import app.grids.pages", OPENERS),
    ("app/council/bad.py", "import app.desk.work", DESK),
    ("app/cli/bad.py", "import PySide6.QtCore", QT),
    ("app/printing/bad.py", "from pyqtgraph import PlotWidget", QT),
    ("db/bad.py", "def late():\n    import shiboken6", QT),
    ("app/grids/pages/list.py", "from sqlalchemy import select", SCREEN),
    ("app/grids/pages/list.py", "from db import clock", SCREEN),
    ("app/grids/pages/list.py", "from app.accounts import models", SCREEN),
    ("app/desk/bad.py", "from db import clock", SCREEN),
    ("app/grids/rules.py", "from db import clock", RULES),
    ("app/council/quorum.py", "import app.settings", RULES),
    ("app/grids/models.py", "import app.grids.queries", INSIDE),
    ("app/grids/rules.py", "import app.grids.models", INSIDE),
    ("db/base.py", "import db.engine", INSIDE_DB),
    ("app/grids/one.py", "import app.grids.two", CYCLES),
]
"""Where, what is written there, and the contract that must break."""

TREE = {
    "app/__main__.py": "import app.bootstrap.opening",
    "app/bootstrap/__init__.py": "",
    "app/bootstrap/opening.py": "import PySide6.QtCore\nimport app.grids.pages.list\n"
    "import app.desk.work",
    "app/printing/__init__.py": "",
    "app/grids/rules.py": "",
    "app/grids/queries.py": "import app.grids.models",
    "app/grids/models.py": "import app.grids.rules",
    "app/grids/one.py": "",
    "app/grids/two.py": "import app.grids.one",
    "app/grids/pages/__init__.py": "",
    "app/council/pages/__init__.py": "",
    "app/grids/pages/list.py": "import PySide6.QtCore\nimport app.desk.work\n"
    "import app.grids.queries\nimport app.council.quorum",
}
"""Put into every copy, so that what is proved does not hang on what happens to be there yet."""


def broken_contracts(folder: Path) -> tuple[set[str], str]:
    """The names of the contracts that do not hold, and all that was said."""
    tool = Path(sys.executable).with_name("lint-imports" + Path(sys.executable).suffix)
    answer = subprocess.run(
        [str(tool), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    said = answer.stdout + answer.stderr
    assert "Contracts:" in said, said
    broken = set(re.findall(r"^(.+) BROKEN\b", said, re.MULTILINE))
    return broken, said.partition("Broken contracts\n")[2]


def write(folder: Path, path: str, text: str) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{text}\n")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ("app", "db"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("*.pyc"))
    write(tmp_path, "resources/__init__.py", "")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, text in TREE.items():
        write(tmp_path, path, text)
    return tmp_path


def test_the_contracts_hold() -> None:
    broken, said = broken_contracts(ROOT)
    assert not broken, said


def test_the_tree_that_the_bad_imports_are_written_to_is_good(copy: Path) -> None:
    broken, said = broken_contracts(copy)
    assert not broken, said


@pytest.mark.parametrize(("path", "text", "contract"), BAD_IMPORTS)
def test_a_bad_import_breaks_its_contract(copy: Path, path: str, text: str, contract: str) -> None:
    write(copy, path, text)
    broken, said = broken_contracts(copy)
    assert contract in broken, said


def test_every_folder_is_a_package_or_the_contracts_would_not_see_it() -> None:
    folders = {file.parent for room in ("app", "db") for file in (ROOT / room).rglob("*.py")}
    unseen = {
        folder.relative_to(ROOT).as_posix()
        for folder in folders
        if not (folder / "__init__.py").is_file()
    }
    assert unseen <= {"db/migrations", "db/migrations/versions"}


def test_every_contract_is_proved_to_break() -> None:
    names = set(re.findall(r'^name = "(.+)"\ntype', (ROOT / "pyproject.toml").read_text(), re.M))
    assert names == {contract for _, _, contract in BAD_IMPORTS}
