"""Whatever a test makes the program write: a word that no superior would take is a defect.

A superior refuses a bundle with a word outside the enumeration that its column names
(``db.values.words_of``), so nothing here may ever write one.
"""

from functools import cache

from sqlalchemy import event, inspect

from db.replicated import Replicated
from db.values import words_of


@cache
def _words(kind):
    """Columns with words, and these."""
    columns = {attribute.key: attribute.columns[0] for attribute in inspect(kind).column_attrs}
    return {key: words for key, column in columns.items() if (words := words_of(column))}


def _refuse_other_words(mapper, connection, row):
    for key, words in _words(type(row)).items():
        value = getattr(row, key)
        if value is not None and str(value) not in words:
            raise AssertionError(f"{row.__tablename__}.{key} = {value!r}, not one of its words")


def watch():
    """From now on, in this process."""
    for moment in ("after_insert", "after_update"):
        event.listen(Replicated, moment, _refuse_other_words, propagate=True)
