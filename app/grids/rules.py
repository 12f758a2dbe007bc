"""Rules of grids: kinds, codes, duties. GB/T 34300-2017: 300-500 households make a grid."""

from collections.abc import Sequence
from enum import StrEnum

from app.errors import InvalidInput


class GridKind(StrEnum):
    """What a grid covers."""

    COMMUNITY = "community"
    DEDICATED = "dedicated"


GRID_KIND_NAMES = {GridKind.COMMUNITY: "社区网格", GridKind.DEDICATED: "专属网格"}


class BuildingKind(StrEnum):
    """What a building is used for."""

    RESIDENTIAL = "residential"
    BUSINESS = "business"
    PUBLIC = "public"


BUILDING_KIND_NAMES = {
    BuildingKind.RESIDENTIAL: "住宅楼",
    BuildingKind.BUSINESS: "商务楼",
    BuildingKind.PUBLIC: "公共建筑",
}


class Duty(StrEnum):
    """What somebody does for a grid, a building or a unit."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    BUILDING_HEAD = "building_head"
    UNIT_HEAD = "unit_head"
    INFORMATION_OFFICER = "information_officer"


DUTY_NAMES = {
    Duty.FULL_TIME: "专职网格员",
    Duty.PART_TIME: "兼职网格员",
    Duty.BUILDING_HEAD: "楼栋长",
    Duty.UNIT_HEAD: "单元长",
    Duty.INFORMATION_OFFICER: "信息员",
}


class GroupLevel(StrEnum):
    """Whose residents a chat group gathers (五链五群: one chain a level)."""

    GRID = "grid"
    BUILDING = "building"
    UNIT = "unit"


GROUP_LEVEL_NAMES = {
    GroupLevel.GRID: "网格群",
    GroupLevel.BUILDING: "楼栋群",
    GroupLevel.UNIT: "单元群",
}


class TrainingKind(StrEnum):
    """What grid workers were gathered for."""

    TRAINING = "training"
    CONTEST = "contest"
    VISIT = "visit"


TRAINING_KIND_NAMES = {
    TrainingKind.TRAINING: "业务培训",
    TrainingKind.CONTEST: "技能比武",
    TrainingKind.VISIT: "观摩学习",
}


def ranks(scores: Sequence[float | None]) -> list[int | None]:
    """The rank of each score, the highest first; equal scores share a rank and the next is left
    out (1, 2, 2, 4). Who has no score has no rank.
    """
    given = [score for score in scores if score is not None]
    return [
        None if score is None else 1 + sum(other > score for other in given) for score in scores
    ]


def coverage(joined: int, households: int) -> float | None:
    """入群率, from 0 to 1: households with a member in a group / households (domain.md §2).

    None when there are no households: a zero base is shown as a dash, never as 0 % or 100 %.
    """
    return joined / households if households else None


def grid_code(area_code: str, number: str) -> str:
    """The grid's code: the community's 12 digits and the grid's number.

    Raises:
        InvalidInput: the number is not two or three digits from 01 on.
    """
    if not (number.isascii() and number.isdecimal() and len(number) in (2, 3) and int(number)):
        raise InvalidInput(
            f"网格编号应为两位数字（如 01），现在是“{number}”。",
            "超过 99 个网格时用三位。",
            field="number",
        )
    return area_code + number


def next_number(taken: list[str]) -> str:
    """The number after the highest taken: 01, 02 … 99, 100."""
    highest = max((int(number) for number in taken if number.isdecimal()), default=0)
    return f"{highest + 1:02}"
