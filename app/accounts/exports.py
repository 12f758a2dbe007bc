"""What leaves the house is written down: who took which list, how much of it, and what for."""

from sqlalchemy.orm import Session

from app.accounts import audit
from app.accounts.new_station import LONGEST_LINE, check_length
from app.accounts.permissions import Actor, Permission
from app.errors import InvalidInput


def log_export(  # noqa: PLR0913  all of these stand in the sentence
    session: Session,
    actor: Actor,
    *,
    what: str,
    count: int,
    filter_text: str,
    purpose: str,
    masked: bool | None = None,
) -> None:
    """Note an export before the file is written; without the note there is no file.

    ``what`` is what the list is called (居民名单), ``filter_text`` its filter in words, ``masked``
    whether identity numbers and phones are masked in it; None: it holds none. Personal Information
    Protection Law (个人信息保护法): the purpose is stated, what was done is on record.

    Raises:
        NotAllowed: the role may not export, or may not see the numbers it wants in full.
        InvalidInput: no purpose given, or too long (field ``purpose``).
    """
    actor.require(Permission.EXPORT)
    if masked is False:
        actor.require(Permission.REVEAL_PERSONAL_DATA)
    purpose = purpose.strip()
    if not purpose:
        raise InvalidInput("请写明用途。", "如：上报街道、核对名单。", field="purpose")
    check_length(purpose, "用途", "purpose", LONGEST_LINE)
    numbers = {True: "；遮盖证件号和电话", False: "；含完整证件号和电话", None: ""}[masked]
    chosen = filter_text or "全部"
    sentence = f"导出{what} {count:,} 条（{chosen}{numbers}），用途：{purpose}"
    audit.record(session, actor, "export", sentence)
