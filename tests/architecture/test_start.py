"""The window opens fast because what it does not need yet is not imported (docs/benches.md)."""

import subprocess
import sys

import pytest

HEAVY = ("alembic", "numpy", "pypdfium2", "pypinyin", "pyqtgraph", "python_calamine",
         "reportlab", "xlsxwriter")  # fmt: skip
SAID = f"import sys; print(*(name for name in {HEAVY} if name in sys.modules))"


@pytest.mark.parametrize(
    "needed",
    [
        "import app.bootstrap.program",
        "import app.tables, app.bootstrap.open_desk, app.council.pages.council_page",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(needed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{needed}; {SAID}"], capture_output=True, encoding="utf-8",
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == []
