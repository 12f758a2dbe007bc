"""Child of test_two_processes: one counter that redeems and awards as fast as it can.

Prints how many redemptions, awards and opening entries it was told were done.
"""

import json
import random
import sys
from pathlib import Path
from uuid import UUID

import app.tables  # noqa: F401
from app.accounts.permissions import Actor, Role
from app.errors import RuleBroken
from app.points.records import RecordText, Share, record_points
from app.points.redemptions import Piece, redeem
from db import clock
from db.engine import Database
from db.ids import new_id


def main(path: str, key: str, told: str) -> None:
    said = json.loads(told)
    database = Database(Path(path), bytes.fromhex(key))
    actor = Actor(new_id(), f"counter{said['seed']}", "窗口", Role.SECRETARY)
    chance = random.Random(said["seed"])
    done = {"redeemed": 0, "refused": 0, "awarded": 0, "again": 0}
    for number in range(said["rounds"]):
        person = UUID(chance.choice(said["people"]))
        try:
            with database.write(actor.account_id) as session:
                made = redeem(
                    session,
                    actor,
                    key=f"counter:{said['seed']}:{number}",
                    resident_id=person,
                    pieces=[Piece(UUID(said["reward"]), 1)],
                )
            done["redeemed"] += not made.is_again
        except RuleBroken:
            done["refused"] += 1
        with database.write(actor.account_id) as session:
            text = RecordText(UUID(said["rule"]), clock.today(), "签到")
            shares = [Share(person, 1, f"shared:{number}:{person.hex}")]
            (result,) = record_points(session, actor, text=text, shares=shares)
        done["awarded"] += result.points if not result.is_known else 0
        done["again"] += result.is_known
    database.close()
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main(*sys.argv[1:])
