"""The table of moves: complete, reachable, and never silent about what is missing."""

from app.events.moves import BY_KEY
from app.events.stages import ASKED_BY, MOVES, STATE_NAMES, Ask, EventFacts, State, move_of

WHOLE = EventFacts(
    handler="王强", reason="情况如此", outcome="已清理", late_reason="人手不足", settled=True
)


def test_from_the_report_every_state_can_be_reached():
    reached = {State.REPORTED}
    while True:
        further = reached | {move.target for move in MOVES if move.source in reached}
        if further == reached:
            break
        reached = further
    assert reached == set(State) == set(STATE_NAMES)


def test_a_state_has_one_move_of_a_key():
    ways = [(move.key, move.source) for move in MOVES]
    assert len(ways) == len(set(ways))


def test_every_move_a_page_offers_has_its_use_case():
    assert {move.key for move in MOVES if move.by_hand} == set(BY_KEY)


def test_void_is_the_end():
    assert not [move for move in MOVES if move.source is State.VOID]


def test_a_form_that_is_filled_in_lacks_nothing_that_a_form_asks():
    for move in MOVES:
        asked = set(move.asks(EventFacts(is_dispute=True, late=True)))
        assert set(ASKED_BY[guard] for guard in move.guards if guard in ASKED_BY) <= asked
        assert move.missing(WHOLE) == move.blocked(WHOLE)


def test_an_empty_form_is_told_field_by_field():
    missing = move_of("handle", State.DISPATCHED).missing(EventFacts(late=True))
    assert [each.field for each in missing] == ["outcome", "late_reason"]


def test_settlement_is_asked_of_disputes_alone():
    close = move_of("close", State.VERIFIED)
    assert Ask.SETTLED in close.asks(EventFacts(is_dispute=True))
    assert Ask.SETTLED not in close.asks(EventFacts())


def test_a_suspended_event_is_resumed_before_anything_else():
    stands = EventFacts(suspended=True)
    assert move_of("handle", State.DISPATCHED).blocked(stands)
    assert not move_of("resume", State.DISPATCHED).blocked(stands)
