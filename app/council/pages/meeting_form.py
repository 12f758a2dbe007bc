"""Planning a meeting: body, time, place, chair, recorder, and the matters ready for it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.council.board import MatterRow
from app.council.body_views import BodyView
from app.council.meeting_views import MeetingDetail
from app.council.meetings import MeetingText
from app.council.pages.at_hand import AtHand
from app.council.quorum import LISTED_BASES
from app.council.terms import Duty
from app.desk.columns import CHINA
from app.desk.fields import Choice, Field
from app.desk.forms import Form

AHEAD = 3
"""Days ahead a new meeting is proposed for; the usual notice."""
MOST_SHOWN = 22
"""Characters of a title beside its tick: the width of the drawer."""
USUAL_TIME = time(19, 0)


class MeetingForm(Form):
    """The fields of a meeting; :meth:`text` is what the use cases take."""

    def __init__(
        self,
        hand: AtHand,
        bodies: Sequence[BodyView],
        ready: Sequence[MatterRow] = (),
        *,
        ticked: UUID | None = None,
        detail: MeetingDetail | None = None,
    ):
        self._bodies = {body.id: body for body in bodies}
        chosen = detail.row.body_id if detail else bodies[0].id if len(bodies) == 1 else None
        starts = datetime.combine(hand.today() + timedelta(days=AHEAD), USUAL_TIME, CHINA)
        choices = tuple(Choice(body.id, body.name) for body in bodies)
        fields = [
            Field("body_id", "议事组织", "choice", required=True, choices=choices,
                  default=chosen, read_only=detail is not None),
            Field("starts_at", "开会时间", "datetime", required=True, default=starts),
            Field("place", "地点", required=True, placeholder="例如：党群服务中心二楼会议室"),
            *([] if detail else [self._agenda(ready, ticked)]),
            Field("title", "会议名称", hint="不填就按议事组织的名称"),
            Field("chair", "主持人", width=180, hint="不填就是召集人"),
            Field("recorder", "记录人", width=180, hint="不填就是秘书"),
            *self._entitled(),
        ]  # fmt: skip
        super().__init__(fields, today=hand.today, save="保存" if detail else "筹备会议")
        if detail is not None:
            self._fill(detail)
        else:
            self.rows["body_id"].edited.connect(self.propose_people)
            self.propose_people()

    def _agenda(self, ready: Sequence[MatterRow], ticked: UUID | None) -> Field:
        choices = tuple(Choice(row.id, _short(row.title)) for row in ready)
        hint = "受理后还没有表决的议题都在这里" if ready else "现在没有可以上会的议题，先登记并受理"
        first = (ticked,) if ticked else ()
        return Field("matter_ids", "上会议题", "multi_choice", choices=choices, default=first,
                     hint=hint)  # fmt: skip

    def _entitled(self) -> list[Field]:
        """Only bodies whose people are not all on a list need the number typed."""
        if all(body.rule.base in LISTED_BASES for body in self._bodies.values()):
            return []
        hint = "居民会议填有表决权的总数；有成员名单的不用填"
        return [Field("entitled", "应到人数", "number", minimum=1, width=120, hint=hint)]

    def propose_people(self) -> None:
        """Put the body's chair and secretary into the fields, as hints of who it will be."""
        body = self._bodies.get(self.rows["body_id"].editor.value())
        by_duty = {member.duty: member.name for member in body.members} if body else {}
        for key, duty in (("chair", Duty.CHAIR), ("recorder", Duty.SECRETARY)):
            self.rows[key].editor.line.setPlaceholderText(by_duty.get(duty, ""))  # type: ignore[attr-defined]

    def _fill(self, detail: MeetingDetail) -> None:
        values = {
            "body_id": detail.row.body_id,
            "starts_at": detail.row.starts_at,
            "place": detail.row.place,
            "title": detail.row.title,
            "chair": detail.chair,
            "recorder": detail.recorder,
        }
        if "entitled" in self.rows:
            values["entitled"] = detail.row.entitled
        self.set_values(values)

    def text(self, values: dict[str, Any]) -> MeetingText:
        """What was entered."""
        return MeetingText(
            starts_at=values["starts_at"],
            place=values["place"],
            title=values["title"],
            chair=values["chair"],
            recorder=values["recorder"],
            entitled=values.get("entitled"),
        )


def _short(title: str) -> str:
    """A title that fits beside its tick."""
    return title if len(title) <= MOST_SHOWN else f"{title[:MOST_SHOWN]}…"
