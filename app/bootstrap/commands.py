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


def commands(actor: Actor, doing: Doing) -> tuple[PaletteEntry, ...]:
    """The commands this account may use."""
    offered = (
        (
            Permission.REPORT_EVENTS,
            _entry("登记事项", partial(doing.start_new, "events"), "plus"),
        ),
        (
            Permission.REDEEM_POINTS,
            _entry("积分柜台", partial(doing.go, "points", "counter"), "award"),
        ),
        (
            Permission.RECORD_POINTS,
            _entry("登记积分", partial(doing.go, "points", ("new", "record")), "plus"),
        ),
        (
            Permission.RUN_ACTIVITIES,
            _entry("安排活动", partial(doing.go, "points", ("new", "activity")), "plus"),
        ),
        (
            Permission.EDIT_MATTERS,
            _entry("登记议题", partial(doing.start_new, "council"), "plus"),
        ),
        (
            Permission.EDIT_RESIDENTS,
            _entry("登记居民", partial(doing.start_new, "residents"), "plus"),
        ),
        (None, _entry("撤销上一步", doing.undo, "undo-2", "Ctrl+Z")),
        (Permission.BACK_UP, _entry("立即备份", doing.back_up, "database-backup")),
        (None, _entry("切换深色外观", doing.toggle_dark, "moon")),
        (None, _entry("锁屏", doing.lock, "lock")),
        (None, _entry("切换账号", doing.switch_account, "log-out")),
    )
    return tuple(entry for needed, entry in offered if needed is None or actor.may(needed))


def _entry(title: str, run: Callable[[], object], icon: str, keys: str = "") -> PaletteEntry:
    return PaletteEntry("操作", title, run, icon=icon, shortcut=keys)
