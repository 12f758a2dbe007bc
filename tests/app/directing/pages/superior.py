"""A street or the district with what bundles of the communities below it brought."""

from uuid import UUID

from app.accounts.levels import Level
from app.accounts.models import Office
from app.directing.models import PublicationReading
from app.directing.responses import answer_response, record_arrival
from app.events.models import Task
from app.events.terms import TaskState
from db import clock
from db.ids import new_id
from tests.app.directing.builders import DirectingOffice


class Superior(DirectingOffice):
    """Knows a third community, 光明里, and a second street with one community, 燕北."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.third, self.other_street, self.far = new_id(), new_id(), new_id()
        with self.station.write() as session:
            self._know(session, self.third, Level.COMMUNITY, "光明里社区", "130302001003")
            if self.level is Level.DISTRICT:
                self._know_second_street(session)

    def _know_second_street(self, session) -> None:
        for office_id, level, name, code in (
            (self.other_street, Level.STREET, "燕山大街街道", "130302002000"),
            (self.far, Level.COMMUNITY, "燕北社区", "130302002001"),
        ):
            session.add(
                Office(
                    id=office_id,
                    owner=office_id,
                    level=level,
                    name=name,
                    area_code=code,
                    street_name="燕山大街街道",
                )
            )

    def answered(self, response: UUID, answer="已修复") -> None:
        """What a department did, from arrival to answer."""
        self.do(record_arrival, response_id=response)
        self.do(answer_response, response_id=response, answer=answer)

    def an_answer(self, community: UUID, answer: str) -> None:
        """A community's answer to its tasks, as its bundle brings it: past our own change log."""
        told = {"state": TaskState.ANSWERED, "answer": answer, "answered_by": "赵敏"}
        mine = Task.__table__.c.addressee == community
        change = Task.__table__.update().where(mine).values(answered_at=clock.now(), **told)
        with self.station.write() as session:
            session.connection().execute(change)

    def a_reading(self, publication: UUID, community: UUID, **done) -> UUID:
        """What a community did with a publication, as its bundle brings it."""
        told = {"read_at": clock.now(), "read_by": "赵敏", **done}
        return self.brought(PublicationReading(owner=community, publication_id=publication, **told))
