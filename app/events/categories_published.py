"""Categories of events as a superior publishes them and an office below takes them over."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.permissions import Actor


def published_categories(session: Session) -> dict[str, Any]:
    """The categories offered here, as a publication carries them."""
    raise NotImplementedError


def described_categories(payload: dict[str, Any]) -> tuple[str, ...]:
    """Each category of a payload in a line, for people: 市容环境 · 环境卫生，24 小时."""
    raise NotImplementedError


def adopt_categories(
    session: Session, actor: Actor, payload: dict[str, Any], valid_from: date | None
) -> int:
    """Let what was published hold here; returns how many are new or changed."""
    raise NotImplementedError
