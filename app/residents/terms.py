"""The words of the residents room."""

from enum import StrEnum


class Status(StrEnum):
    """Whether somebody is here."""

    LIVING = "living"
    MOVED = "moved"
    DECEASED = "deceased"


STATUS_NAMES = {Status.LIVING: "在住", Status.MOVED: "迁出", Status.DECEASED: "去世"}


class Residence(StrEnum):
    """How somebody belongs to the community (人户情况)."""

    REGISTERED = "registered"
    LIVING_HERE = "living_here"
    FLOATING = "floating"


RESIDENCE_NAMES = {
    Residence.REGISTERED: "户籍",
    Residence.LIVING_HERE: "常住",
    Residence.FLOATING: "流动",
}

RELATIONS = ("户主", "配偶", "子", "女", "父亲", "母亲", "儿媳", "女婿", "孙子", "孙女", "其他")
TAGS = (
    "党员",
    "志愿者",
    "独居老人",
    "低保",
    "残疾",
    "退役军人",
    "优抚对象",
    "高龄老人",
    "留守儿童",
    "新就业群体",
)
SEXES = ("男", "女")
