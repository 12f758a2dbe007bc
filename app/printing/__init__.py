"""Typesetting: told what to print by frozen sheets, never asks.

One file per document (`minutes`, `sign_in_sheet`, …), each a sheet and a `compose_…` that returns
the bytes of a PDF. Nothing here knows the database, Qt or a session; ReportLab and the fonts are
loaded at the first document, not at import.
"""
