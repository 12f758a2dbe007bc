"""Identity numbers: GB 11643-1999 (18 digits with a check digit), and the permits beside them.

An 18-digit number is six digits of area (GB/T 2260), eight of birth date, three of order (odd for
men) and one check digit, weighted mod 11. Residents from Hong Kong, Macao and Taiwan hold permits
of the same form beginning 81, 82, 83; foreigners with permanent residence hold 18 digits beginning
9 (new form) or three letters and twelve digits (old form).
"""

import re
from dataclasses import dataclass
from datetime import date

from app.errors import InvalidInput

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_LETTERS = "10X98765432"
OLD_FOREIGN_PERMIT = re.compile(r"[A-Z]{3}[0-9]{12}")
SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+")
EARLIEST_BIRTH = date(1880, 1, 1)


@dataclass(frozen=True)
class Identity:
    """What an identity number says."""

    number: str
    birth: date | None
    sex: str
    """男, 女, or empty for the old foreign permit."""


def check_digit(first_17: str) -> str:
    """The 18th character for 17 digits (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_17, strict=True))
    return CHECK_LETTERS[total % 11]


def upgrade(old: str) -> str:
    """The 18-digit form of an old 15-digit number: century 19 inserted, check digit added."""
    first_17 = f"{old[:6]}19{old[6:]}"
    return first_17 + check_digit(first_17)


def read_identity(typed: str, *, today: date) -> Identity:
    """Read an identity number as typed: spaces, full-width digits and a small x are mended.

    Raises:
        InvalidInput: says which part is wrong and what it should be; field ``id_number``.
    """
    number = _folded(typed)
    if SCIENTIFIC.fullmatch(number):
        raise _wrong(
            f"“{typed}”是表格软件改写过的号码，末几位已丢失。",
            "请把表格中该列设为文本后重新填写完整号码。",
        )
    if OLD_FOREIGN_PERMIT.fullmatch(number):
        return Identity(number, None, "")
    if len(number) == 15 and _is_digits(number):
        number = upgrade(number)
    if len(number) != 18:
        raise _wrong(f"身份证号应为 18 位，现在是 {len(number)} 位。", "请核对身份证。")
    if not _is_digits(number[:17]):
        raise _wrong("身份证号前 17 位应全是数字。", "请核对身份证。")
    right = check_digit(number[:17])
    if number[17] != right:
        raise _wrong(f"第 18 位校验码应为 {right}，现在是 {number[17]}。", "请核对身份证。")
    sex = "男" if int(number[16]) % 2 else "女"
    return Identity(number, _birth(number, today), sex)


def _is_digits(text: str) -> bool:
    """Whether it is 0 to 9 only: other scripts' digits would make two numbers of one."""
    return text.isascii() and text.isdecimal()


def _birth(number: str, today: date) -> date:
    digits = number[6:14]
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _wrong(f"第 7 到 14 位“{digits}”不是日期。", "请核对身份证。") from None
    if not EARLIEST_BIRTH <= birth <= today:
        raise _wrong(f"出生日期 {birth} 不合情理。", "请核对身份证。")
    return birth


def _folded(typed: str) -> str:
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)
    return "".join(narrow.split()).upper().strip("'")


def _wrong(what: str, todo: str) -> InvalidInput:
    return InvalidInput(what, todo, field="id_number")


MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"(0[0-9]{2,3})?[2-9][0-9]{6,7}([0-9]{1,5})?")


def read_phone(typed: str) -> str:
    """Read a phone number: digits only, for a mobile or a landline with or without area code.

    Raises:
        InvalidInput: neither; field ``phone``.
    """
    number = re.sub(r"[\s\-()（）转]", "", _folded(typed)).removeprefix("+86")
    if number and not (MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)):
        raise InvalidInput(
            f"“{typed}”不像电话号码。", "手机为 11 位，固定电话请连区号填写。", field="phone"
        )
    return number
