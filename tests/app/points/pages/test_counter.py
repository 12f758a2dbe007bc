"""The counter: a scanner, a keyboard, and nothing else; two people, two counters, one stock."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.accounts.permissions import Role
from app.attachments import album
from app.attachments.rules import AttachmentKind
from app.points.reward_views import redemptions, rewards
from tests.app.attachments.photos import a_photo


def stock(office, reward):
    return next(row.stock for row in office.ask(rewards) if row.id == reward)


def done(office):
    return office.ask(redemptions, sort="number")


def counter(desk):
    return desk.page.views.shown


def test_a_scanned_card_shows_who_it_is_and_how_much_there_is(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬", "3-2-301", "100")
    assert counter(desk).scan.line.text() == ""
    assert desk.focus is counter(desk).scan.line


def test_goods_are_chosen_by_number_and_by_arrows_and_taken_with_keys_alone(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬")
    desk.type("1")
    desk.enter()
    desk.keys(Qt.Key.Key_Plus)
    desk.sees("共 40 分", "兑换后余 60 分")
    desk.keys(Qt.Key.Key_Minus)
    desk.keys(Qt.Key.Key_Right)
    desk.enter()
    desk.sees("共 80 分")
    desk.keys(Qt.Key.Key_Delete)
    desk.sees("共 20 分")
    desk.control(Qt.Key.Key_Return)
    desk.sees("王秀芬已兑换 20 分", "余 80 分")
    assert shop.balance(shop.wang) == 80
    assert stock(shop, shop.soap) == 2
    desk.keys(Qt.Key.Key_Escape)
    desk.sees("请扫积分卡")


def test_goods_are_found_by_their_initials(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬")
    desk.type("dm")
    desk.enter()
    desk.sees("共 60 分")
    desk.type("没有的")
    desk.enter()
    desk.sees("没有“没有的”这种商品", "共 60 分")


def test_a_double_confirmation_redeems_once(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬")
    desk.type("1")
    desk.enter()
    held = Qt.KeyboardModifier.ControlModifier
    for _ in range(3):  # before anything was answered
        desk.qtbot.keyClick(desk.focus, Qt.Key.Key_Return, held)
    desk.settle()
    desk.control(Qt.Key.Key_Return)
    desk.sees("已兑换 20 分")
    assert [row.points for row in done(shop)] == [20]
    assert shop.balance(shop.wang) == 80


def test_more_than_the_balance_is_refused_in_words_and_the_basket_stays(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.li)
    desk.sees("李强")
    desk.type("2")
    desk.enter()
    desk.sees("还差 10 分")
    desk.control(Qt.Key.Key_Return)
    desk.sees("需要 60 分，余额 50 分，还差 10 分", "请减少商品", "共 60 分")
    assert not done(shop)


def test_another_counter_was_faster_and_it_is_said(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬")
    desk.type("1")
    desk.enter()
    desk.keys(Qt.Key.Key_Plus)
    shop.redeem(shop.li, shop.soap, 2)  # the other window
    desk.control(Qt.Key.Key_Return)
    desk.sees("“洗衣液”只剩 1 件，要 2 件", "剩 1", "共 40 分")
    desk.keys(Qt.Key.Key_Minus)
    desk.control(Qt.Key.Key_Return)
    desk.sees("王秀芬已兑换 20 分")
    assert stock(shop, shop.soap) == 0


def test_a_second_card_never_takes_over_a_basket(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬")
    desk.type("1")
    desk.enter()
    desk.scan(shop.li)
    desk.sees("王秀芬的兑换还没有完成，现在扫到的是李强", "共 20 分")
    desk.keys(Qt.Key.Key_Escape)
    desk.sees("篮子里还有 1 件")
    desk.keys(Qt.Key.Key_Escape)
    desk.scan(shop.li)
    desk.sees("李强", "还没有选商品")
    desk.scan(shop.wang)  # an empty basket makes way at once
    desk.sees("王秀芬")
    assert not done(shop)


def test_cards_scanned_faster_than_they_are_read_end_with_the_last_one(desk_of, shop):
    desk = desk_of(shop)
    for person in (shop.wang, shop.li, shop.wang, shop.li):
        desk.scan(person)
    desk.settle()
    desk.sees("李强")
    assert "王秀芬" not in desk.words()


def test_a_name_is_found_by_initials_and_nobody_is_guessed(desk_of, shop):
    shop.award(shop.resident("王小飞", "3-2-302"), 10)
    desk = desk_of(shop)
    desk.type("wx")
    desk.enter()  # faster than the search
    people = counter(desk).scan.people
    desk.qtbot.waitUntil(people.isVisible, timeout=3000)
    assert counter(desk).serving.basket is None
    desk.keys(Qt.Key.Key_Down)
    desk.enter()
    desk.settle()
    assert counter(desk).serving.detail.row.name in ("王秀芬", "王小飞")


def test_what_the_scanner_types_finds_the_line_wherever_the_focus_is(desk_of, shop):
    desk = desk_of(shop)
    more = next(b for b in desk.page.findChildren(QPushButton) if b.text() == "更多")
    more.setFocus()
    desk.scan(shop.wang)
    desk.sees("王秀芬", "100")
    assert desk.focus is counter(desk).scan.line


def test_a_wrong_card_is_said(desk_of, shop):
    desk = desk_of(shop)
    desk.type("12345678")
    desk.enter()
    desk.sees("不是积分卡号", "请再扫一次")


def test_a_redemption_is_taken_back_with_a_reason(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬")
    desk.type("1")
    desk.enter()
    desk.control(Qt.Key.Key_Return)
    desk.sees("已兑换")
    desk.keys(Qt.Key.Key_F9)
    desk.submit(reason="拿错了")
    desk.sees("拿错了", "已退回 20 分")
    assert shop.balance(shop.wang) == 100
    assert stock(shop, shop.soap) == 3
    desk.keys(Qt.Key.Key_Escape)
    assert "王秀芬已兑换" not in desk.words()
    assert QApplication.focusWidget() is counter(desk).scan.line


def test_the_receipt_is_previewed_and_the_register_lists_it(desk_of, shop):
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.sees("王秀芬")
    desk.type("1")
    desk.enter()
    desk.control(Qt.Key.Key_Return)
    desk.sees("已兑换")
    desk.keys(Qt.Key.Key_F8)
    with desk.qtbot.waitSignal(desk.here.preview.shown, timeout=5000):
        desk.here.sizes.setCurrentIndex(1)
    desk.page.leave_entered()
    desk.settle()
    desk.keys(Qt.Key.Key_F6)
    assert [row.what for row in desk.rows(desk.here.view.table)] == ["洗衣液×1"]


def test_the_photo_of_a_resident_is_shown(desk_of, shop, tmp_path):
    (tmp_path / "wang.jpg").write_bytes(a_photo())
    made = album.prepare((tmp_path / "wang.jpg",), step=lambda *_: None)
    shop.do(
        album.attach, prepared=made.pictures, kind=AttachmentKind.PORTRAIT,
        record_table="resident", record_id=shop.wang,
    )  # fmt: skip
    desk = desk_of(shop)
    desk.scan(shop.wang)
    desk.qtbot.waitUntil(counter(desk).customer.photo.isVisible, timeout=3000)
    desk.scan(shop.li)
    desk.sees("李强")
    desk.qtbot.waitUntil(lambda: not counter(desk).customer.photo.isVisible(), timeout=3000)


def test_a_grid_worker_has_no_counter(desk_of, shop):
    assert "柜台" not in desk_of(shop, Role.GRID_WORKER).views()
