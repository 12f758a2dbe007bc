"""Rules of points as a superior publishes them and an office below takes them over."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor


def published_rules(session: Session) -> dict[str, Any]:
    """The rules in force here today, as a publication carries them."""
    raise NotImplementedError


def described_rules(payload: dict[str, Any]) -> tuple[str, ...]:
    """Each rule of a payload in a line, for people: 参加议事会议 +5 分/次."""
    raise NotImplementedError


def adopt_rules(
    session: Session, actor: Actor, payload: dict[str, Any], valid_from: date | None
) -> int:
    """Let what was published hold here; returns how many items are new or changed."""
    raise NotImplementedError
