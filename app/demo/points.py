"""A year of civility points in the demo community, through the use cases.

Every other month: activities and single records by the grid worker, review and publicity by the
secretary, redemption on the 15th by the points clerk; at the turn of the year the points of the
year before end. The last days leave something of everything to do.
"""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.cast import Stage, at, working_day_from
from app.demo.points_cast import Scheme, clerk_of, entries, gathered, secretary_of
from app.demo.points_day import an_activity, coming_activities, single_records
from app.errors import RuleBroken
from app.points import expiry, projects, publicity, records, redemptions, rule_versions, stock
from app.points.account_views import balances_of
from app.points.models import PointsRecord, Publicity
from app.points.projects import ProjectText
from app.points.redemptions import Piece
from app.points.reward_views import rewards
from app.points.stages import RecordState
from app.points.stock import RewardText
from app.points.terms import RewardKind
from db import clock

BEGAN, ROUND, ACTIVITIES = 360, 60, 4
REDEEM = 12
"""Residents at the counter on a redemption day."""


def plan_points(stage: Stage) -> None:
    """Put the year of points into the chronicle."""
    scheme, chronicle, secretary = gathered(stage), stage.chronicle, stage.cast.secretary
    begun = stage.today - timedelta(days=BEGAN)
    chronicle.at(at(begun, "09:20"), secretary, partial(_lay_down, scheme, begun))
    for month in range(BEGAN // ROUND):
        first = begun + timedelta(days=2 + month * ROUND)
        _plan_month(scheme, month, first)
    turn = date(stage.today.year, 1, 2)
    if turn > begun:
        chronicle.at(at(turn, "09:00"), secretary, _end_points)
    noted = stage.today - timedelta(days=3)
    deed = partial(single_records, scheme, noted)
    chronicle.at(at(noted, "15:40"), stage.cast.recorder, deed)
    chronicle.at(at(noted + timedelta(days=1), "10:10"), secretary, _review)
    coming_activities(scheme)


def _plan_month(scheme: Scheme, month: int, first: date) -> None:
    stage, told = scheme.stage, entries("activity")
    chronicle, cast = stage.chronicle, stage.cast
    for number in range(ACTIVITIES):
        entry = told[(ACTIVITIES * month + number) % len(told)]
        day = first + timedelta(days=3 + 4 * number)
        chronicle.at(at(day, "11:30"), cast.recorder, partial(an_activity, scheme, entry, day))
    noted = working_day_from(first + timedelta(days=16))
    chronicle.at(at(noted, "15:40"), cast.recorder, partial(single_records, scheme, noted))
    reviewed = working_day_from(first + timedelta(days=19))
    chronicle.at(at(reviewed, "10:10"), cast.secretary, _review)
    posted = reviewed + timedelta(days=6)
    chronicle.at(at(posted, "09:30"), cast.secretary, _post)
    redeemed = working_day_from(posted + timedelta(days=1))
    chronicle.at(at(redeemed, "09:50"), cast.secretary, partial(_redeem, scheme))


def _lay_down(scheme: Scheme, begun: date, session: Session) -> None:
    secretary = scheme.stage.cast.secretary
    rule_versions.adopt_shipped_rules(session, secretary, valid_from=begun - timedelta(days=5))
    for entry in entries("reward"):
        kind = RewardKind.SERVICE if entry.get("service") else RewardKind.GOODS
        text = RewardText(entry["name"], entry["price"], kind, entry["unit"], entry.get("low", 0))
        stock_, cost = entry.get("stock", 0), entry["price"] * entry.get("stock", 0) * 20
        made = stock.add_reward(session, secretary, text=text, stock=stock_, cost=cost)
        scheme.rewards.append(made)
    project = ProjectText(
        "楼道堆物清零行动",
        scheme.rule(session, "task"),
        content="认领一个单元的楼道，清掉堆放的杂物，并保持三个月",
        places=12,
    )
    scheme.project = projects.add_project(session, secretary, text=project)


def _review(session: Session) -> None:
    """Whatever waits is reviewed by somebody else than recorded it, and goes on a list.

    One in a month does not pass.
    """
    secretary, clerk, today = secretary_of(session), clerk_of(session), clock.today()
    waiting = list(
        session.execute(
            select(PointsRecord.id, PointsRecord.recorded_by)
            .where(PointsRecord.state == RecordState.RECORDED)
            .order_by(PointsRecord.recorded_at, PointsRecord.id)
        )
    )
    own = [key for key, recorder in waiting if recorder == secretary.account_id]
    others = [key for key, recorder in waiting if recorder != secretary.account_id]
    if len(others) > 10:
        reason = "没有查到签到记录"
        records.reject_records(session, secretary, record_ids=others[:1], reason=reason)
        del others[0]
    for reviewer, ids in ((secretary, others), (clerk, own)):
        if ids:
            records.review_records(session, reviewer, record_ids=ids)
    if reviewed := [*others, *own]:
        title = f"{today.year}年{today.month}月文明积分公示"
        publicity.publish_records(session, secretary, record_ids=reviewed, title=title)


def _post(session: Session) -> None:
    secretary = secretary_of(session)
    due = session.scalars(
        select(Publicity.id).where(
            Publicity.closed_at.is_(None), Publicity.until_day < clock.today()
        )
    )
    for publicity_id in list(due):
        publicity.close_publicity(session, secretary, publicity_id=publicity_id)


def _redeem(scheme: Scheme, session: Session) -> None:
    """Who has most comes first; now and then something is brought back."""
    clerk, random = clerk_of(session), scheme.random
    balances = balances_of(session, [one.id for one in scheme.regulars])
    rich = sorted(balances, key=lambda one: (-balances[one], str(one)))[: 4 * REDEEM]
    offered = rewards(session)
    for person in random.sample(rich, min(REDEEM, len(rich))):
        piece = random.choice(offered)
        try:
            done = redemptions.redeem(
                session,
                clerk,
                key=redemptions.new_key(),
                resident_id=person,
                pieces=[Piece(piece.id)],
            )
        except RuleBroken:  # too dear for him, or all gone
            continue
        if random.random() < 0.04:
            redemptions.cancel_redemption(
                session, clerk, redemption_id=done.redemption_id, reason="拿错了，退回"
            )


def _end_points(session: Session) -> None:
    if expiry.expiry_preview(session):
        expiry.run_expiry(session, secretary_of(session))
