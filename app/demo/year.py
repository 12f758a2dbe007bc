"""Plans the year: bodies on the second day, every matter and meeting of the story, the events."""

from datetime import timedelta

from app.demo.bodies import seat_bodies
from app.demo.cast import Stage, at
from app.demo.data import data
from app.demo.events import plan_events
from app.demo.matter_tale import Hearing, MatterTale
from app.demo.meeting_tale import MeetingTale

BODIES_SEATED = 378


def plan_year(stage: Stage) -> None:
    """Put everything that will happen into the chronicle."""
    seated = at(stage.today - timedelta(days=BODIES_SEATED), "10:00")
    stage.chronicle.at(seated, stage.cast.secretary, lambda session: seat_bodies(session, stage))
    matters = {entry["key"]: MatterTale(stage, entry) for entry in data("story")["matter"]}
    hearings: dict[str, Hearing] = {}
    for entry in data("story")["meeting"]:
        meeting = MeetingTale(stage, entry, matters)
        meeting.begin()
        for item in entry.get("items", ()):
            hearing = Hearing(meeting.planned_on, entry["body"], item.get("talk", ""))
            hearings.setdefault(item["matter"], hearing)
    for key, tale in matters.items():
        tale.begin(hearings.get(key))
    plan_events(stage)
