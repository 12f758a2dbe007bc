"""The three levels of office the program serves."""

from enum import StrEnum


class Level(StrEnum):
    """What kind of office a station belongs to."""

    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"


LEVEL_NAMES = {Level.COMMUNITY: "社区", Level.STREET: "街道", Level.DISTRICT: "区"}
