"""活动: the list with its tabs."""

from functools import partial
from typing import Any

from app.desk.chips import ChipBar
from app.desk.export_flow import Chosen
from app.desk.fields import Choice
from app.points.activity_views import (
    ACTIVITY_GROUP_NAMES,
    ActivityFilter,
    ActivityGroup,
    ActivityRow,
    activities,
    count_activities,
    group_counts,
)
from app.points.pages.at_hand import AtHand
from app.points.pages.list_view import EVERYTHING, ListView
from app.points.pages.lists import ACTIVITY_COLUMNS, table
from app.points.pages.periods import periods

GROUPS = tuple(Choice(group, name) for group, name in ACTIVITY_GROUP_NAMES.items())
URGENT = frozenset({ActivityGroup.RUNNING})
EMPTY = "这里没有活动。先安排活动，当天扫卡签到，结束时给到场的人一起登记积分。"


class ActivitiesView(ListView):
    """Activities that wait to be finished stand first."""

    def __init__(self, hand: AtHand):
        empty = (EMPTY, "安排活动" if hand.runs else "")
        made = table(hand, ACTIVITY_COLUMNS, "activities", "次", empty)
        super().__init__(made, "活动、地点、编号，可用拼音首字母")
        self._hand = hand
        self.first_words = "安排活动" if hand.runs else ""
        self.period = self.add_box("全部时间")
        self.period.offer(periods(hand.today()))
        self.row.addStretch(0)
        self.groups = self.add_chips(ChipBar(GROUPS))
        self.groups.choose(ActivityGroup.ALL)

    def where(self) -> ActivityFilter:
        """What the list shows."""
        days: Any = self.period.value() or (None, None)
        group: Any = self.groups.value()
        return ActivityFilter(group, self.text, from_day=days[0], until_day=days[1])

    def chosen(self) -> Chosen:
        """Every line of the filter as it stands, for the export."""
        return Chosen(partial(_all, self.where()), self.said_filter)

    def load(self) -> None:
        """Read the list and the counts of the tabs."""
        where, work = self.where(), self._hand.work
        self.table.load_pages(work, count_activities, activities, where=where)
        work.read(group_counts, where=where, then=self._count, owner=self, latest="counts")

    def _count(self, counts: dict[ActivityGroup, int]) -> None:
        self.groups.set_counts(counts, URGENT)


def _all(where: ActivityFilter, session: Any, *, masked: bool) -> list[ActivityRow]:
    return activities(session, limit=EVERYTHING, where=where)
