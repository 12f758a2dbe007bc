"""Which column means what: guessed by its heading, then by what stands in it; remembered."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput
from app.residents.identity import MOBILE, read_identity
from app.residents.importing import TAG, Columns, Target
from app.residents.importing_places import read_address
from app.residents.models import ImportMapping
from app.residents.terms import SEXES
from app.spreadsheets.cells import Value, read_date, read_long_number
from app.spreadsheets.reading import Sheet
from db import clock

WORDS: dict[str, tuple[str, ...]] = {
    Target.NAME: ("姓名", "居民姓名", "成员姓名", "人员姓名", "本人姓名", "名字", "居民"),
    Target.ID_NUMBER: (
        "证件号", "证件号码", "身份证", "身份证号", "身份证号码", "公民身份号码", "身份证件号码",
        "公民身份证号码", "身份号码", "有效证件号码", "身份证明号码",
    ),
    Target.PHONE: (
        "电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "联系号码", "电话号码",
        "本人电话", "移动电话", "联系人电话",
    ),
    Target.SEX: ("性别",),
    Target.BIRTH: ("出生日期", "出生年月", "出生年月日", "生日", "出生", "出生时间"),
    Target.BUILDING: ("楼栋", "楼号", "栋", "楼", "幢", "楼栋号", "栋号", "幢号", "楼宇", "号楼"),
    Target.UNIT: ("单元", "单元号"),
    Target.ROOM: ("房号", "室", "门牌号", "房间号", "室号", "门牌", "房间", "门号", "户室号"),
    Target.ADDRESS: (
        "住址", "地址", "现住址", "家庭住址", "居住地址", "详细地址", "房屋地址", "现居住地",
        "楼栋单元房号", "现住地址", "居住地", "小区住址", "住房地址", "家庭地址", "房屋坐落",
    ),
    Target.RELATION: ("与户主关系", "户主关系", "关系", "家庭关系", "与户主的关系", "成员关系"),
    Target.HEAD_NAME: ("户主", "户主姓名", "户主名"),
    Target.RESIDENCE: (
        "人户情况", "人户状态", "户籍情况", "居住类型", "人员类别", "人口类型", "户籍类型",
        "人口类别", "人户类型", "居住情况", "户籍状态", "人员类型",
    ),
    Target.TAGS: ("标签", "人员标签", "特殊人群", "人群类型", "类别", "人群", "重点人群"),
    Target.NOTE: ("备注", "附注"),
    TAG + "党员": ("党员", "是否党员", "政治面貌", "中共党员"),
    TAG + "独居老人": ("独居", "是否独居", "独居老人"),
    TAG + "低保": ("低保", "低保户", "是否低保", "低保对象"),
    TAG + "残疾": ("残疾", "残疾人", "是否残疾"),
    TAG + "退役军人": ("退役军人", "是否退役", "退伍军人", "是否退伍军人"),
}  # fmt: skip
BY_WORD = {word: meaning for meaning, words in WORDS.items() for word in words}
OWN_COLUMN = re.compile(r".*·问题|原行号")
"""Columns that this program adds to the workbook of rows to be mended; never imported."""
SAMPLE = 30
ENOUGH = 0.6
"""Share of sampled cells that must be of a kind for a column to be guessed by them."""


def is_known_heading(title: str) -> bool:
    """Whether a heading is one this program looks for."""
    plain = _plain(title)
    return plain in BY_WORD or plain.startswith("是否") or OWN_COLUMN.fullmatch(title) is not None


def _plain(title: str) -> str:
    """A heading without stars and remarks: *姓名（必填） is 姓名."""
    return re.sub(r"[（(【\[].*?[）)】\]]|[*＊:：\s]|必填|选填", "", title)


def guess_columns(sheet: Sheet, today: date, tags: Sequence[str]) -> dict[int, str]:
    """What each column probably means; nothing twice, and nothing for columns not understood.

    ``tags`` are the office's: only for these does a column say yes or no.
    """
    words = {name: TAG + tag for tag in tags for name in (tag, f"是否{tag}")}
    words |= {word: one for word, one in BY_WORD.items() if one.removeprefix(TAG) in (one, *tags)}
    guessed = dict[int, str]()
    for place, title in enumerate(sheet.titles):
        meaning = words.get(_plain(title), "")
        if meaning and meaning not in guessed.values():
            guessed[place] = meaning
    for place, title in enumerate(sheet.titles):
        if place not in guessed and not OWN_COLUMN.fullmatch(title):
            meaning = _by_content(sample(sheet, place, SAMPLE), today)
            if meaning and meaning not in guessed.values():
                guessed[place] = meaning
    return dict(sorted(_without_doubles(guessed, sheet).items()))


def _without_doubles(guessed: dict[int, str], sheet: Sheet) -> dict[int, str]:
    """Where three columns give the address, a fourth that is a full postal address is left."""
    if {Target.BUILDING, Target.UNIT, Target.ROOM} <= set(guessed.values()):
        return {place: one for place, one in guessed.items() if one != Target.ADDRESS}
    return guessed


def sample(sheet: Sheet, place: int, most: int) -> list[Value]:
    """Some of what stands in a column, from the top."""
    filled = (row.values[place] for row in sheet.rows if row.values[place] != "")
    return [value for value, _ in zip(filled, range(most), strict=False)]


def _by_content(values: Sequence[Value], today: date) -> str:
    """What cells without a telling heading look like."""

    def share(fits: Iterable[bool]) -> float:
        return sum(fits) / len(values)

    if not values:
        return ""
    if share(_is_identity(value, today) for value in values) >= ENOUGH:
        return Target.ID_NUMBER
    if share(bool(MOBILE.fullmatch(_number(value))) for value in values) >= ENOUGH:
        return Target.PHONE
    if share(value in SEXES for value in values) >= ENOUGH:
        return Target.SEX
    if share(_is_address(value) for value in values) >= ENOUGH:
        return Target.ADDRESS
    return ""


def _number(value: Value) -> str:
    try:
        return read_long_number(value)
    except InvalidInput:
        return ""


def _is_identity(value: Value, today: date) -> bool:
    try:
        return bool(_number(value)) and len(read_identity(_number(value), today=today).number) > 14
    except InvalidInput:
        return False


def _is_address(value: Value) -> bool:
    try:
        return isinstance(value, str) and not _is_day(value) and bool(read_address(value))
    except InvalidInput:
        return False


def _is_day(value: str) -> bool:
    try:
        return read_date(value) is not None
    except InvalidInput:
        return False


# -- remembering ----------------------------------------------------------------------------------


def fingerprint(titles: Sequence[str]) -> str:
    """What a layout is known by: its headings in order; columns this program added do not count."""
    own = [title for title in titles if not OWN_COLUMN.fullmatch(title)]
    return hashlib.sha256(json.dumps(["residents", own]).encode()).hexdigest()


def recalled_columns(session: Session, *, titles: Sequence[str]) -> dict[int, str] | None:
    """What the columns meant the last time a sheet had these headings; None when it is new."""
    kept = session.get(ImportMapping, fingerprint(titles))
    if kept is None:
        return None
    own = [place for place, title in enumerate(titles) if not OWN_COLUMN.fullmatch(title)]
    return {own[int(number)]: meaning for number, meaning in kept.mapping.items()}


def remember_columns(
    session: Session, actor: Actor, *, titles: Sequence[str], columns: Columns
) -> None:
    """Keep what the columns mean for the next file with these headings.

    Raises:
        NotAllowed.
    """
    actor.require(Permission.IMPORT)
    own = [place for place, title in enumerate(titles) if not OWN_COLUMN.fullmatch(title)]
    mapping = {str(own.index(place)): one for place, one in columns.items() if place in own}
    key = fingerprint(titles)
    kept = session.get(ImportMapping, key)
    if kept is None:
        session.add(ImportMapping(fingerprint=key, mapping=mapping, used_at=clock.now()))
    else:
        kept.mapping, kept.used_at = mapping, clock.now()
