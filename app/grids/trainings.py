"""Trainings and skill contests (技能比武) of those who look after grids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_LINE, check_length, check_name
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput, NotFound
from app.grids.models import StaffMember, Training, TrainingResult
from app.grids.rules import TRAINING_KIND_NAMES, TrainingKind
from db import clock
from db.ids import new_id

MOST_HOURS, MOST_SCORE = 400, 1000


@dataclass(frozen=True)
class TrainingText:
    """What a form says of a training or contest."""

    title: str
    held_on: date
    kind: TrainingKind = TrainingKind.TRAINING
    hours: float = 0
    place: str = ""
    full_score: float = 100
    note: str = ""


@dataclass(frozen=True)
class Part:
    """Somebody's part in it: was there, and the score, when there was one."""

    staff_id: UUID
    attended: bool = True
    score: float | None = None


def record_training(
    session: Session, actor: Actor, *, text: TrainingText, parts: Sequence[Part] = ()
) -> UUID:
    """Register a training that was held, with who took part.

    Raises:
        NotAllowed, NotFound: somebody of ``parts``.
        InvalidInput: a text is empty or too long, the day still to come, a score above the full.
    """
    actor.require(Permission.ASSESS_STAFF)
    _check(text)
    training = Training(id=new_id(), **text.__dict__)
    training.title, training.place = text.title.strip(), text.place.strip()
    session.add(training)
    session.flush()
    _set_parts(session, training, parts)
    sentence = f"登记{TRAINING_KIND_NAMES[text.kind]}：{training.title}"
    audit.record(session, actor, "training.add", sentence, subject=("training", training.id))
    return training.id


def change_training(
    session: Session, actor: Actor, *, training_id: UUID, text: TrainingText
) -> None:
    """Correct what is written of a training.

    Raises:
        NotAllowed, NotFound, InvalidInput: as above, or a score already given is above the full.
    """
    actor.require(Permission.ASSESS_STAFF)
    training = _the(session, training_id)
    _check(text)
    for key, value in text.__dict__.items():
        setattr(training, key, value)
    parts = [Part(row.staff_id, row.attended, row.score) for row in _results(session, training_id)]
    _check_scores(training, parts)
    sentence = f"修改培训比武：{training.title}"
    audit.record(session, actor, "training.change", sentence, subject=("training", training_id))


def set_results(
    session: Session, actor: Actor, *, training_id: UUID, parts: Sequence[Part]
) -> None:
    """Say who took part with which score; who is not named did not.

    Raises:
        NotAllowed, NotFound, InvalidInput: a score below zero or above the full one; field
            ``score``.
    """
    actor.require(Permission.ASSESS_STAFF)
    training = _the(session, training_id)
    _set_parts(session, training, parts)
    sentence = f"登记成绩：{training.title}，{len(parts)} 人"
    audit.record(session, actor, "training.results", sentence, subject=("training", training_id))


def _the(session: Session, training_id: UUID) -> Training:
    training = session.get(Training, training_id)
    if training is None:
        raise NotFound("找不到这次培训。", "它可能刚被撤销，请刷新。")
    return training


def _results(session: Session, training_id: UUID) -> Sequence[TrainingResult]:
    chosen = select(TrainingResult).where(TrainingResult.training_id == training_id)
    return session.scalars(chosen).all()


def _check(text: TrainingText) -> None:
    check_name(text.title, "名称", "title")
    for field, label, value in (("place", "地点", text.place), ("note", "备注", text.note)):
        check_length(value, label, field, LONGEST_LINE)
    if text.held_on > clock.today():
        raise InvalidInput(f"日期 {text.held_on} 还没有到。", "举办之后再登记。", field="held_on")
    if not 0 <= text.hours <= MOST_HOURS:
        raise InvalidInput(f"学时应在 0 到 {MOST_HOURS} 之间。", field="hours")
    if not 0 < text.full_score <= MOST_SCORE:
        raise InvalidInput(f"满分应在 1 到 {MOST_SCORE} 之间。", field="full_score")


def _set_parts(session: Session, training: Training, parts: Sequence[Part]) -> None:
    _check_scores(training, parts)
    before = {row.staff_id: row for row in _results(session, training.id)}
    for part in parts:
        if session.get(StaffMember, part.staff_id) is None:
            raise NotFound("名单里有人已不在人员库。", "请刷新后再试。")
        row = before.pop(part.staff_id, None)
        if row is None:
            row = TrainingResult(training_id=training.id, staff_id=part.staff_id)
            session.add(row)
        row.attended, row.score = part.attended, part.score
    for row in before.values():
        session.delete(row)


def _check_scores(training: Training, parts: Sequence[Part]) -> None:
    for part in parts:
        if part.score is not None and not 0 <= part.score <= training.full_score:
            raise InvalidInput(
                f"成绩 {part.score:g} 超出 0 到满分 {training.full_score:g}。",
                "请改正。",
                field="score",
            )
