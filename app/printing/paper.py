"""The sheet of paper: measures of GB/T 9704-2012, in points (1/72 inch) from the top left."""

MM = 72 / 25.4
"""Points in a millimetre."""

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM

LEFT, TOP = 28 * MM, 37 * MM
"""Binding margin and top margin of the official page (5.2.1)."""

AREA_WIDTH, AREA_HEIGHT = 156 * MM, 225 * MM
"""The type area (5.2.1)."""

CELLS, ROWS = 28, 22
"""Characters a line and lines a page (5.2.3)."""

CELL, ROW = AREA_WIDTH / CELLS, AREA_HEIGHT / ROWS
"""Pitch of the grid: 15.79 pt across, 28.99 pt down."""

BODY, TITLE, FOLIO = 16.0, 22.0, 14.0
"""三号, 二号, 四号."""

FOLIO_GAP = 7 * MM
"""From the type area's lower edge to the dash of the page number (7.5)."""

MARK_GAP = 35 * MM
"""From the type area's upper edge to the top of the mark of 纪要 (10.3)."""

THICK, THIN = 0.35 * MM, 0.25 * MM
"""Rules of 版记: the first and last, those between (7.4.1)."""

ASCENT = 0.88
"""Height of the em box above the baseline, in em, alike in all shipped faces."""

RED = (0.85, 0.07, 0.05)
BLACK = (0.0, 0.0, 0.0)
GREY = (0.45, 0.45, 0.45)

FORM_MARGIN = 20 * MM
"""Left and right margin of bordered forms; leaves 170 mm."""

PEN_ROW = 9 * MM
"""Least height of a row somebody writes in."""
