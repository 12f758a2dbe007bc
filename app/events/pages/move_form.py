"""The form of a move: the fields that the table of moves says it asks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.desk.fields import Candidate, Choice, Field, TypedName
from app.desk.forms import Form
from app.desk.person_finder import PersonFinder
from app.events.event_views import EventDetail, MoveOffer
from app.events.pages.at_hand import AtHand
from app.events.stages import Ask
from app.events.steps import Said
from app.events.terms import SATISFACTION_NAMES
from app.grids.staff_views import StaffChoice, find_staff

SETTLED = (Choice(True, "已化解"), Choice(False, "未化解"))
SATISFACTION = tuple(Choice(value, name) for value, name in SATISFACTION_NAMES.items())


class MoveForm(Form):
    """Asks for what a move needs; :meth:`said` is what its use case takes."""

    def __init__(
        self,
        hand: AtHand,
        detail: EventDetail,
        offer: MoveOffer,
        worker: StaffChoice | None = None,
    ):
        self._finder = PersonFinder(hand.work, find_staff)
        self._seen = detail.last_step
        fields = [self._field(ask, ask in offer.required) for ask in offer.asks]
        fields.append(
            Field("at", "办理时间", "datetime", hint="不填就是现在；事后补录的填实际时间")
        )
        super().__init__(fields, today=hand.today, save=offer.label)
        if worker is not None and worker.name != detail.row.handler:
            known = Candidate(str(worker.id), worker.name, f"{detail.row.grid}专职网格员")
            self.set_values({"handler": known})

    def _field(self, ask: Ask, required: bool) -> Field:
        make: dict[Ask, Callable[[], Field]] = {
            Ask.HANDLER: self._handler,
            Ask.OUTCOME: _outcome,
            Ask.LATE_REASON: _late_reason,
            Ask.SETTLED: _settled,
            Ask.SATISFACTION: _satisfaction,
            Ask.NAMED: _named,
        }
        return make[ask]() if ask in make else _reason(required)

    def _handler(self) -> Field:
        return Field(
            "handler", "派给谁", "person", required=True, find=self._finder.find, free=True,
            placeholder="网格员姓名或电话；也可写单位",
        )  # fmt: skip

    def said(self, values: dict[str, Any]) -> Said:
        """What was filled in."""
        handler = values.get("handler")
        known = UUID(handler) if isinstance(handler, str) and handler else None
        return Said(
            reason=values.get("reason") or "",
            outcome=values.get("outcome") or "",
            late_reason=values.get("late_reason") or "",
            handler_id=known,
            handler_name=handler.text if isinstance(handler, TypedName) else "",
            settled=values.get("settled"),
            satisfaction=values.get("satisfaction"),
            named=bool(values.get("named")),
            at=values.get("at"),
            seen=self._seen,
        )


def _outcome() -> Field:
    return Field("outcome", "处置结果", "long_text", required=True,
                 hint="做了什么、结果怎样；会印在处置单上")  # fmt: skip


def _late_reason() -> Field:
    return Field("late_reason", "超期原因", required=True, hint="已超过时限，须写明原因")


def _settled() -> Field:
    return Field("settled", "纠纷是否化解", "choice", required=True, choices=SETTLED)


def _satisfaction() -> Field:
    return Field("satisfaction", "居民满意吗", "choice", choices=SATISFACTION,
                 hint="没有回访的不选")  # fmt: skip


def _named() -> Field:
    return Field("named", "向上级提供报告人姓名和电话", "yes_no", default=False,
                 hint="选“否”时，上级只看到事项、地点和照片")  # fmt: skip


def _reason(required: bool) -> Field:
    name = "原因" if required else "说明"
    return Field("reason", name, "long_text", required=required)
