"""The words of the points room: accounts, transfers, projects, activities, goods.

Stored as these strings; shown by the ``*_NAMES`` tables, never by the string itself.
"""

from enum import StrEnum


class AccountKind(StrEnum):
    """Whose an account is: a resident's, or one of the five of the scheme itself."""

    RESIDENT = "resident"
    ISSUED = "issued"
    """Where every point comes from; the only account below zero."""
    HELD = "held"
    """Recorded, but not yet reviewed and made public."""
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    REVERSED = "reversed"
    """Awards taken back, and deductions."""


ACCOUNT_KIND_NAMES = {
    AccountKind.RESIDENT: "居民账户",
    AccountKind.ISSUED: "已发放",
    AccountKind.HELD: "待入账",
    AccountKind.REDEEMED: "已兑换",
    AccountKind.EXPIRED: "已清零",
    AccountKind.REVERSED: "扣减和冲回",
}
SYSTEM_KINDS = tuple(kind for kind in AccountKind if kind is not AccountKind.RESIDENT)


class TransferKind(StrEnum):
    """What an entry of the ledger is for."""

    HOLD = "hold"
    """Issued to held: points were recorded."""
    RELEASE = "release"
    """Held to reversed: they were rejected, withdrawn or objected to."""
    AWARD = "award"
    """Held to a resident: reviewed, made public, posted."""
    DEDUCT = "deduct"
    """A resident to reversed."""
    REDEEM = "redeem"
    EXPIRE = "expire"
    OPENING = "opening"
    """Issued to a resident: what an old sheet brought."""
    OPENING_SPENT = "opening_spent"
    """A resident to redeemed: what an old sheet says was spent."""
    REVERSE = "reverse"
    """Takes another entry back."""


TRANSFER_KIND_NAMES = {
    TransferKind.HOLD: "登记",
    TransferKind.RELEASE: "撤回登记",
    TransferKind.AWARD: "获得",
    TransferKind.DEDUCT: "扣减",
    TransferKind.REDEEM: "兑换",
    TransferKind.EXPIRE: "到期清零",
    TransferKind.OPENING: "期初结转",
    TransferKind.OPENING_SPENT: "期初已兑换",
    TransferKind.REVERSE: "冲正",
}
EARNING = (TransferKind.AWARD, TransferKind.OPENING)
"""Entries that give a resident points which age from ``earned_on``."""


class Trigger(StrEnum):
    """What awards by itself, once for each occasion."""

    MEETING_ATTENDED = "meeting_attended"
    PROPOSAL_ADOPTED = "proposal_adopted"
    TASK_DONE = "task_done"


TRIGGER_NAMES = {
    Trigger.MEETING_ATTENDED: "参加议事会议",
    Trigger.PROPOSAL_ADOPTED: "提议被采纳",
    Trigger.TASK_DONE: "完成认领的任务",
}


class ProjectKind(StrEnum):
    """What residents claim."""

    PROJECT = "project"
    TASK = "task"


PROJECT_KIND_NAMES = {ProjectKind.PROJECT: "治理项目", ProjectKind.TASK: "志愿任务"}


class ClaimState(StrEnum):
    """How far somebody is with what he claimed."""

    CLAIMED = "claimed"
    PROVED = "proved"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CLAIM_STATE_NAMES = {
    ClaimState.CLAIMED: "已认领",
    ClaimState.PROVED: "待验收",
    ClaimState.ACCEPTED: "已完成",
    ClaimState.REFUSED: "未通过",
    ClaimState.WITHDRAWN: "已放弃",
}


class ActivityState(StrEnum):
    """Where an activity stands."""

    PLANNED = "planned"
    FINISHED = "finished"
    CANCELLED = "cancelled"


ACTIVITY_STATE_NAMES = {
    ActivityState.PLANNED: "未结束",
    ActivityState.FINISHED: "已结束",
    ActivityState.CANCELLED: "已取消",
}


class RewardKind(StrEnum):
    """Whether something has a stock."""

    GOODS = "goods"
    SERVICE = "service"


REWARD_KIND_NAMES = {RewardKind.GOODS: "物品", RewardKind.SERVICE: "服务"}


class StockMoveKind(StrEnum):
    """Why goods came or went."""

    PURCHASE = "purchase"
    REDEEM = "redeem"
    RETURN = "return"
    COUNT = "count"
    LOSS = "loss"


STOCK_MOVE_NAMES = {
    StockMoveKind.PURCHASE: "购入",
    StockMoveKind.REDEEM: "兑换",
    StockMoveKind.RETURN: "兑换取消退回",
    StockMoveKind.COUNT: "盘点调整",
    StockMoveKind.LOSS: "损耗",
}


class ExpiryMode(StrEnum):
    """When points end."""

    NEVER = "never"
    YEARLY = "yearly"
    ROLLING = "rolling"


EXPIRY_MODE_NAMES = {
    ExpiryMode.NEVER: "长期有效",
    ExpiryMode.YEARLY: "每年年底清零",
    ExpiryMode.ROLLING: "满若干个月到期",
}
