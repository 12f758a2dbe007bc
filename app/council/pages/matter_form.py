"""Registering and correcting a matter."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.council.matter_views import MatterDetail
from app.council.matters import MatterText
from app.council.pages.at_hand import AtHand
from app.council.terms import SOURCE_NAMES, Source
from app.desk.fields import Candidate, Choice, Field
from app.desk.forms import Form
from app.desk.person_finder import PersonFinder
from app.errors import InvalidInput
from app.grids.queries import Choice as GridChoice
from app.residents.queries import find_residents

SOURCES = tuple(Choice(source, name) for source, name in SOURCE_NAMES.items())


class MatterForm(Form):
    """The fields of a matter; :meth:`text` is what the use cases take."""

    def __init__(
        self, hand: AtHand, grids: Sequence[GridChoice], detail: MatterDetail | None = None
    ):
        self._finder = PersonFinder(hand.work, find_residents)
        self._known: Candidate | None = None
        fields = self._fields(hand, grids, detail)
        super().__init__(fields, today=hand.today, save="保存" if detail else "登记")
        if detail is not None:
            self.set_values(self._values(detail))

    def _fields(
        self, hand: AtHand, grids: Sequence[GridChoice], detail: MatterDetail | None
    ) -> list[Field]:
        places = tuple(Choice(grid.id, grid.title) for grid in grids)
        alone = places[0].value if len(places) == 1 else None
        return [
            Field("title", "议题标题", required=True, max_length=60,
                  placeholder="例如：5 号楼后院增设晾衣架"),
            Field("proposer", "提议的居民", "person", find=self._finder.find),
            Field("proposer_name", "其他提议人",
                  hint="不是本社区居民的，填单位或姓名，例如：居委会、和平物业"),
            Field("source", "来源", "choice", choices=SOURCES, default=Source.RESIDENT),
            Field("grid_id", "所属网格", "choice", choices=places, default=alone),
            Field("seconders", "附议户数", "number", default=0, minimum=0, width=120),
            Field("content", "现状、理由和建议", "long_text",
                  hint="受理前要写明。可以先登记标题，以后再补"),
            Field("scope", "涉及范围", placeholder="例如：5、6 号楼，120 户"),
            Field("concerns_all_residents", "涉及全体居民利益", "yes_no", default=False,
                  hint="涉及全体的，只能由居民会议或居民代表会议表决"),
            Field("proposed_on", "提议日期", "date", default=hand.today),
        ]  # fmt: skip

    def _values(self, detail: MatterDetail) -> dict[str, Any]:
        row = detail.row
        resident = detail.proposer_id
        if resident is not None:
            self._known = self._finder.know(Candidate(str(resident), row.proposer))
        return {
            "title": row.title,
            "proposer": self._known,
            "proposer_name": "" if resident else row.proposer,
            "source": detail.source,
            "grid_id": detail.grid_id,
            "seconders": row.seconders,
            "content": detail.content,
            "scope": detail.scope,
            "concerns_all_residents": row.concerns_all_residents,
            "proposed_on": row.proposed_on,
        }

    def text(self, values: dict[str, Any]) -> MatterText:
        """What was entered.

        Raises:
            InvalidInput: neither a resident nor another proposer.
        """
        resident = values["proposer"]
        name = values["proposer_name"] or (self._resident_name(resident) if resident else "")
        if not name:
            raise InvalidInput(
                "还没有填写提议人。", "请选一位居民，或在下面填单位、姓名。", field="proposer"
            )
        return MatterText(
            title=values["title"],
            proposer_name=name,
            content=values["content"],
            scope=values["scope"],
            source=values["source"] or Source.RESIDENT,
            proposer_id=UUID(resident) if resident and not values["proposer_name"] else None,
            grid_id=values["grid_id"],
            seconders=values["seconders"] or 0,
            concerns_all_residents=bool(values["concerns_all_residents"]),
            proposed_on=values["proposed_on"],
        )

    def _resident_name(self, resident_id: str) -> str:
        """The name as found, or as it stands in the field when a draft restored it."""
        return self._finder.name_of(resident_id) or str(self.rows["proposer"].editor.kept()[0])
