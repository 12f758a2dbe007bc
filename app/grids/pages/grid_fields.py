"""The fields of grids and buildings, declared as data."""

from app.desk.fields import Choice, Field
from app.grids.rules import (
    BUILDING_KIND_NAMES,
    GRID_KIND_NAMES,
    BuildingKind,
    GridKind,
)

GRID_FIELDS = (
    Field("number", "编号", required=True, width=120, hint="两位数字，如 01"),
    Field("name", "网格名称", required=True, max_length=50),
    Field(
        "kind",
        "类型",
        kind="choice",
        required=True,
        default=GridKind.COMMUNITY,
        choices=tuple(Choice(kind, name) for kind, name in GRID_KIND_NAMES.items()),
    ),
    Field("party_branch", "党支部或党小组", max_length=100),
    Field("area", "四至范围", kind="long_text", max_length=500, hint="印在公示牌上"),
    Field("note", "备注", kind="long_text", max_length=500),
)
BUILDING_FIELDS = (
    Field("number", "楼号", required=True, width=120, max_length=20, hint="如 12、甲3"),
    Field(
        "kind",
        "用途",
        kind="choice",
        required=True,
        default=BuildingKind.RESIDENTIAL,
        choices=tuple(Choice(kind, name) for kind, name in BUILDING_KIND_NAMES.items()),
    ),
    Field("units", "单元数", kind="number", required=True, default=1, minimum=0, maximum=40),
    Field("floors", "层数", kind="number", minimum=0, maximum=120),
    Field("address", "地址", max_length=100),
)
