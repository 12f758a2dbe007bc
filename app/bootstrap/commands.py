"""What the palette (Ctrl+K) can do besides going to rooms and records."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.accounts.permissions import Actor, Permission
from app.desk.palette import PaletteEntry


@dataclass(frozen=True)
class Doing:
    """What the commands call."""

    start_new: Callable[[str], object]
    """Go to a room and begin a new record there."""
    go: Callable[[str, object], object]
    """Go to a room, and to what is named there."""
    undo: Callable[[], object]
    back_up: Callable[[], object]
    toggle_dark: Callable[[], object]
    lock: Callable[[], object]
    switch_account: Callable[[], object]


def commands(actor: Actor, doing: Doing, rooms: frozenset[str]) -> tuple[PaletteEntry, ...]:
    """The commands this account may use in the ``rooms`` that the station has, by their keys."""
    return tuple(
        entry
        for room, needed, entry in _offered(doing)
        if (room is None or room in rooms) and (needed is None or actor.may(needed))
    )


def _offered(doing: Doing) -> tuple[tuple[str | None, Permission | None, PaletteEntry], ...]:
    """Every command with the room it goes to and the permission it needs."""
    new, go = doing.start_new, doing.go
    record, activity = ("new", "record"), ("new", "activity")
    return (
        ("events", Permission.REPORT_EVENTS, _entry("登记事项", partial(new, "events"), "plus")),
        (
            "points",
            Permission.REDEEM_POINTS,
            _entry("积分柜台", partial(go, "points", "counter"), "award"),
        ),
        (
            "points",
            Permission.RECORD_POINTS,
            _entry("登记积分", partial(go, "points", record), "plus"),
        ),
        (
            "points",
            Permission.RUN_ACTIVITIES,
            _entry("安排活动", partial(go, "points", activity), "plus"),
        ),
        ("council", Permission.EDIT_MATTERS, _entry("登记议题", partial(new, "council"), "plus")),
        (
            "residents",
            Permission.EDIT_RESIDENTS,
            _entry("登记居民", partial(new, "residents"), "plus"),
        ),
        ("assignments", Permission.ASSIGN, _entry("指派任务", partial(new, "assignments"), "plus")),
        (
            "publications",
            Permission.ASSIGN,
            _entry("发布通知", partial(new, "publications"), "megaphone"),
        ),
        (
            "exchange",
            Permission.EXCHANGE,
            _entry("制作报送包", partial(go, "exchange", "make"), "package"),
        ),
        (
            "exchange",
            Permission.EXCHANGE,
            _entry("收取报送包", partial(go, "exchange", "receive"), "download"),
        ),
        (None, None, _entry("撤销上一步", doing.undo, "undo-2", "Ctrl+Z")),
        (None, Permission.BACK_UP, _entry("立即备份", doing.back_up, "database-backup")),
        (None, None, _entry("切换深色外观", doing.toggle_dark, "moon")),
        (None, None, _entry("锁屏", doing.lock, "lock")),
        (None, None, _entry("切换账号", doing.switch_account, "log-out")),
    )


def _entry(title: str, run: Callable[[], object], icon: str, keys: str = "") -> PaletteEntry:
    return PaletteEntry("操作", title, run, icon=icon, shortcut=keys)
