import pytest

from app.errors import InvalidInput, NotFound, RuleBroken
from app.points import accounts, redemptions, stock
from app.points.account_views import account_by_card, account_detail, statement
from app.points.queries import AccountFilter, count_accounts, find_accounts
from app.points.queries import accounts as list_accounts
from app.points.redemptions import Piece
from app.points.reward_views import (
    RedemptionFilter,
    count_redemptions,
    low_stock,
    redemption_detail,
    rewards,
    stock_moves,
)
from app.points.reward_views import redemptions as list_redemptions
from app.points.stock import RewardText
from app.points.terms import RewardKind


def stock_of(office, reward):
    return next(row.stock for row in office.ask(rewards) if row.id == reward)


def test_points_and_stock_move_together_and_come_back_together(office):
    wang = office.resident()
    office.award(wang, 50)
    soap = office.reward()
    done = office.redeem(wang, soap, 2)
    assert (done.points, done.balance, stock_of(office, soap)) == (40, 10, 8)
    office.do(redemptions.cancel_redemption, redemption_id=done.redemption_id, reason="拿错了")
    assert (office.balance(wang), stock_of(office, soap)) == (50, 10)
    with pytest.raises(RuleBroken, match="已经取消过"):
        office.do(redemptions.cancel_redemption, redemption_id=done.redemption_id, reason="再来")
    assert [line.kind_name for line in office.ask(stock_moves, reward_id=soap)] == [
        "购入",
        "兑换",
        "兑换取消退回",
    ]
    assert office.year().agrees


def test_a_double_click_redeems_once(office):
    wang = office.resident()
    office.award(wang, 50)
    soap = office.reward()
    first = office.redeem(wang, soap, key="counter:1")
    again = office.redeem(wang, soap, key="counter:1")
    assert (again.number, again.is_again) == (first.number, True)
    assert (office.balance(wang), stock_of(office, soap)) == (30, 9)


def test_a_balance_that_does_not_suffice_is_said_in_figures(office):
    wang = office.resident()
    office.award(wang, 15)
    soap = office.reward()
    with pytest.raises(RuleBroken, match="需要 20 分，余额 15 分，还差 5 分"):
        office.redeem(wang, soap)
    assert stock_of(office, soap) == 10


def test_stock_that_does_not_suffice_is_refused(office):
    wang = office.resident()
    office.award(wang, 50)
    soap = office.reward(stock_=1)
    with pytest.raises(RuleBroken, match="只剩 1 件"):
        office.redeem(wang, soap, 2)
    assert office.balance(wang) == 50


def test_a_service_has_no_stock(office):
    wang = office.resident()
    office.award(wang, 50)
    haircut = office.reward("理发", 15, stock_=0, kind=RewardKind.SERVICE, unit="次")
    office.redeem(wang, haircut)
    assert office.ask(rewards)[0].stock is None
    with pytest.raises(InvalidInput):
        office.do(stock.purchase, reward_id=haircut, quantity=3)


def test_a_price_that_changed_meanwhile_is_asked_about(office):
    wang = office.resident()
    office.award(wang, 50)
    soap = office.reward()
    office.do(stock.change_reward, reward_id=soap, text=RewardText("洗衣液", 25))
    with pytest.raises(RuleBroken, match="价格已变"):
        office.do(
            redemptions.redeem,
            key="counter:1",
            resident_id=wang,
            pieces=[Piece(soap)],
            expected=20,
        )


def test_a_closed_account_is_not_served(office):
    wang = office.resident()
    office.award(wang, 50)
    soap = office.reward()
    office.do(accounts.close_account, resident_id=wang)
    with pytest.raises(RuleBroken, match="停用"):
        office.redeem(wang, soap)
    office.do(accounts.reopen_account, resident_id=wang)
    assert office.redeem(wang, soap).balance == 30


def test_what_was_counted_becomes_the_stock(office):
    soap, rice = office.reward(low_stock=3), office.reward("大米", 60, stock_=5)
    wrong = office.do(stock.take_stock, counted={soap: 3, rice: 5})
    assert (wrong, stock_of(office, soap)) == (1, 3)
    assert [row.name for row in office.ask(low_stock)] == ["洗衣液"]
    office.do(stock.write_off, reward_id=soap, quantity=3, reason="过期")
    with pytest.raises(RuleBroken):
        office.do(stock.write_off, reward_id=soap, quantity=1, reason="过期")


def test_a_lost_card_is_worth_nothing(office):
    wang = office.resident()
    office.award(wang, 50)
    lost = office.ask(account_detail, resident_id=wang).row.card
    card = office.do(accounts.replace_card, resident_id=wang)
    assert office.ask(account_by_card, card=card).row.name == "王秀芬"
    with pytest.raises(NotFound):
        office.ask(account_by_card, card=lost)


def test_accounts_are_found_by_name_initials_and_card(office):
    wang = office.resident()
    office.award(wang, 50)
    card = office.ask(account_detail, resident_id=wang).row.card
    office.award(office.resident("李建国", "3-2-302"), 10)
    for text in ("王秀", "wxf", card, card[:7]):
        assert [row.name for row in office.ask(find_accounts, text=text)][:1] == ["王秀芬"]
    rows = office.ask(list_accounts, sort="balance", descending=True)
    assert [row.balance for row in rows] == [50, 10]
    assert office.ask(count_accounts, where=AccountFilter("ljg")) == 1


def test_the_register_lists_what_was_taken(office):
    wang = office.resident()
    office.award(wang, 90)
    done = office.redeem(wang, office.reward(), 2)
    row = office.ask(list_redemptions, where=RedemptionFilter(text="wxf"))[0]
    assert (row.what, row.points, row.clerk) == ("洗衣液×2", 40, "赵敏")
    detail = office.ask(redemption_detail, redemption_id=done.redemption_id)
    assert [(line.name, line.points) for line in detail.lines] == [("洗衣液", 40)]
    assert office.ask(count_redemptions, where=RedemptionFilter(cancelled=True)) == 0
    book = office.ask(statement, resident_id=wang)
    assert (book.lines[-1].change, book.closing) == (-40, 50)
