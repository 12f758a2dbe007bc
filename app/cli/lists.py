"""Commands that list records and figures."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.queries import accounts
from app.cli.stations import command
from app.cli.terminal import answer, opened, station_place, table
from app.council.board import MatterFilter, matters
from app.council.meeting_views import MeetingFilter, meetings
from app.events.filters import EventFilter
from app.events.queries import events
from app.figures.levels import main_figures
from app.grids.queries import grids
from app.points.activity_views import ActivityFilter, activities
from app.points.queries import AccountFilter
from app.points.queries import accounts as points_accounts
from app.points.record_views import RecordFilter
from app.points.record_views import records as points_records
from app.points.reward_views import RedemptionFilter, redemptions, rewards
from app.points.rule_views import rules as points_rules
from app.residents.queries import residents

EVERYTHING = 1_000_000
Rows = Sequence[Any]
Listed = tuple[Callable[[Session, str], Rows], tuple[tuple[str, Callable[[Any], object]], ...]]


def _residents(session: Session, text: str) -> Rows:
    return residents(session, offset=0, limit=EVERYTHING, text=text)


def _grids(session: Session, text: str) -> Rows:
    return [row for row in grids(session) if text in f"{row.number}{row.name}{row.worker}"]


def _events(session: Session, text: str) -> Rows:
    return events(session, limit=EVERYTHING, where=EventFilter(text=text))


def _matters(session: Session, text: str) -> Rows:
    return matters(session, where=MatterFilter(text=text), limit=EVERYTHING)


def _meetings(session: Session, text: str) -> Rows:
    return meetings(session, where=MeetingFilter(text=text), limit=EVERYTHING)


def _accounts(session: Session, text: str) -> Rows:
    return [row for row in accounts(session) if text in f"{row.login}{row.name}"]


def _points(session: Session, text: str) -> Rows:
    return points_accounts(session, limit=EVERYTHING, where=AccountFilter(text))


def _records(session: Session, text: str) -> Rows:
    return points_records(session, limit=EVERYTHING, where=RecordFilter(text=text))


def _activities(session: Session, text: str) -> Rows:
    return activities(session, limit=EVERYTHING, where=ActivityFilter(text=text))


def _redemptions(session: Session, text: str) -> Rows:
    return redemptions(session, limit=EVERYTHING, where=RedemptionFilter(text=text))


def _rewards(session: Session, text: str) -> Rows:
    return [row for row in rewards(session, active_only=False) if text in row.name]


def _rules(session: Session, text: str) -> Rows:
    rows = points_rules(session, with_retired=True)
    return [row for row in rows if text in f"{row.text.category}{row.text.item}"]


LISTS: dict[str, Listed] = {
    "residents": (
        _residents,
        (
            ("姓名", lambda r: r.name),
            ("性别", lambda r: r.sex),
            ("年龄", lambda r: r.age),
            ("住址", lambda r: r.address),
            ("网格", lambda r: r.grid),
            ("电话", lambda r: r.phone),
            ("标签", lambda r: r.tags),
        ),
    ),
    "grids": (
        _grids,
        (
            ("编号", lambda r: r.number),
            ("网格", lambda r: r.name),
            ("类型", lambda r: r.kind),
            ("专职网格员", lambda r: r.worker),
            ("楼栋", lambda r: r.buildings),
            ("户", lambda r: r.households),
            ("居民", lambda r: r.residents),
        ),
    ),
    "events": (
        _events,
        (
            ("编号", lambda r: r.number),
            ("事项", lambda r: r.title),
            ("类别", lambda r: r.category),
            ("地点", lambda r: r.place),
            ("网格", lambda r: r.grid),
            ("处置人", lambda r: r.handler),
            ("上报时间", lambda r: r.reported_at),
            ("状态", lambda r: r.state_name),
            ("情况", lambda r: r.pill.text),
        ),
    ),
    "matters": (
        _matters,
        (
            ("编号", lambda r: r.number),
            ("议题", lambda r: r.title),
            ("阶段", lambda r: r.stage_name),
            ("提议人", lambda r: r.proposer),
            ("提出日期", lambda r: r.proposed_on),
            ("情况", lambda r: r.pill.text),
        ),
    ),
    "meetings": (
        _meetings,
        (
            ("编号", lambda r: r.number),
            ("会议", lambda r: r.title),
            ("组织", lambda r: r.body_name),
            ("时间", lambda r: r.starts_at),
            ("地点", lambda r: r.place),
            ("情况", lambda r: r.pill.text),
        ),
    ),
    "points": (
        _points,
        (
            ("姓名", lambda r: r.name),
            ("住址", lambda r: r.address),
            ("网格", lambda r: r.grid),
            ("卡号", lambda r: r.card),
            ("积分", lambda r: r.balance),
            ("待入账", lambda r: r.held),
            ("将到期", lambda r: r.soon),
        ),
    ),
    "points-records": (
        _records,
        (
            ("日期", lambda r: r.happened_on),
            ("姓名", lambda r: r.name),
            ("住址", lambda r: r.address),
            ("项目", lambda r: r.item),
            ("积分", lambda r: r.points),
            ("登记人", lambda r: r.recorder),
            ("审核人", lambda r: r.reviewer),
            ("状态", lambda r: r.state_name),
        ),
    ),
    "points-rules": (
        _rules,
        (
            ("类别", lambda r: r.text.category),
            ("项目", lambda r: r.text.item),
            ("分值", lambda r: r.worth),
            ("上限", lambda r: r.caps),
            ("证明", lambda r: r.text.evidence),
            ("版本", lambda r: r.version),
            ("执行", lambda r: r.valid_from),
        ),
    ),
    "activities": (
        _activities,
        (
            ("编号", lambda r: r.number),
            ("活动", lambda r: r.title),
            ("地点", lambda r: r.place),
            ("时间", lambda r: r.starts_at),
            ("积分项目", lambda r: r.item),
            ("报名", lambda r: r.signed_up),
            ("签到", lambda r: r.signed_in),
            ("状态", lambda r: r.state_name),
        ),
    ),
    "rewards": (
        _rewards,
        (
            ("名称", lambda r: r.name),
            ("类型", lambda r: r.kind_name),
            ("积分", lambda r: r.price),
            ("库存", lambda r: "" if r.stock is None else r.stock),
            ("在用", lambda r: "是" if r.is_active else "否"),
        ),
    ),
    "redemptions": (
        _redemptions,
        (
            ("编号", lambda r: r.number),
            ("时间", lambda r: r.at),
            ("姓名", lambda r: r.name),
            ("兑换", lambda r: r.what),
            ("积分", lambda r: r.points),
            ("经办", lambda r: r.clerk),
            ("取消", lambda r: r.cancelled_reason),
        ),
    ),
    "accounts": (
        _accounts,
        (
            ("账号", lambda r: r.login),
            ("姓名", lambda r: r.name),
            ("角色", lambda r: r.role_name),
            ("在用", lambda r: "是" if r.is_active else "否"),
        ),
    ),
}
"""What can be listed: the query, and the columns as title and getter."""


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's commands."""
    listing = command(commands, "list", "列出记录（电话和证件号遮盖）")
    listing.add_argument("what", choices=sorted(LISTS))
    listing.add_argument("--station", type=station_place, required=True)
    listing.add_argument("--query", default="", help="按文字或拼音首字母筛选")
    listing.set_defaults(run=list_records)
    figures = command(commands, "figures", "主要数字，附计算方法")
    figures.add_argument("path", type=station_place)
    figures.set_defaults(run=show_figures)


def list_records(arguments: Namespace) -> int:
    """``liren list``: records as a table, or as JSON with every field of the row."""
    query, columns = LISTS[arguments.what]
    with opened(arguments.station, arguments) as station, station.read() as session:
        rows = list(query(session, arguments.query))
    shown = ([getter(row) for _, getter in columns] for row in rows)
    lines = [*table([title for title, _ in columns], shown), f"共 {len(rows)} 条"]
    answer(arguments, rows, lines)
    return 0


def show_figures(arguments: Namespace) -> int:
    """``liren figures``: the headline of the station's level, each count with its formula."""
    with opened(arguments.path, arguments) as station, station.read() as session:
        figures = main_figures(session)
    shown = ((figure.name, figure.shown, figure.formula) for figure in figures)
    answer(arguments, figures, table(("指标", "数值", "计算方法"), shown))
    return 0
