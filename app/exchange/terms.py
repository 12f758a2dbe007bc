"""The words of the exchange room, stored as these strings and shown by the ``*_NAMES`` tables."""

from enum import StrEnum


class Relation(StrEnum):
    """What a peer is to this station."""

    SUPERIOR = "superior"
    SUBORDINATE = "subordinate"


RELATION_NAMES = {Relation.SUPERIOR: "上级", Relation.SUBORDINATE: "下级"}


class PeerState(StrEnum):
    """Whether we exchange with a peer."""

    ACTIVE = "active"
    REVOKED = "revoked"


PEER_STATE_NAMES = {PeerState.ACTIVE: "已配对", PeerState.REVOKED: "已停用"}


class Direction(StrEnum):
    """Which way a bundle went."""

    OUT = "out"
    IN = "in"


DIRECTION_NAMES = {Direction.OUT: "报出", Direction.IN: "收取"}
