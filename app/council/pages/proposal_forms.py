"""The forms around a proposal: seconders, similar matters merged and parted, handing over."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from app.council import proposals
from app.council.board import MatterFilter, matters
from app.council.matter_views import MatterDetail
from app.council.pages.at_hand import AtHand
from app.council.proposals import SeconderText
from app.council.stages import Stage
from app.council.terms import HAND_OVER_NAMES, HandOver
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field, TypedName
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.residents.queries import find_residents, rows_of

READ_AHEAD = 30
PARTED = (Field("reason", "理由", "long_text", required=True, hint="会记入两个议题的经过"),)


@dataclass(frozen=True)
class Similar:
    """A matter to merge into, as a field that finds people shows it."""

    id: UUID
    name: str
    address: str
    phone: str = ""


def find_similar(session: Any, text: str, *, but: UUID) -> list[Similar]:
    """Matters that may stand for another one."""
    rows = matters(session, where=MatterFilter(text=text), limit=READ_AHEAD)
    return [
        Similar(row.id, f"{row.number} {row.title}", f"{row.proposer} · {row.stage_name}")
        for row in rows
        if row.id != but and row.stage in (Stage.PROPOSE, Stage.DELIBERATE)
    ][:8]


class ProposalForms:
    """Opens them in a page's drawer; ``back`` leads to the matter again."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def second(self, detail: MatterDetail, _checked: bool = False) -> None:
        """Register who seconds the matter."""
        finder = PersonFinder(self._hand.work, find_residents)
        fields = [
            Field("who", "附议人", "person", required=True, find=finder.find, free=True,
                  placeholder="姓名或拼音首字母"),
            Field("address", "住址", max_length=60, hint="登记在册的居民不用填；一户算一次"),
        ]  # fmt: skip
        use_case = partial(_second, matter_id=detail.row.id)
        self._ask("登记附议", fields, use_case, "登记")

    def unsecond(self, seconder_id: UUID, _checked: bool = False) -> None:
        """Take out a seconder registered by mistake."""
        self._hand.work.write(proposals.remove_seconder, seconder_id=seconder_id, owner=self._page)

    def merge(self, detail: MatterDetail, _checked: bool = False) -> None:
        """Let a similar matter stand for this one."""
        finder = PersonFinder(self._hand.work, partial(find_similar, but=detail.row.id))
        fields = [
            Field("into", "并入哪个议题", "person", required=True, find=finder.find,
                  placeholder="编号、标题或提议人", hint="两个议题的附议户数合在一起"),
            Field("reason", "说明", max_length=200, placeholder="例如：都是 5 号楼停车问题"),
        ]  # fmt: skip
        self._ask("并入相近的议题", fields, partial(_merge, matter_id=detail.row.id), "并案")

    def part(self, matter_id: UUID, title: str, _checked: bool = False) -> None:
        """Let a merged matter stand for itself again."""
        use_case = partial(proposals.unmerge_matter, matter_id=matter_id)
        self._ask(f"取消并案：{title}", list(PARTED), use_case, "取消并案")

    def hand_over(self, detail: MatterDetail, _checked: bool = False) -> None:
        """It is the government's affair: an event, or up to the street."""
        choices = tuple(Choice(to, name) for to, name in HAND_OVER_NAMES.items())
        fields = [
            Field("to", "转到哪里", "choice", required=True, choices=choices,
                  default=HandOver.EVENT, hint="转为网格事项的，到“事项”里办理"),
            Field("opinion", "答复提议人的意见", "long_text", required=True),
        ]  # fmt: skip
        use_case = partial(_hand_over, matter_id=detail.row.id)
        self._ask("转办", fields, use_case, "转办")

    def _ask(
        self, title: str, fields: list[Field], use_case: Callable[..., object], save: str
    ) -> None:
        self._forms.ask_and_write(title, fields, use_case, self._back, save=save)


def _second(session: Any, actor: Any, *, matter_id: UUID, who: Any, address: str) -> None:
    if isinstance(who, TypedName):
        text = SeconderText(who.text, address)
    else:
        resident = rows_of(session, [UUID(who)])[0]
        text = SeconderText(resident.name, address or resident.address, resident.id)
    proposals.add_seconder(session, actor, matter_id=matter_id, who=text)


def _merge(session: Any, actor: Any, *, matter_id: UUID, into: str, reason: str) -> None:
    proposals.merge_matters(session, actor, matter_id=matter_id, into_id=UUID(into), reason=reason)


def _hand_over(session: Any, actor: Any, *, matter_id: UUID, to: str, opinion: str) -> None:
    proposals.hand_over_matter(
        session, actor, matter_id=matter_id, to=HandOver(to), opinion=opinion
    )
