"""Entering an event: six fields in the order in which people tell it, the rest on demand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from app.desk.fields import Candidate, Choice, Field, TypedName
from app.desk.forms import Form
from app.desk.person_finder import PersonFinder
from app.events.categories import Category
from app.events.event_views import EventDetail
from app.events.events import EventText
from app.events.pages.at_hand import AtHand
from app.events.places import find_places
from app.events.terms import SOURCE_NAMES, EventSource
from app.residents.queries import find_residents

SOURCES = tuple(Choice(source, name) for source, name in SOURCE_NAMES.items())
LATER = "later"
THEN = (
    Choice("accept", "受理，下一步派人"),
    Choice("handle", "已当场处置"),
    Choice(LATER, "只登记，稍后受理"),
)
"""What follows the report: the key of a move from 待受理, or nothing."""


class EntryForm(Form):
    """The fields of an event; :meth:`text` is what the use cases take."""

    def __init__(
        self,
        hand: AtHand,
        categories: Sequence[Category],
        detail: EventDetail | None = None,
        start: Mapping[str, Any] = MappingProxyType({}),
    ):
        self._people = PersonFinder(hand.work, find_residents)
        self._places = PersonFinder(hand.work, find_places)
        self._detail = detail
        fields = [*self._main(categories), *([] if detail else _next_step()), *_rest()]
        super().__init__(fields, today=hand.today, save="保存" if detail else "登记")
        if detail is not None:
            self.set_values(self._values(detail))
        for key, value in start.items():
            self.rows[key].set_value(value)

    def _main(self, categories: Sequence[Category]) -> list[Field]:
        kinds = [Choice(one.key, f"{one.name}（{one.group}）") for one in categories]
        if self._detail and self._detail.category_key not in [kind.value for kind in kinds]:
            row = self._detail.row
            kinds.append(Choice(self._detail.category_key, f"{row.category}（{row.group}）"))
        return [
            Field("title", "什么事", required=True, max_length=60,
                  placeholder="例如：单元门口路灯不亮"),
            Field("place", "在哪里", "person", find=self._places.find, free=True,
                  placeholder="3-2-301，或写地点"),
            Field("category", "类别", "choice", required=True, choices=kinds,
                  hint="可敲拼音首字母"),
            Field("reporter", "谁反映的", "person", find=self._people.find, free=True,
                  placeholder="姓名、首字母、电话后四位；巡查发现的不填"),
            Field("detail", "详细情况", "long_text"),
        ]  # fmt: skip

    def _values(self, detail: EventDetail) -> dict[str, Any]:
        row = detail.row
        place: object = TypedName(row.place) if row.place else None
        if detail.building_id is not None:
            place = Candidate(str(detail.building_id), row.place, row.grid)
        reporter: object = TypedName(row.reporter) if row.reporter else None
        if detail.reporter_id is not None:
            reporter = Candidate(str(detail.reporter_id), row.reporter)
        return {
            "title": row.title,
            "place": place,
            "category": detail.category_key,
            "reporter": reporter,
            "detail": detail.detail,
            "source": detail.source,
            "is_urgent": row.is_urgent,
            "reported_at": row.reported_at,
            "occurred_at": detail.occurred_at,
        }

    def building(self) -> UUID | None:
        """The building that was chosen so far."""
        value = self.rows["place"].editor.kept()[1]
        return UUID(value[0]) if value else None

    def _words(self, key: str) -> str:
        """What stands in a field that finds; also where a draft brought it back."""
        return str(self.rows[key].editor.kept()[0]).strip()

    def text(self, values: dict[str, Any]) -> EventText:
        """What was entered."""
        place, reporter, before = values["place"], values["reporter"], self._detail
        found = EventSource.RESIDENT if reporter else EventSource.PATROL
        return EventText(
            title=values["title"],
            category=values["category"],
            detail=values["detail"],
            source=values["source"] or found,
            is_urgent=bool(values["is_urgent"]),
            place=self._words("place"),
            building_id=_known(place),
            grid_id=before.grid_id if before and not _known(place) else None,
            plan_x=before.plan_x if before else None,
            plan_y=before.plan_y if before else None,
            reporter_id=_known(reporter),
            reporter_name=self._words("reporter"),
            reporter_phone=values["reporter_phone"],
            chat_group_id=before.chat_group_id if before else None,
            occurred_at=values["occurred_at"],
            reported_at=values["reported_at"],
        )


def _next_step() -> list[Field]:
    return [
        Field("then", "现在怎么办", "choice", required=True, choices=THEN, default="accept"),
    ]


def _rest() -> list[Field]:
    return [
        Field("outcome", "处置结果", "long_text", section="补充（可以不填）",
              hint="“已当场处置”的，写明做了什么、结果怎样"),
        Field("reporter_phone", "反映人电话", "phone", hint="居民已登记的不用填"),
        Field("source", "来源", "choice", choices=SOURCES,
              hint="不选的：有反映人的记“居民来访”，没有的记“网格员巡查”"),
        Field("is_urgent", "紧急", "yes_no", default=False),
        Field("reported_at", "上报时间", "datetime", hint="事后补录的，填居民反映的时间"),
        Field("occurred_at", "发生时间", "datetime"),
    ]  # fmt: skip


def _known(value: object) -> UUID | None:
    return UUID(value) if isinstance(value, str) and value else None
