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


class Ages(StrEnum):
    """Ages an office looks for; see :data:`app.residents.rules.LIMITS`."""

    MINOR = "minor"
    SIXTY = "sixty"
    EIGHTY = "eighty"


AGES_NAMES = {Ages.MINOR: "未满 18 岁", Ages.SIXTY: "60 岁以上", Ages.EIGHTY: "80 岁以上"}


class Audience(StrEnum):
    """Whom a round of visits is for."""

    ALL = "all"
    VULNERABLE = "vulnerable"
    TAGS = "tags"


AUDIENCE_NAMES = {
    Audience.ALL: "每一户",
    Audience.VULNERABLE: "有重点人员的户",
    Audience.TAGS: "有指定标签的户",
}


class VisitWay(StrEnum):
    """How a visit was made."""

    DOOR = "door"
    PHONE = "phone"
    OFFICE = "office"
    ONLINE = "online"


VISIT_WAY_NAMES = {
    VisitWay.DOOR: "上门",
    VisitWay.PHONE: "电话",
    VisitWay.OFFICE: "来访",
    VisitWay.ONLINE: "微信",
}

HEAD = "户主"
RELATIONS = (HEAD, "配偶", "子", "女", "父亲", "母亲", "儿媳", "女婿", "孙子", "孙女", "其他")
SEXES = ("男", "女")
