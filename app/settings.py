"""Every setting, declared once: key, type, default, label and where it lives.

``STATION`` settings are the office's and are stored (and exchanged) in the station;
``MACHINE`` settings belong to this PC and are kept by the desk (QSettings).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import uuid5

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.replicated import Merge, Replicated, stamper_of

T = TypeVar("T")


class Scope(StrEnum):
    """Where a setting lives."""

    STATION = "station"
    MACHINE = "machine"


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One declared setting."""

    key: str
    default: T
    label: str
    scope: Scope
    hint: str = ""

    @property
    def type(self) -> type[T]:
        """The Python type of its values."""
        return type(self.default)


class SettingValue(Replicated, Base):
    """A station setting that differs from its default."""

    __tablename__ = "setting"
    __merge__ = Merge.NEWEST_FIELD
    __unique__ = (("key",),)

    key: Mapped[str] = mapped_column(index=True)
    value: Mapped[Any] = mapped_column(JSON)


NOTICE_DAYS_AHEAD = Setting(
    "council.notice_days_ahead", 3, "会议提前通知天数", Scope.STATION, "议题和时间地点提前告知"
)
RESULT_NOTICE_DAYS = Setting(
    "council.result_notice_days", 5, "结果公示工作日", Scope.STATION, "不少于五个工作日"
)
SATISFACTION_THRESHOLD = Setting(
    "council.satisfaction_threshold", 80, "民评满意率门槛（%）", Scope.STATION
)
IDLE_LOCK_MINUTES = Setting(
    "safety.idle_lock_minutes", 15, "无人操作后锁屏（分钟）", Scope.STATION, "填 0 表示不锁"
)
ASSESSMENT_WEIGHTS = Setting[dict[str, int]]("assessment.weights", {}, "考核分值", Scope.STATION)
OBJECTION_PHONE = Setting(
    "office.objection_phone", "", "异议受理电话", Scope.STATION, "印在结果公示上"
)
RESIDENT_TAGS = Setting[list[str]](
    "residents.tags",
    ["党员", "志愿者", "独居老人", "低保", "残疾", "退役军人", "优抚对象", "高龄老人",
     "留守儿童", "新就业群体"],
    "居民标签",
    Scope.STATION,
)  # fmt: skip
VULNERABLE_TAGS = Setting[list[str]](
    "residents.vulnerable_tags",
    ["独居老人", "低保", "残疾", "高龄老人", "留守儿童"],
    "重点人员标签",
    Scope.STATION,
    "走访时优先",
)
VISIT_EVERY_DAYS = Setting(
    "residents.visit_every_days", 30, "重点户走访间隔（天）", Scope.STATION, "填 0 表示不提醒"
)
NOT_ONE_PERSON = Setting[list[str]](
    "residents.not_one_person", [], "确认不是同一人的记录", Scope.STATION
)
REPEATED_EVENTS = Setting(
    "today.repeated_events", 3, "同一楼栋上报件数", Scope.STATION, "填 0 表示不预警"
)
REPEATED_DAYS = Setting("today.repeated_days", 30, "在多少天之内", Scope.STATION)
NEAR_HOURS = Setting(
    "today.near_hours", 24, "离办理时限不到（小时）", Scope.STATION, "填 0 表示不预警"
)
STUCK_DAYS = Setting(
    "today.stuck_days", 15, "议题停在一个环节（天）", Scope.STATION, "填 0 表示不预警"
)
OVERDUE_LEAST = Setting(
    "today.overdue_least", 5, "社区超期事项满（件）", Scope.STATION, "填 0 表示不预警"
)
OVERDUE_TIMES = Setting("today.overdue_times", 3, "并且是其他社区平均的（倍）", Scope.STATION)
WHISTLE_DAYS = Setting(
    "today.whistle_days", 3, "吹哨没有答复（天）", Scope.STATION, "填 0 表示不预警"
)
BUNDLE_DAYS_LATE = Setting(
    "figures.bundle_days_late", 7, "社区数据超过多少天算迟报", Scope.STATION, "区、街道站点使用"
)
EXCHANGE_EVERY_DAYS = Setting(
    "exchange.every_days", 7, "向上级报送的间隔（天）", Scope.STATION, "填 0 表示不提醒"
)
EXCHANGE_REQUIRE_SLIP = Setting(
    "exchange.require_slip", False, "收取时核对移交单", Scope.STATION, "输入纸上的校验码才能收取"
)
IS_DEMO = Setting("station.is_demo", False, "演示数据", Scope.STATION)

DARK_THEME = Setting("look.theme", "light", "外观", Scope.MACHINE)
TEXT_SCALE = Setting("look.text_scale", 1.0, "字号", Scope.MACHINE)
BACKUP_FOLDER = Setting("backup.folder", "", "备份文件夹", Scope.MACHINE, "留空则放在站点文件旁")
RECENT_STATIONS = Setting[list[str]]("start.recent_stations", [], "最近打开", Scope.MACHINE)
EXCHANGE_FOLDERS = Setting[list[str]](
    "exchange.folders", [], "报送包最近存放的文件夹", Scope.MACHINE
)
EXCHANGE_INBOXES = Setting[dict[str, str]](
    "exchange.inboxes", {}, "收件夹", Scope.MACHINE, "每个站点一个"
)
LAST_LOGINS = Setting[dict[str, str]]("start.last_logins", {}, "上次登录的账号", Scope.MACHINE)

ALL: tuple[Setting[Any], ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Setting)
)


def get(session: Session, setting: Setting[T]) -> T:
    """The station's value, or the default."""
    row = session.scalars(select(SettingValue).where(SettingValue.key == setting.key)).first()
    return setting.default if row is None else row.value


def put(session: Session, setting: Setting[T], value: T) -> None:
    """Store a station setting; the caller has checked the permission.

    The record's id follows from station and key, so that two files of one station (a restored
    backup and its original) exchange one value and not two.

    Raises:
        ValueError: the setting is this PC's and not the station's.
        TypeError: the value is not of the declared type (a yes or no is not a number).
    """
    if setting.scope is not Scope.STATION:
        raise ValueError(f"{setting.key} belongs to the machine, not to the station")
    if type(value) is not setting.type:
        raise TypeError(f"{setting.key} takes {setting.type}, not {type(value)}")
    row = session.scalars(select(SettingValue).where(SettingValue.key == setting.key)).first()
    if row is None:
        same_everywhere = uuid5(stamper_of(session).station_id, setting.key)
        session.add(SettingValue(id=same_everywhere, key=setting.key, value=value))
    else:
        row.value = value
