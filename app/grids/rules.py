"""Rules of grids: kinds, codes, duties. GB/T 34300-2017: 300-500 households make a grid."""

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
