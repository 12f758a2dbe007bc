"""What is typed behind an option, read: a day, the name of a grid."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import InvalidInput, NotFound
from app.grids.queries import grid_choices


def the_day(text: str) -> date:
    """A day written 2026-11-24.

    Raises:
        InvalidInput: there is no such day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"“{text}”不是日期。", "请写成 2026-11-24。") from error


def the_grid(session: Session, asked: str) -> UUID | None:
    """Id of the one grid whose name holds these words; None: none was asked for.

    Raises:
        NotFound: none fits, or several do.
    """
    if not asked:
        return None
    found = [choice for choice in grid_choices(session) if asked in choice.title]
    if len(found) != 1:
        raise NotFound(f"没有找到网格“{asked}”。", "可用 liren list grids 查看名称。")
    return found[0].id
