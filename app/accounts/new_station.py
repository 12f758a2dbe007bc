"""What the wizard asks before a station is made, and what it refuses."""

from dataclasses import dataclass, replace
from unicodedata import category

from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.permissions import Role
from app.errors import InvalidInput

SHORTEST_PASSWORD = 8
LONGEST_NAME = 50
LONGEST_LINE = 100
UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories a line never holds. Not all of C: rare characters of names may be newer than
this Python's tables, or stand in the private area."""


@dataclass(frozen=True)
class NewOffice:
    """What the wizard asks about the office."""

    level: Level
    name: str
    area_code: str
    street_name: str = ""
    district_name: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class FirstAccount:
    """What the wizard asks about the first account, which becomes the secretary's."""

    login: str
    name: str
    password: str
    role: Role = Role.SECRETARY

    def stripped(self) -> "FirstAccount":
        """The same without spaces around login and name, which nobody could see in a list."""
        return replace(self, login=self.login.strip(), name=self.name.strip())


def check_password(password: str, field: str = "password") -> None:
    """Refuse a password that guards nothing.

    Raises:
        InvalidInput: shorter than eight characters.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            f"密码至少 {SHORTEST_PASSWORD} 位，现在是 {len(password)} 位。",
            "可以用一句记得住的话。",
            field=field,
        )


def check_name(value: str, label: str, field: str) -> None:
    """Refuse an empty or absurdly long name.

    Raises:
        InvalidInput: empty, longer than 50 characters, or not a single line.
    """
    if not value.strip():
        raise InvalidInput(f"请填写{label}。", field=field)
    check_length(value, label, field, LONGEST_NAME)


def check_length(value: str, label: str, field: str, longest: int) -> None:
    """Refuse a line longer than ``longest`` characters, or one that is not a single line.

    Raises:
        InvalidInput: too long, or with line breaks and the like in it.
    """
    if len(value) > longest:
        raise InvalidInput(
            f"{label}最多 {longest} 个字，现在是 {len(value)} 个。",
            "请缩短后再保存。",
            field=field,
        )
    if any(category(letter) in UNSEEN for letter in value):
        raise InvalidInput(f"{label}里有换行等看不见的字符。", "请删去后再保存。", field=field)


def check(office: NewOffice, first: FirstAccount) -> None:
    """Check everything the wizard asks for.

    Raises:
        InvalidInput: names the first field at fault.
    """
    check_name(office.name, f"{LEVEL_NAMES[office.level]}名称", "name")
    check_area_code(office)
    check_length(office.street_name, "所属街道", "street_name", LONGEST_NAME)
    check_length(office.district_name, "所属区", "district_name", LONGEST_NAME)
    check_length(office.address, "地址", "address", LONGEST_LINE)
    check_length(office.phone, "电话", "phone", LONGEST_LINE)
    check_name(first.login, "账号", "login")
    check_name(first.name, "姓名", "account_name")
    check_password(first.password)


DIGITS_BELOW = {Level.DISTRICT: 6, Level.STREET: 3, Level.COMMUNITY: 0}


def check_area_code(office: NewOffice) -> None:
    """Refuse a code that is not 12 digits with zeros below the office's level (统计用区划代码).

    Raises:
        InvalidInput: says which form the code of this level has.
    """
    code, zeros = office.area_code, DIGITS_BELOW[office.level]
    if not (len(code) == 12 and code.isdecimal() and code.isascii()):
        raise InvalidInput(
            f"区划代码应为 12 位数字，现在是 {len(code)} 位。",
            "可在国家统计局“统计用区划代码”中查到。",
            field="area_code",
        )
    own = code[: 12 - zeros]
    if code[12 - zeros :] != "0" * zeros or (zeros < 6 and own.endswith("000")):
        raise InvalidInput(
            f"“{code}”不是{LEVEL_NAMES[office.level]}一级的区划代码。",
            "区为 6 位加 6 个零，街道为 9 位加 3 个零，社区为完整 12 位。",
            field="area_code",
        )
