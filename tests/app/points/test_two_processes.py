"""Two real programs at one station's file: nothing is lost, doubled or oversold."""

import json
import subprocess
import sys
from pathlib import Path

from app.points import ledger
from app.points.account_views import account_detail
from app.points.accounts import resident_accounts, system_account
from app.points.ledger import Entry
from app.points.ledger_check import check_ledger, check_stock
from app.points.record_views import count_records
from app.points.reward_views import RedemptionFilter, count_redemptions, rewards
from app.points.rule_versions import RuleText, add_rule
from app.points.terms import AccountKind, TransferKind
from app.points.yearly import yearly_account
from db import clock
from tests.app.points.builders import PointsOffice
from tests.builders import template

ROOT = Path(__file__).parents[3]
ROUNDS, STOCK, POINTS, CAP = 25, 18, 60, 30


def test_two_counters_on_one_file_never_oversell_and_never_overdraw(station):
    office = PointsOffice(station, clock.now)
    people = [office.resident(f"居民{n}", f"3-2-30{n}") for n in range(3)]
    with clock.set_to(clock.now()):
        _fill(office, people)
    reward = office.reward(price=5, stock_=STOCK)
    text = RuleText("日常", "每日打卡", 10, cap_day=CAP)
    rule = office.do(add_rule, text=text, valid_from=clock.today())
    told = {
        "people": [person.hex for person in people],
        "reward": reward.hex,
        "rule": rule.hex,
        "rounds": ROUNDS,
    }
    done = _hammer(station, told)
    assert sum(each["redeemed"] for each in done) == STOCK
    assert sum(each["redeemed"] + each["refused"] for each in done) == 2 * ROUNDS
    assert office.ask(count_redemptions, where=RedemptionFilter(cancelled=False)) == STOCK
    assert office.ask(rewards)[0].stock == 0
    balances = [office.balance(person) for person in people]
    assert sum(balances) == 3 * POINTS - 5 * STOCK
    assert min(balances) >= 0
    details = [office.ask(account_detail, resident_id=person) for person in people]
    assert sum(detail.row.held for detail in details) == sum(each["awarded"] for each in done)
    assert all(detail.row.held <= CAP for detail in details)
    assert office.ask(count_records) == sum(each["awarded"] for each in done) // 10
    for check in (check_ledger, check_stock):
        passed, detail = office.ask(check)
        assert passed, detail
    assert office.ask(yearly_account, year=clock.today().year).agrees


def _fill(office, people):
    with office.station.write() as session:
        issued = system_account(session, AccountKind.ISSUED)
        for kind in AccountKind:
            if kind is not AccountKind.RESIDENT:
                system_account(session, kind)
        accounts = resident_accounts(session, office.station.actor, people)
        day, kind = clock.today(), TransferKind.OPENING
        entries = [
            Entry(f"opening:{each}", kind, issued, account, POINTS, earned_on=day)
            for each, account in accounts.items()
        ]
        ledger.write(session, office.station.actor, entries)


def _hammer(station, told):
    command = [sys.executable, "-m", "tests.app.points.hammer", str(station.path)]
    command.append(template().key.hex())
    running = [
        subprocess.Popen(
            [*command, json.dumps({**told, "seed": seed})],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for seed in (1, 2)
    ]
    found = []
    for process in running:
        said, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
        found.append(json.loads(said.splitlines()[-1]))
    return found
