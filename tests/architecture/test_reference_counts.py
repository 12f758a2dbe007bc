"""PySide6 6.12.0 gives back None, True and False more often than it takes them.

After some 100,000 calls the interpreter ends in "deallocating None". From 6.8.3 to 6.11.3 there
is no drift; this test stands guard over the next version.
"""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS, ROUNDS, ALLOWED = 200, 500, 100


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="from Python 3.12 on, None, True and False are immortal"
)
@pytest.mark.parametrize("shared", [None, True, False])
def test_a_hundred_thousand_calls_leave_the_reference_count_as_it_was(
    qtbot: QtBot, shared: bool | None
) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(shared)
    for _ in range(ROUNDS):
        for _ in range(CALLS):
            label.setText("里仁")
            label.setEnabled(True)
            label.setEnabled(False)
            label.isEnabled()
        drift = sys.getrefcount(shared) - before
        assert abs(drift) < ALLOWED, f"{shared} drifted by {drift}: do not use this PySide6"
