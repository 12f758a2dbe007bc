"""Two secretaries pair their stations, each at her own desk, with a telephone between them."""

from dataclasses import replace

from app.accounts.permissions import Role
from app.exchange.queries import peer_rows
from tests.app.exchange.paired import COMMUNITY, STREET


def peers(office):
    with office.station.read() as session:
        return peer_rows(session)


def exchanged(desk_of, strangers, stick):
    """Both desks at the page of pairing, with the other's file read."""
    desks = [desk_of(office) for office in strangers]
    for number, desk in enumerate(desks):
        desk.press("与单位配对")
        desk.here.export_to(stick / f"{number}.lirenid")
        desk.sees("已导出")
    for desk, other in zip(desks, (1, 0), strict=True):
        desk.here.read_file(stick / f"{other}.lirenid")
        desk.sees("第三步：核对对照码")
    return desks


def test_who_has_paired_with_nobody_is_told_how_it_begins(desk_of, strangers):
    desk = desk_of(strangers[0])
    desk.sees("还没有与任何单位配对")
    assert "与单位配对" in desk.buttons()


def test_both_see_one_code_and_are_paired_when_it_is_typed(desk_of, strangers, stick):
    community, street = exchanged(desk_of, strangers, stick)
    code = community.here.code.text()
    assert code == street.here.code.text()
    community.sees(STREET, "上级")
    street.sees(COMMUNITY, "下级")
    for desk in (community, street):
        desk.here.typed.setText(code.lower().replace(" ", ""))
        desk.press("对照码一致，确认配对")
        desk.sees("已与")
        desk.press("回到报送")
    assert [row.name for row in peers(strangers[0])] == [STREET]
    community.sees("还没有制作过报送包")


def test_a_wrong_code_pairs_nobody_and_says_what_to_do(desk_of, strangers, stick):
    community, _ = exchanged(desk_of, strangers, stick)
    community.here.typed.setText("0000-0000-0000-0000")
    community.press("对照码一致，确认配对")
    community.sees("对照码不一致", "逐组核对")
    assert peers(strangers[0]) == []


def test_an_altered_identity_file_and_one_s_own_are_refused(desk_of, strangers, stick):
    community, _ = exchanged(desk_of, strangers, stick)
    file = stick / "1.lirenid"
    file.write_bytes(file.read_bytes().replace("文昌路".encode(), "文昌里".encode()))
    community.here.read_file(file)
    community.sees("身份文件被改动过或已损坏")
    community.here.read_file(stick / "0.lirenid")
    community.sees("这是本站自己的身份文件")


def test_an_office_is_revoked_with_a_reason_and_can_be_paired_again(desk_of, offices, stick):
    desk = desk_of(offices[0])
    desk.press("详情")
    desk.press("停用…")
    desk.submit(reason="街道合并")
    desk.sees("已停用：街道合并")
    assert not peers(offices[0])[0].is_active
    other = desk_of(offices[1])
    other.menu()["与单位配对…"].trigger()
    other.here.export_to(stick / "street.lirenid")
    other.sees("已导出")
    desk.press("重新配对")
    desk.here.read_file(stick / "street.lirenid")
    desk.sees("确认后重新启用")
    desk.here.typed.setText(desk.here.code.text())
    desk.press("对照码一致，确认配对")
    desk.sees("已与")
    assert peers(offices[0])[0].is_active


def test_keys_are_changed_and_the_next_bundle_brings_the_new_ones(desk_of, offices):
    community, street = offices
    desk = desk_of(community)
    desk.page.forms.rotate(revokes_old=True)
    desk.settle()
    street.apply(community.make(street).path)
    with street.station.read() as session:
        from app.exchange.queries import peer_sheet

        assert peer_sheet(session, community.id).generation == 2


def test_a_grid_worker_sees_how_it_stands_and_may_do_nothing(desk_of, offices):
    station = offices[0].station
    station.actor = replace(station.actor, role=Role.GRID_WORKER)
    desk = desk_of(offices[0])
    desk.sees(STREET)
    assert not {"制作报送包", "收取报送包"} & set(desk.buttons())
