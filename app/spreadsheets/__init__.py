"""Workbooks in and out: told what to read or write, knows no room."""
