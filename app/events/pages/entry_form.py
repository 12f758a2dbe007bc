"""Entering an event: six fields in the order in which people tell it, the rest on demand."""

from collections.abc import Sequence
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
THEN = (
    Choice("accept", "受理，下一步派人"),
    Choice("handle", "已当场处置"),
    Choice("", "只登记，稍后受理"),
)
"""What follows the report: the key of a move from 待受理."""


class EntryForm(Form):
    """The fields of an event; :meth:`text` is what the use cases take."""

    def __init__(
        self, hand: AtHand, categories: Sequence[Category], detail: EventDetail | None = None
    ):
        self._people = PersonFinder(hand.work, find_residents)
        self._places = PersonFinder(hand.work, find_places)
        self._detail = detail
        fields = [*self._main(categories), *([] if detail else _next_step()), *_rest()]
        super().__init__(fields, today=hand.today, save="保存" if detail else "登记")
        if detail is not None:
            self.set_values(self._values(detail))

    def _main(self, categories: Sequence[Category]) -> list[Field]:
        kinds = tuple(Choice(one.key, f"{one.name}（{one.group}）") for one in categories)
        return [
            Field("title", "什么事", required=True, max_length=60,
                  placeholder="例如：单元门口路灯不亮"),
            Field("place", "在哪里", "person", find=self._places.find, free=True,
                  placeholder="3-2-301，或写地点"),
            Field("category", "类别", "choice", required=True, choices=kinds,
                  hint="可敲拼音首字母"),
            Field("reporter", "谁反映的", "person", find=self._people.find, free=True,
                  placeholder="居民姓名、首字母、电话后四位；网格员发现的可不填"),
            Field("detail", "详细情况", "long_text"),
        ]  # fmt: skip

    def _values(self, detail: EventDetail) -> dict[str, Any]:
        row = detail.row
        place: object = TypedName(row.place) if row.place else None
        if detail.building_id is not None:
            place = self._places.know(Candidate(str(detail.building_id), row.place, row.grid))
        reporter: object = TypedName(row.reporter) if row.reporter else None
        if detail.reporter_id is not None:
            reporter = self._people.know(Candidate(str(detail.reporter_id), row.reporter))
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

    def text(self, values: dict[str, Any]) -> EventText:
        """What was entered."""
        place, reporter = values["place"], values["reporter"]
        return EventText(
            title=values["title"],
            category=values["category"],
            detail=values["detail"],
            source=values["source"] or EventSource.RESIDENT,
            is_urgent=bool(values["is_urgent"]),
            place=_words(place, self._places),
            building_id=_known(place),
            grid_id=self._detail.grid_id if self._detail and not _known(place) else None,
            reporter_id=_known(reporter),
            reporter_name=_words(reporter, self._people),
            reporter_phone=values["reporter_phone"],
            chat_group_id=self._detail.chat_group_id if self._detail else None,
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
        Field("source", "来源", "choice", choices=SOURCES, default=EventSource.RESIDENT),
        Field("is_urgent", "紧急", "yes_no", default=False),
        Field("reported_at", "上报时间", "datetime", hint="事后补录的，填居民反映的时间"),
        Field("occurred_at", "发生时间", "datetime"),
    ]  # fmt: skip


def _known(value: object) -> UUID | None:
    return UUID(value) if isinstance(value, str) and value else None


def _words(value: object, finder: PersonFinder) -> str:
    if isinstance(value, TypedName):
        return value.text
    return finder.name_of(value) if isinstance(value, str) else ""
