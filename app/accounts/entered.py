"""Texts as somebody entered them, checked alike in every room."""

from app.accounts.new_station import LONGEST_LINE, check_length
from app.errors import InvalidInput

LONGEST_TEXT = 2000


def line(value: str, what: str, field: str, *, required: bool = False) -> str:
    """A line of text without outer blanks.

    Raises:
        InvalidInput: too long, with line breaks, or empty though it is required.
    """
    text = value.strip()
    if required and not text:
        raise InvalidInput(f"还没有填写{what}。", f"请填写{what}。", field=field)
    check_length(text, what, field, LONGEST_LINE)
    return text


def passage(value: str, what: str, field: str) -> str:
    """A longer text without outer blanks.

    Raises:
        InvalidInput: it is too long.
    """
    text = value.strip()
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"{what}最多 {LONGEST_TEXT} 个字。", "请缩短后再保存。", field=field)
    return text
