"""Days of the demo's points scheme: an activity, a grid worker's notes, what is still to come."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.cast import at
from app.demo.points_cast import Scheme
from app.points import activities, activity_awards, participation, projects, records
from app.points.activities import ActivityText
from app.points.models import Participation, ProjectClaim
from app.points.records import RecordText, Share
from db import clock
from db.ids import new_id

NOTED = (
    ("waste_sorting", 8, 1, "督导员记录"),
    ("helping", 4, 1, "受助人证明"),
    ("mediation", 1, 1, "调解记录"),
)
"""Item, how many people a month, units, evidence."""
DEDUCTED = (("fire_lane", "楼道口照片"), ("littering", "现场照片"), ("charging_wires", "现场照片"))


def an_activity(scheme: Scheme, entry: dict[str, Any], day: date, session: Session) -> None:
    """An activity from plan to award; the list is written down afterwards, as from paper."""
    recorder = scheme.stage.cast.recorder
    text = _text(session, scheme, entry, day)
    activity = activities.plan_activity(session, recorder, text=text)
    crowd = scheme.crowd(entry["come"])
    for number, one in enumerate(crowd):
        came = text.starts_at + timedelta(seconds=20 * number)
        session.add(
            Participation(id=new_id(), activity_id=activity, resident_id=one.id, signed_in_at=came)
        )
    session.flush()
    activity_awards.finish_activity(session, recorder, activity_id=activity)
    if entry.get("project"):
        _claims(scheme, session)


def _text(session: Session, scheme: Scheme, entry: dict[str, Any], day: date) -> ActivityText:
    return ActivityText(
        entry["title"],
        at(day, "09:00"),
        at(day, "11:00"),
        entry["place"],
        scheme.rule(session, entry["rule"]),
        entry["hours"],
        organiser=scheme.stage.cast.recorder.name,
        project_id=scheme.project if entry.get("project") else None,
    )


def _claims(scheme: Scheme, session: Session) -> None:
    """Two neighbours take a staircase on; one has done it, and it is accepted."""
    recorder, project = scheme.stage.cast.recorder, scheme.project
    if project is None:
        return
    of_project = select(ProjectClaim.resident_id).where(ProjectClaim.project_id == project)
    claimed = set(session.scalars(of_project))
    free = [one for one in scheme.crowd(8) if one.id not in claimed]
    for number, one in enumerate(free[:2]):
        claim = projects.claim_project(session, recorder, project_id=project, resident_id=one.id)
        if number == 0:
            proof = "本单元楼道已清完，拍照三张"
            projects.prove_claim(session, recorder, claim_id=claim, proof=proof)
            projects.accept_claim(session, recorder, claim_id=claim)


def single_records(scheme: Scheme, day: date, session: Session) -> None:
    """What the grid worker noted in a month, and a deduction."""
    recorder = scheme.stage.cast.recorder
    for key, count, units, evidence in NOTED:
        shares = [Share(one.id, units) for one in scheme.crowd(count + 1)]
        text = RecordText(scheme.rule(session, key), day, evidence)
        records.record_points(session, recorder, text=text, shares=shares)
    key, evidence = scheme.random.choice(DEDUCTED)
    text = RecordText(scheme.rule(session, key), day, evidence)
    shares = [Share(scheme.crowd(2)[0].id)]
    records.record_points(session, recorder, text=text, shares=shares)


def coming_activities(scheme: Scheme) -> None:
    """One activity that runs this morning, and one in four days with people on its list."""
    stage = scheme.stage
    yesterday = at(stage.today - timedelta(days=1), "16:20")
    stage.chronicle.at(yesterday, stage.cast.recorder, partial(_announce, scheme))


def _announce(scheme: Scheme, session: Session) -> None:
    recorder, today = scheme.stage.cast.recorder, scheme.stage.today
    for title, day, time, rule, come in (
        ("清晨治安巡逻", today, "06:00", "patrol", 6),
        ("社区文艺志愿演出", today + timedelta(days=4), "14:00", "volunteering", 16),
    ):
        text = ActivityText(
            title,
            at(day, time),
            place="小广场",
            rule_id=scheme.rule(session, rule),
            capacity=30,
            organiser=recorder.name,
        )
        activity = activities.plan_activity(session, recorder, text=text)
        for one in scheme.crowd(come):
            participation.sign_up(session, recorder, activity_id=activity, resident_id=one.id)
    noted = [Share(one.id) for one in scheme.crowd(8)]
    text_of_day = RecordText(scheme.rule(session, "waste_sorting"), clock.today(), "督导员记录")
    records.record_points(session, recorder, text=text_of_day, shares=noted)
